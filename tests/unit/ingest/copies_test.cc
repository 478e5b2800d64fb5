// Copies of one report have fingerprints that agree; reports of different towns and years have not.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/reader/reader.h"
#include "services/model/fingerprint.h"
#include "tests/testing/report_generator/mess.h"
#include "tests/testing/report_generator/report.h"

namespace gongbao::ingest {
namespace {

using Fingerprint = std::vector<uint64_t>;

Fingerprint FingerprintOf(std::string_view bytes) {
  static const Cleaner* const cleaner = new Cleaner(*Cleaner::Create());
  const auto read = Reader().Read(bytes, "", {});
  EXPECT_TRUE(read.ok());
  return model::MakeFingerprint(cleaner->Clean(read->text).text);
}

struct Sample {
  generator::Town town;
  int year;
  generator::Lines lines;
};

Sample MakeSample(int number, int year, generator::Genre genre = generator::Genre::kWorkReport) {
  const generator::Town town =
      generator::InventTown(generator::SampleCounties()[static_cast<size_t>(number) % 2], 13, number);
  const generator::TownSeries series(town, year, year);
  generator::Manner manner = generator::DrawManner(town, year, static_cast<uint64_t>(number));
  manner.genre = genre;
  return {town, year, generator::ComposeReport(town, series, year, manner).lines};
}

TEST(Copies, TwoScrapesOfOneReportAgree) {
  for (int number = 0; number < 8; ++number) {
    const Sample sample = MakeSample(number, 2021);
    const std::string plain = generator::AsPlainText(sample.lines, true);
    const auto seed = static_cast<uint64_t>(number);
    const Fingerprint original = FingerprintOf(plain);
    const std::string copies[] = {generator::AsWebPage(sample.town, 2021, sample.lines),
                                  generator::AsCopiedPage(sample.town, 2021, sample.lines),
                                  generator::AsPages(sample.lines, seed),
                                  generator::AsTraditional(plain, seed),
                                  generator::WithAsciiPunctuation(generator::WithFullWidthDigits(plain)),
                                  *generator::AsGb18030(plain)};
    for (const std::string& copy : copies) {
      EXPECT_TRUE(model::SameText(original, FingerprintOf(copy))) << number << ": " << Shorten(copy, 300);
    }
  }
}

TEST(Copies, ATruncatedCopyAgreesWithTheWhole) {
  for (int number = 0; number < 8; ++number) {
    const Sample sample = MakeSample(20 + number, 2022);
    const std::string whole = generator::AsCopiedPage(sample.town, 2022, sample.lines);
    const std::string plain = generator::AsPlainText(sample.lines, true);
    for (const size_t percent : {80, 50, 30}) {
      const std::string part = Shorten(plain, plain.size() * percent / 100);  // breaks off in a sentence
      EXPECT_TRUE(model::SameText(FingerprintOf(whole), FingerprintOf(part))) << number << ", " << percent << " %";
    }
  }
}

TEST(Copies, ReportsOfOtherTownsAndYearsDoNotAgree) {
  std::vector<Fingerprint> prints;
  for (int number = 0; number < 30; ++number) {
    prints.push_back(FingerprintOf(generator::AsPlainText(MakeSample(number % 15, 2019 + number / 15).lines, false)));
  }
  for (size_t i = 0; i < prints.size(); ++i) {
    for (size_t k = 0; k < i; ++k) EXPECT_FALSE(model::SameText(prints[i], prints[k])) << i << " and " << k;
  }
}

TEST(Copies, BoilerplateThatTwoTownsShareIsNoCopy) {
  const Sample a = MakeSample(40, 2021), b = MakeSample(41, 2021);
  // Half of each text is what both took from one model.
  std::string shared, one, two;
  for (size_t i = 0; i < a.lines.size() && i < b.lines.size(); ++i) {
    if (i % 2 == 0) shared += b.lines[i] + "\n";
    one += a.lines[i] + "\n";
    two += b.lines[i] + "\n";
  }
  EXPECT_FALSE(model::SameText(FingerprintOf(one + shared), FingerprintOf(two)));
}

TEST(Copies, OfVeryLongTextsTheSampledPartsAreCompared) {
  std::string whole;
  for (int number = 0; whole.size() < (2u << 20); ++number) {
    whole += generator::AsPlainText(MakeSample(number, 2000 + number % 20).lines, false);
  }
  const std::string piece = generator::AsPlainText(MakeSample(3, 2003).lines, false);
  const Fingerprint sampled = model::MakeFingerprint(whole);
  ASSERT_NE(whole.find(piece), std::string::npos);
  EXPECT_EQ(sampled.size(), model::kMostSamples);
  // What the long text's sample was cut to is not held against the piece.
  const std::string half = whole.substr(0, whole.rfind('\n', whole.size() / 2));
  EXPECT_TRUE(model::SameText(sampled, model::MakeFingerprint(half)));
}

TEST(Copies, PartsInTheCorpusAgreeWithTheirWholes) {
  namespace fs = std::filesystem;
  const char* tree = std::getenv("GONGBAO_SOURCE_DIR");
  const fs::path corpus = fs::path(tree == nullptr ? "." : tree).parent_path() / "shared" / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "no annotated reports in " << corpus;
  std::vector<std::pair<std::string, Fingerprint>> prints;
  for (const auto& entry : fs::directory_iterator(corpus)) {
    const auto bytes = ReadFile(entry.path().string(), 1 << 24);
    ASSERT_TRUE(bytes.ok());
    prints.emplace_back(entry.path().filename().string(), FingerprintOf(*bytes));
  }
  size_t pairs = 0;
  for (const auto& [name, print] : prints) {
    for (const auto& [other_name, other] : prints) {
      if (name >= other_name) continue;
      const bool part = ReplaceAll(name, ".part.txt", ".txt") == ReplaceAll(other_name, ".part.txt", ".txt");
      EXPECT_EQ(model::SameText(print, other), part) << name << ", " << other_name;
      pairs += part;
    }
  }
  std::cout << pairs << " pairs of a whole and its part\n";
}

}  // namespace
}  // namespace gongbao::ingest
