#include "tests/testing/report_generator/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "services/base/text.h"
#include "tests/testing/report_generator/mess.h"
#include "tests/testing/report_generator/random.h"
#include "tests/testing/report_generator/report.h"

namespace gongbao::generator {

namespace {

constexpr int64_t kRowsPerFile = 10'000;

// Most reports of a load test are plain; one in eight is as messy as real ones.
std::string LoadText(const Town& town, int year, uint64_t seed, const Lines& lines) {
  Random random(MixSeed({seed, town.seed, static_cast<uint64_t>(year), 5}));
  switch (random.Between(0, 31)) {
    case 0:
      return AsPages(lines, random.Next());
    case 1:
      return AsTraditional(AsCopiedPage(town, year, lines), random.Next());
    case 2:
      return WithAsciiPunctuation(AsCopiedPage(town, year, lines));
    case 3:
      return WithFullWidthDigits(AsPlainText(lines, true));
    default:
      return AsPlainText(lines, random.Chance(50));
  }
}

class LoadWriter {
 public:
  LoadWriter(const LoadOptions& options, std::string out) : options_(options), out_(std::move(out)) {}

  Status Open(const std::string& truth_path) {
    if (!truth_path.empty()) {
      truth_.open(truth_path, std::ios::binary | std::ios::trunc);
      if (!truth_) return Unavailable(Cat({"cannot write ", truth_path}));
    }
    return MakeFolder(out_);
  }

  Status WriteTown(const Town& town, int64_t limit) {
    const TownSeries series(town, options_.first_year, options_.first_year + options_.years - 1);
    for (int i = 0; i < options_.years && i < limit; ++i) {
      const int year = options_.first_year + i;
      const Report report =
          ComposeReport(town, series, year, DrawManner(town, year, options_.seed));
      const std::string text = LoadText(town, year, options_.seed, report.lines);
      GONGBAO_RETURN_IF_ERROR(options_.jsonl ? WriteRow(town, year, text)
                                             : WriteOne(town, year, text));
      if (truth_.is_open()) {
        std::string lines;
        AppendTruthLines(report.truth, last_file_, &lines);
        truth_ << lines;
      }
      ++written_;
    }
    return absl::OkStatus();
  }

  StatusOr<int64_t> Close() {
    part_.close();
    truth_.close();
    if (part_.fail() && options_.jsonl) return Unavailable(Cat({"cannot write to ", out_}));
    return written_;
  }

 private:
  Status MakeFolder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) return absl::OkStatus();
    return Unavailable(Cat({"cannot make folder ", folder, ": ", error.message()}));
  }

  Status WriteOne(const Town& town, int year, const std::string& text) {
    const std::string folder = out_ + "/" + town.county.code;
    if (folder != folder_) GONGBAO_RETURN_IF_ERROR(MakeFolder(folder));
    folder_ = folder;
    last_file_ = Cat({town.county.code, "/", town.name, "-", std::to_string(year), ".txt"});
    std::ofstream file(out_ + "/" + last_file_, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    return file ? absl::OkStatus() : Unavailable(Cat({"cannot write ", out_, "/", last_file_}));
  }

  Status WriteRow(const Town& town, int year, const std::string& text) {
    if (written_ % kRowsPerFile == 0) {
      part_.close();
      std::string number = std::to_string(written_ / kRowsPerFile);
      number.insert(0, number.size() < 5 ? 5 - number.size() : 0, '0');
      last_file_ = "part-" + number + ".jsonl";
      part_.open(out_ + "/" + last_file_, std::ios::binary | std::ios::trunc);
    }
    std::string row = "{\"title\":";
    AppendJsonString(Cat({town.county.name, town.name, std::to_string(year)}), &row);
    row += ",\"text\":";
    AppendJsonString(text, &row);
    row += "}\n";
    part_ << row;
    return part_ ? absl::OkStatus() : Unavailable(Cat({"cannot write ", out_, "/", last_file_}));
  }

  const LoadOptions& options_;
  const std::string out_;
  std::ofstream truth_;
  std::ofstream part_;
  std::string folder_;
  std::string last_file_;
  int64_t written_ = 0;
};

}  // namespace

StatusOr<int64_t> WriteReports(const LoadOptions& options, const std::string& out,
                               const std::string& truth_path) {
  std::vector<County> counties = SampleCounties();
  if (!options.gazetteer.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(counties, ReadCounties(options.gazetteer));
  }
  const auto width = static_cast<int64_t>(counties.size());
  const int64_t limit = width * InventedTownLimit() * options.years;
  if (options.count > limit) {
    return LimitExceeded(Cat({"at most ", std::to_string(limit), " reports: ", std::to_string(width),
                              " counties × ", std::to_string(InventedTownLimit()), " towns × ",
                              std::to_string(options.years), " years"}));
  }
  LoadWriter writer(options, out);
  GONGBAO_RETURN_IF_ERROR(writer.Open(truth_path));
  int64_t left = options.count;
  for (int64_t index = 0; left > 0; ++index) {
    const County& county = counties[static_cast<size_t>(index % width)];
    const Town town = InventTown(county, options.seed, index / width);
    GONGBAO_RETURN_IF_ERROR(writer.WriteTown(town, left));
    left -= std::min<int64_t>(left, options.years);
  }
  return writer.Close();
}

}  // namespace gongbao::generator
