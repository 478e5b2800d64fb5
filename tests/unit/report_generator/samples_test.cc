#include "tests/testing/report_generator/samples.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "services/base/share.h"
#include "services/base/text.h"
#include "tests/testing/report_generator/town.h"

namespace gongbao::generator {
namespace {

std::filesystem::path DataFolder() {
  const char* source = std::getenv("GONGBAO_SOURCE_DIR");
  return std::filesystem::path(source != nullptr ? source : ".") / "tests" / "data";
}

std::string Bytes(const std::filesystem::path& path) {
  auto bytes = ReadFile(path.string(), 4 << 20);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return bytes.ok() ? *bytes : "";
}

// After a change of the generator: gongbao-generate-reports --samples --out tests/data/samples
// --truth tests/data/truth.jsonl
TEST(Samples, TheFolderHoldsWhatTheGeneratorMakes) {
  const auto samples = MakeSamples();
  ASSERT_TRUE(samples.ok()) << samples.status();
  std::set<std::string> names;
  size_t total = 0;
  for (const SampleFile& file : samples->files) {
    EXPECT_EQ(Bytes(DataFolder() / "samples" / file.name), file.bytes) << file.name;
    EXPECT_TRUE(names.insert(file.name).second) << file.name;
    total += file.bytes.size();
  }
  EXPECT_EQ(Bytes(DataFolder() / "truth.jsonl"), samples->truth);
  for (const auto& entry : std::filesystem::directory_iterator(DataFolder() / "samples")) {
    EXPECT_TRUE(names.contains(entry.path().filename().string())) << entry.path();
  }
  EXPECT_LT(total, 400'000U);
}

TEST(Samples, TwoCountiesSixTownsThreeYears) {
  const auto samples = MakeSamples();
  ASSERT_TRUE(samples.ok()) << samples.status();
  std::set<std::string> reports;
  for (const Town& town : SampleTowns()) {
    for (int year = 2022; year <= 2024; ++year) {
      const std::string place = "\"place_id\":\"" + town.id() + "\"";
      const std::string ending = "\"year\":" + std::to_string(year) + "}";
      for (const std::string_view line : Split(samples->truth, '\n')) {
        if (line.find(place) == std::string_view::npos || !line.ends_with(ending)) continue;
        reports.insert(Cat({town.id(), ending}));
      }
    }
  }
  EXPECT_EQ(reports.size(), 36U);
}

// The counties are real, so that places are settled; the towns are not, so that nothing is said of any.
TEST(Samples, TownsAreInventedInRealCounties) {
  const std::filesystem::path divisions = GONGBAO_DIVISIONS;
  const std::string areas = Bytes(divisions / "areas.csv");
  const auto towns = ReadFile((divisions / "streets.csv").string(), 64 << 20);
  ASSERT_TRUE(towns.ok()) << towns.status();
  for (const County& county : SampleCounties()) {
    EXPECT_NE(areas.find(county.code + ",\"" + county.name + "\""), std::string::npos) << county.name;
  }
  for (const Town& town : SampleTowns()) {
    EXPECT_EQ(towns->find("\"" + town.stem), std::string::npos) << town.name;
  }
}

}  // namespace
}  // namespace gongbao::generator
