#include "tests/testing/report_generator/load.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <set>

#include "services/base/share.h"
#include "services/base/text.h"
#include "tests/testing/report_generator/town.h"

namespace gongbao::generator {
namespace {

class LoadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongbao-load-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Relative path → bytes of everything written with these options.
  std::map<std::string, std::string> Write(const LoadOptions& options, const std::string& name) {
    const std::filesystem::path out = folder_ / name;
    const auto written = WriteReports(options, out.string(), "");
    EXPECT_TRUE(written.ok()) << written.status();
    EXPECT_EQ(written.value_or(0), options.count);
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(out)) {
      if (!entry.is_regular_file()) continue;
      files[std::filesystem::relative(entry.path(), out).string()] =
          ReadFile(entry.path().string(), 1 << 30).value_or("");
    }
    return files;
  }

  std::filesystem::path folder_;
};

TEST_F(LoadTest, SameSeedSameBytes) {
  LoadOptions options;
  options.count = 50;
  const auto first = Write(options, "a");
  EXPECT_EQ(first.size(), 50U);
  EXPECT_EQ(first, Write(options, "b"));
  options.seed = 2;
  EXPECT_NE(first, Write(options, "c"));
}

TEST_F(LoadTest, MoreReportsChangeNone) {
  LoadOptions options;
  options.count = 20;
  const auto few = Write(options, "few");
  options.count = 60;
  const auto many = Write(options, "many");
  for (const auto& [name, bytes] : few) {
    ASSERT_TRUE(many.contains(name)) << name;
    EXPECT_EQ(many.at(name), bytes) << name;
  }
}

TEST_F(LoadTest, SpreadsOverTheGazetteer) {
  LoadOptions options;
  options.count = 300;
  options.gazetteer = GONGBAO_DIVISIONS;
  std::set<std::string> counties;
  for (const auto& [name, bytes] : Write(options, "spread")) {
    counties.insert(name.substr(0, 6));
    EXPECT_EQ(FindInvalidUtf8(bytes), std::string::npos) << name;
  }
  EXPECT_EQ(counties.size(), 100U);
}

TEST_F(LoadTest, RowsHoldTheSameReports) {
  LoadOptions options;
  options.count = 12;
  options.jsonl = true;
  const auto files = Write(options, "rows");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files.begin()->first, "part-00000.jsonl");
  EXPECT_EQ(Split(files.begin()->second, '\n').size(), 13U);  // the last line is empty
}

TEST_F(LoadTest, ReadsCountiesOfTheState) {
  const auto counties = ReadCounties(GONGBAO_DIVISIONS);
  ASSERT_TRUE(counties.ok()) << counties.status();
  EXPECT_GT(counties->size(), 2500U);
  for (const County& county : *counties) {
    EXPECT_EQ(county.name.find("开发"), std::string::npos) << county.name;
    if (county.code == "341525") {
      EXPECT_EQ(county.name, "霍山县");
      EXPECT_EQ(county.city, "六安市");
      EXPECT_EQ(county.province, "安徽省");
    }
    if (county.code == "110105") {
      EXPECT_EQ(county.city, "");  // 市辖区 is no city
    }
  }
}

TEST_F(LoadTest, TownsOfACountyDiffer) {
  std::set<std::string> names;
  for (int64_t i = 0; i < InventedTownLimit(); ++i) {
    names.insert(InventTown(SampleCounties()[0], 9, i).stem);
  }
  EXPECT_EQ(static_cast<int64_t>(names.size()), InventedTownLimit());
}

TEST_F(LoadTest, SaysWhenThereAreNotEnoughTowns) {
  LoadOptions options;
  options.count = 1'000'000;
  const auto written = WriteReports(options, (folder_ / "none").string(), "");
  EXPECT_EQ(written.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none"));
}

TEST_F(LoadTest, NamesAFolderThatIsNotThere) {
  LoadOptions options;
  options.gazetteer = (folder_ / "nowhere").string();
  const auto written = WriteReports(options, (folder_ / "none").string(), "");
  EXPECT_EQ(written.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(Message(written.status()).find("nowhere"), std::string::npos);
}

}  // namespace
}  // namespace gongbao::generator
