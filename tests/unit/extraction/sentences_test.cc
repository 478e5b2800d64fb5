// The tables of tests/data/sentences: each line a sentence and what must be read out of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/text.h"
#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

struct Line {
  int number = 0;
  std::vector<std::string> fields;  // parted by tabs
};

std::vector<Line> LinesOf(const std::string& file) {
  std::ifstream in("tests/data/sentences/" + file);
  EXPECT_TRUE(in.good()) << file;
  std::vector<Line> lines;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (text.empty() || text[0] == '#') continue;
    Line line{number, {}};
    for (const std::string_view field : Split(text, '\t')) line.fields.emplace_back(field);
    lines.push_back(std::move(line));
  }
  EXPECT_GT(lines.size(), 10u) << file;
  return lines;
}

std::vector<std::string> Parts(const std::string& text, const std::string& mark) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(mark, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + mark.size();
  }
  return parts;
}

// What lines that begin with @ set for those below.
struct Settings {
  Report report;
  std::string period = "2021";
  std::string status = "actual";

  void Set(const std::string& line) {
    for (const std::string& word : Parts(line.substr(1), " ")) {
      const size_t at = word.find('=');
      ASSERT_NE(at, word.npos) << line;
      const std::string key = word.substr(0, at);
      const std::string value = word.substr(at + 1);
      if (key == "period") period = value;
      if (key == "status") status = value;
      if (key == "place") report.place = value;
      if (key == "year") report.year = std::stoi(value);
      if (key == "role")
        report.role = value == "plan" ? model::SectionRole::kPlan : model::SectionRole::kReview;
      if (key == "level")
        report.level = value == "county" ? model::PlaceLevel::kCounty : model::PlaceLevel::kTown;
    }
  }
};

std::string Masked(const std::string& amount) {
  return amount.starts_with("X") ? "masked" + amount.substr(1) : amount;
}

// gdp=>5亿元 → gdp=over 5亿元.
std::string Value(const std::string& word) {
  const size_t equals = word.find('=');
  std::string value = word.substr(equals + 1);
  std::string bound;
  static const std::pair<const char*, const char*> kBounds[] = {{">=", "at_least "},
                                                                {"<=", "at_most "},
                                                                {">", "over "},
                                                                {"<", "under "},
                                                                {"~", "near "}};
  for (const auto& [sign, name] : kBounds) {
    if (!value.starts_with(sign)) continue;
    bound = name;
    value.erase(0, std::string_view(sign).size());
    break;
  }
  return word.substr(0, equals + 1) + bound + (value == "-" ? "none" : Masked(value));
}

// The short notation of the tables as Indicators() prints it.
std::string Fact(const std::string& text, const Settings& settings) {
  const std::vector<std::string> words = Parts(text, " ");
  std::string out = Value(words[0]);
  std::string period = settings.period;
  std::string status = settings.status;
  std::string tail;
  static const std::map<std::string, std::string> kChanges = {
      {"avg", "avg_annual"}, {"cum", "cumulative"}, {"mom", "mom"}, {"pt", "points"}, {"from", "from"}};
  for (size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    const size_t colon = word.find(':');
    if (word[0] == '+') {
      out += " yoy:" + Masked(word.substr(1));
    } else if (word[0] == '-') {
      out += " yoy:" + word;
    } else if (colon != word.npos && kChanges.contains(word.substr(0, colon))) {
      out += " " + kChanges.at(word.substr(0, colon)) + ":" + Masked(word.substr(colon + 1));
    } else if (word.starts_with("p=")) {
      period = word.substr(2);
    } else if (word.starts_with("of=") || word[0] == '@') {
      tail += " " + word;
    } else {
      status = word;
    }
  }
  return out + " " + period + " " + status + tail;
}

TEST(Sentences, IndicatorsAreRead) {
  Settings settings;
  for (const Line& line : LinesOf("indicators.tsv")) {
    if (line.fields[0][0] == '@') {
      settings.Set(line.fields[0]);
      continue;
    }
    ASSERT_EQ(line.fields.size(), 2u) << "indicators.tsv:" << line.number;
    std::vector<std::string> want;
    for (const std::string& fact : Parts(line.fields[1], "; "))
      want.push_back(Fact(fact, settings));
    Report report = settings.report;
    report.text = line.fields[0];
    EXPECT_THAT(Indicators(report), testing::ElementsAreArray(want))
        << "indicators.tsv:" << line.number << ": " << line.fields[0];
  }
}

TEST(Sentences, QuantitiesAreRead) {
  for (const Line& line : LinesOf("quantities.tsv")) {
    ASSERT_EQ(line.fields.size(), 2u) << "quantities.tsv:" << line.number;
    Report report;
    report.text = line.fields[0];
    EXPECT_THAT(Quantities(report), testing::ElementsAreArray(Parts(line.fields[1], "; ")))
        << "quantities.tsv:" << line.number << ": " << line.fields[0];
  }
}

// Every name in each of these sentences: N the name, V the value.
TEST(Sentences, NamesAreKnown) {
  struct Carrier {
    const char* text;
    const char* change;
  };
  static constexpr Carrier kCarriers[] = {
      {"N达到V。", ""},
      {"全镇完成NV，同比增长8.1%。", " yoy:8.1%"},
      {"一年来，我们奋力拼搏，NV、比上年下降2.3%，居全县第二。", " yoy:-2.3%"},
      {"N首次突破V，同比增长8.1%。", " yoy:8.1%"},
  };
  int sentences = 0;
  for (const Line& line : LinesOf("names.tsv")) {
    ASSERT_EQ(line.fields.size(), 3u) << "names.tsv:" << line.number;
    const std::string value = "36.5" + line.fields[1];
    for (const std::string& name : Parts(line.fields[2], " ")) {
      for (const Carrier& carrier : kCarriers) {
        Report report;
        for (const char c : std::string_view(carrier.text)) {
          report.text += c == 'N' ? name : c == 'V' ? value : std::string(1, c);
        }
        const bool over = report.text.find("突破") != std::string::npos;
        const std::string want = line.fields[0] + "=" + (over ? "over " : "") + value +
                                 carrier.change + " 2021 actual";
        EXPECT_THAT(Indicators(report), testing::ElementsAre(want))
            << "names.tsv:" << line.number << ": " << report.text;
        ++sentences;
      }
    }
  }
  EXPECT_GT(sentences, 1000);
}

}  // namespace
}  // namespace gongbao::extraction
