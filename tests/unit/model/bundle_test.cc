#include "services/model/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/model/bundle_registry.h"

namespace gongbao::model {
namespace {

using testing::HasSubstr;

constexpr char kText[] =
    "# 青溪县\n\n@words\n青溪智谷 = org\n  双百双千 120 n\r\n@indicators\n[tea]\n@words\n茶旅\n";

TEST(BundleTest, SectionsAreLinesWithTheirNumbers) {
  const auto bundle = Bundle::Parse(kText, "bundle");
  ASSERT_TRUE(bundle.ok()) << bundle.status();
  const auto& words = (*bundle)->lines(BundleSection::kWords);
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(words[0].number, 4u);
  EXPECT_EQ(words[1].text, "双百双千 120 n");
  EXPECT_EQ(words[2].number, 9u);
  EXPECT_EQ((*bundle)->lines(BundleSection::kIndicators).size(), 1u);
  EXPECT_TRUE((*bundle)->lines(BundleSection::kCues).empty());
  EXPECT_EQ((*bundle)->id(), Sha256Hex(kText));
}

TEST(BundleTest, WhatCannotBeReadIsNamedByItsLine) {
  const std::pair<const char*, const char*> cases[] = {
      {"青溪 = n\n@words\n", "my.bundle line 1: stands before the first section"},
      {"@words\n青溪\n@wrods\n", "my.bundle line 3: there is no section @wrods"},
      {"@words\n甲\n\xE9\x9D 溪\n", "my.bundle line 3: byte 1 is not UTF-8"},
  };
  for (const auto& [text, message] : cases) {
    const auto bundle = Bundle::Parse(text, "my.bundle");
    EXPECT_EQ(bundle.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(Message(bundle.status()), HasSubstr(message));
  }
  const auto large = Bundle::Parse(std::string(65537, '\n'), "my.bundle");
  EXPECT_EQ(large.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(Message(large.status()), HasSubstr("65537 bytes, more than the limit of 65536"));
}

class BundleRegistryTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/gongbao-bundles-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }
  std::string folder_;
};

TEST_F(BundleRegistryTest, FindsByIdAndByText) {
  Write("county.txt", "@words\n青溪智谷\n");
  Write(".hidden", "no bundle");
  std::filesystem::create_directory(folder_ + "/folder");
  const auto registry = BundleRegistry::Load(folder_);
  ASSERT_TRUE(registry.ok()) << registry.status();
  ASSERT_EQ(registry->all().size(), 1u);
  const std::string id = Sha256Hex("@words\n青溪智谷\n");
  const auto found = registry->Find({{"", id}, {"@words\n茶旅\n", ""}, {"@words\n青溪智谷\n", ""}});
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->size(), 2u) << "the same bundle twice is one";
  EXPECT_EQ((*found)[0]->id(), id);
  EXPECT_EQ((*found)[1]->id(), Sha256Hex("@words\n茶旅\n"));
}

TEST_F(BundleRegistryTest, ErrorsSayWhat) {
  const BundleRegistry none;
  EXPECT_THAT(Message(none.Find({{"", "abc"}}).status()), HasSubstr("there is no bundle abc"));
  EXPECT_EQ(none.Find({{"", "abc"}}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(none.Find({{"", ""}}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(none.Find({{"@words\n", "abc"}}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(none.Find(std::vector<BundleRef>(9, {"@words\n", ""})).status().code(),
            absl::StatusCode::kResourceExhausted);
  const std::string half = "@words\n#" + std::string(40000, 'x');
  EXPECT_EQ(none.Find({{half, ""}, {half + "y", ""}}).status().code(),
            absl::StatusCode::kResourceExhausted);
  Write("bad.txt", "@words\n茶\n@nouns\n");
  EXPECT_THAT(Message(BundleRegistry::Load(folder_).status()),
              HasSubstr(folder_ + "/bad.txt line 3: there is no section @nouns"));
  EXPECT_EQ(BundleRegistry::Load(folder_ + "/missing").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace gongbao::model
