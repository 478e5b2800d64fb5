#include "services/base/share.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "services/base/hash.h"

namespace gongbao {
namespace {

class ShareTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongbao-share-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  void Write(const std::string& name, const std::string& content) {
    std::ofstream(Path(name), std::ios::binary) << content;
  }
  std::filesystem::path folder_;
};

TEST_F(ShareTest, ReadsAFile) {
  Write("a", std::string("x\0y", 3));
  const auto content = ReadFile(Path("a"), 3);
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->size(), 3u);
}

TEST_F(ShareTest, NamesWhatItCannotRead) {
  Write("long", "four");
  ASSERT_EQ(mkfifo(Path("fifo").c_str(), 0600), 0);
  const struct {
    std::string name;
    absl::StatusCode code;
  } cases[] = {{"missing", absl::StatusCode::kNotFound},
               {"long", absl::StatusCode::kResourceExhausted},
               {"fifo", absl::StatusCode::kInvalidArgument},
               {".", absl::StatusCode::kInvalidArgument}};
  for (const auto& c : cases) {
    const auto content = ReadFile(Path(c.name), 3);
    EXPECT_EQ(content.status().code(), c.code) << c.name;
    EXPECT_NE(Message(content.status()).find(Path(c.name)), std::string::npos) << c.name;
  }
}

TEST_F(ShareTest, MapsAFile) {
  Write("image", "bytes of an image");
  const auto file = MappedFile::Open(Path("image"));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ((*file)->bytes(), "bytes of an image");
  EXPECT_FALSE(MappedFile::Open(Path("none")).ok());
}

TEST_F(ShareTest, FindsTheShareFolder) {
  Write("words.img", "x");
  setenv("GONGBAO_SHARE", folder_.c_str(), 1);
  const auto path = SharePath("words.img");
  const auto missing = SharePath("other.img");
  unsetenv("GONGBAO_SHARE");
  ASSERT_TRUE(path.ok());
  EXPECT_EQ(*path, Path("words.img"));
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
}

TEST(Sha256Hex, IsTheStandardOne) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 hash;
  hash.Update("a");
  hash.Update("bc");
  EXPECT_EQ(hash.FinishHex(), Sha256Hex("abc"));
}

}  // namespace
}  // namespace gongbao
