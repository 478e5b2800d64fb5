#include "tests/testing/report_generator/samples.h"

#include <algorithm>
#include <string_view>

#include "services/base/text.h"
#include "tests/testing/report_generator/mess.h"
#include "tests/testing/report_generator/report.h"

namespace gongbao::generator {

namespace {

constexpr int kFirstYear = 2022;
constexpr int kLastYear = 2024;
constexpr uint64_t kSeed = 20220101;

enum class Dress {
  kPlain,
  kIndented,
  kAsciiPunctuation,
  kFullWidth,
  kPages,
  kWebPage,
  kCopiedPage,
  kTraditionalPage,
  kGb18030,
  kCsvRow,
  kJsonRow,
};

// By town (six of the first county, six of the second) and year.
constexpr Dress kDresses[12][3] = {
    {Dress::kPlain, Dress::kPlain, Dress::kPlain},
    {Dress::kIndented, Dress::kWebPage, Dress::kPlain},
    {Dress::kGb18030, Dress::kPlain, Dress::kAsciiPunctuation},
    {Dress::kPages, Dress::kPlain, Dress::kFullWidth},
    {Dress::kPlain, Dress::kCopiedPage, Dress::kIndented},
    {Dress::kCsvRow, Dress::kCsvRow, Dress::kCsvRow},
    {Dress::kPlain, Dress::kIndented, Dress::kPlain},
    {Dress::kTraditionalPage, Dress::kPlain, Dress::kWebPage},
    {Dress::kPlain, Dress::kPages, Dress::kPlain},
    {Dress::kAsciiPunctuation, Dress::kPlain, Dress::kGb18030},
    {Dress::kFullWidth, Dress::kPlain, Dress::kIndented},
    {Dress::kJsonRow, Dress::kJsonRow, Dress::kJsonRow},
};

StatusOr<std::string> DressUp(Dress dress, const Town& town, int year, const Lines& lines) {
  const uint64_t seed = town.seed + static_cast<uint64_t>(year);
  switch (dress) {
    case Dress::kIndented:
      return AsPlainText(lines, true);
    case Dress::kAsciiPunctuation:
      return WithAsciiPunctuation(AsPlainText(lines, false));
    case Dress::kFullWidth:
      return WithFullWidthDigits(AsPlainText(lines, false));
    case Dress::kPages:
      return AsPages(lines, seed);
    case Dress::kWebPage:
      return AsWebPage(town, year, lines);
    case Dress::kCopiedPage:
      return AsCopiedPage(town, year, lines);
    case Dress::kTraditionalPage:
      return AsTraditional(WithAsciiPunctuation(AsCopiedPage(town, year, lines)), seed);
    case Dress::kGb18030:
      return AsGb18030(AsPlainText(lines, false));
    default:
      return AsPlainText(lines, false);
  }
}

class SampleMaker {
 public:
  StatusOr<Samples> Make() {
    for (size_t t = 0; t < SampleTowns().size(); ++t) {
      GONGBAO_RETURN_IF_ERROR(AddTown(SampleTowns()[t], kDresses[t]));
    }
    GONGBAO_RETURN_IF_ERROR(AddExtras());
    Add("table.csv", csv_, csv_truth_);
    Add("rows.jsonl", jsonl_, jsonl_truth_);
    return Finish();
  }

 private:
  struct Made {
    SampleFile file;
    std::string truth;
  };

  void Add(std::string name, std::string bytes, std::string truth) {
    made_.push_back({{std::move(name), std::move(bytes)}, std::move(truth)});
  }

  Status AddReport(const std::string& name, Dress dress, const Town& town, int year,
                   const Manner& manner) {
    const TownSeries series(town, kFirstYear, kLastYear);
    const Report report = ComposeReport(town, series, year, manner);
    if (dress == Dress::kCsvRow || dress == Dress::kJsonRow) {
      AddRow(dress, year, report);
      return absl::OkStatus();
    }
    GONGBAO_ASSIGN_OR_RETURN(std::string bytes, DressUp(dress, town, year, report.lines));
    std::string truth;
    AppendTruthLines(report.truth, name, &truth);
    Add(name, std::move(bytes), std::move(truth));
    return absl::OkStatus();
  }

  void AddRow(Dress dress, int year, const Report& report) {
    const std::string text = AsPlainText(report.lines, false);
    const std::string day = std::to_string(year + 1) + "-01-20";
    if (dress == Dress::kCsvRow) {
      if (csv_.empty()) csv_ = "编号,标题,发布日期,正文\n";
      csv_ += Cat({std::to_string(year), ",", CsvCell(report.truth.title), ",", day, ",",
                   CsvCell(text), "\n"});
      AppendTruthLines(report.truth, "table.csv", &csv_truth_);
      return;
    }
    jsonl_ += "{\"title\":";
    AppendJsonString(report.truth.title, &jsonl_);
    jsonl_ += Cat({",\"date\":\"", day, "\",\"text\":"});
    AppendJsonString(text, &jsonl_);
    jsonl_ += "}\n";
    AppendTruthLines(report.truth, "rows.jsonl", &jsonl_truth_);
  }

  Status AddTown(const Town& town, const Dress (&dresses)[3]) {
    const int number = ++towns_of_county_[town.county.code == SampleCounties()[0].code ? 0 : 1];
    for (int year = kFirstYear; year <= kLastYear; ++year) {
      const Dress dress = dresses[year - kFirstYear];
      const std::string name = Cat({town.county.code, "-", std::to_string(number), "-",
                                    std::to_string(year), dress == Dress::kWebPage ? ".html" : ".txt"});
      GONGBAO_RETURN_IF_ERROR(AddReport(name, dress, town, year, DrawManner(town, year, kSeed)));
    }
    return absl::OkStatus();
  }

  Status AddExtras() {
    const auto& towns = SampleTowns();
    const Manner masked{Genre::kWorkReport, Outline::kParentheses, true, kSeed};
    GONGBAO_RETURN_IF_ERROR(AddReport("masked.txt", Dress::kPlain, towns[2], 2024, masked));
    const Manner speech{Genre::kSpeech, Outline::kFirstIs, false, kSeed + 1};
    GONGBAO_RETURN_IF_ERROR(AddReport("speech.txt", Dress::kIndented, towns[6], 2024, speech));
    const Manner ten_months{Genre::kTenMonths, Outline::kArabic, false, kSeed + 2};
    return AddReport("ten-months.txt", Dress::kPlain, towns[8], 2024, ten_months);
  }

  Samples Finish() {
    std::sort(made_.begin(), made_.end(),
              [](const Made& a, const Made& b) { return a.file.name < b.file.name; });
    Samples samples;
    for (Made& made : made_) {
      samples.files.push_back(std::move(made.file));
      samples.truth += made.truth;
    }
    return samples;
  }

  std::vector<Made> made_;
  int towns_of_county_[2] = {0, 0};
  std::string csv_;
  std::string csv_truth_;
  std::string jsonl_;
  std::string jsonl_truth_;
};

}  // namespace

StatusOr<Samples> MakeSamples() { return SampleMaker().Make(); }

}  // namespace gongbao::generator
