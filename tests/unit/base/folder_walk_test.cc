#include "services/base/folder_walk.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>

namespace gongbao {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class FolderWalkTest : public ::testing::Test {
 protected:
  FolderWalkTest() {
    std::string name = ::testing::TempDir() + "gongbao-walk-XXXXXX";
    root_ = mkdtemp(name.data());
  }
  ~FolderWalkTest() override { fs::remove_all(root_); }

  void Touch(const std::string& name) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << "x";
  }
  int Open() const { return open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }
  std::vector<std::string> PathsAfter(const std::string& after) const {
    FolderWalk walk(Open(), after);
    std::vector<std::string> paths;
    while (const auto entry = walk.Next()) paths.push_back(entry->path);
    return paths;
  }

  fs::path root_;
};

TEST_F(FolderWalkTest, GivesFilesByNameLevelByLevelWithoutHiddenOnes) {
  for (const char* name : {"b/2.txt", "b/1.txt", "a", "b.txt", "c/d/e/f", ".git/config", "b/.x", "镇/报告"}) Touch(name);
  const std::vector<std::string> all = {"a", "b/1.txt", "b/2.txt", "b.txt", "c/d/e/f", "镇/报告"};
  EXPECT_EQ(PathsAfter(""), all);
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(PathsAfter(all[i]), std::vector<std::string>(all.begin() + static_cast<long>(i) + 1, all.end()));
  }
  // What it goes on behind may have gone meanwhile.
  EXPECT_THAT(PathsAfter("b/1.tx"), ElementsAre("b/1.txt", "b/2.txt", "b.txt", "c/d/e/f", "镇/报告"));
  EXPECT_THAT(PathsAfter("b/x/y"), ElementsAre("b.txt", "c/d/e/f", "镇/报告"));
  EXPECT_THAT(PathsAfter("bb/1"), ElementsAre("c/d/e/f", "镇/报告"));
  EXPECT_THAT(PathsAfter("镇/报告"), ElementsAre());
}

TEST_F(FolderWalkTest, AFolderOfMoreNamesThanAreHeldIsWalkedWhole) {
  std::vector<std::string> names;
  for (int i = 0; i < 10'000; ++i) names.push_back(std::to_string(i * 7919 % 10'007));
  for (const std::string& name : names) Touch(name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(PathsAfter(""), names);
  EXPECT_EQ(PathsAfter(names[4999]), std::vector<std::string>(names.begin() + 5000, names.end()));
}

TEST_F(FolderWalkTest, TellsWhatIsNoFile) {
  Touch("file");
  ASSERT_EQ(mkfifo((root_ / "pipe").c_str(), 0600), 0);
  ASSERT_EQ(symlink("..", (root_ / "up").c_str()), 0);
  std::string deep = "deep";
  for (size_t i = 0; i <= FolderWalk::kMostDepth; ++i) deep += "/d";
  Touch(deep + "/file");
  FolderWalk walk(Open(), "");
  std::map<std::string, FolderWalk::Kind> kinds;
  while (const auto entry = walk.Next()) kinds[entry->path.substr(0, 4)] = entry->kind;
  EXPECT_EQ(kinds, (std::map<std::string, FolderWalk::Kind>{{"deep", FolderWalk::Kind::kUnreadable},
                                                            {"file", FolderWalk::Kind::kFile},
                                                            {"pipe", FolderWalk::Kind::kOther},
                                                            {"up", FolderWalk::Kind::kLink}}));
}

TEST_F(FolderWalkTest, OpensOnlyWhatLiesBelow) {
  Touch("a/b");
  ASSERT_EQ(symlink("a", (root_ / "link").c_str()), 0);
  const int root = Open();
  const auto opens = [&](const std::string& path) {
    const int fd = OpenBelow(root, path, O_RDONLY);
    if (fd >= 0) close(fd);
    return fd < 0 ? fd : 0;
  };
  EXPECT_EQ(opens("a/b"), 0);
  EXPECT_EQ(opens(""), 0);
  EXPECT_EQ(opens("./a//b"), 0);
  EXPECT_EQ(opens("../"), -EXDEV);
  EXPECT_EQ(opens("a/../a/b"), -EXDEV);
  EXPECT_EQ(opens("link"), -ELOOP);
  EXPECT_EQ(opens("link/b"), -ENOTDIR);
  EXPECT_EQ(opens("none"), -ENOENT);
  close(root);
}

}  // namespace
}  // namespace gongbao
