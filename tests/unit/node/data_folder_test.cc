#include "services/node/data_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace gongbao::node {
namespace {

class DataFolderTest : public ::testing::Test {
 protected:
  DataFolderTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gongbao-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~DataFolderTest() override { std::filesystem::remove_all(root_); }
  std::string Folder() const { return (root_ / "deep" / "data").string(); }
  std::filesystem::path root_;
};

// A child process that takes the folder, says so, and waits to be killed.
class Holder {
 public:
  Holder(const std::string& folder, const std::string& grpc) {
    int pipes[2];
    EXPECT_EQ(pipe(pipes), 0);
    child_ = fork();
    if (child_ == 0) {
      auto taken = DataFolder::Take(folder);
      const bool ok = taken.ok() && (grpc.empty() || (*taken)->Announce(grpc, "").ok());
      const ssize_t written = write(pipes[1], ok ? "y" : "n", 1);
      if (written == 1 && ok) pause();
      _exit(1);
    }
    close(pipes[1]);
    char answer = 0;
    EXPECT_EQ(read(pipes[0], &answer, 1), 1);
    EXPECT_EQ(answer, 'y');
    close(pipes[0]);
  }
  ~Holder() { Kill(); }
  void Kill() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  pid_t pid() const { return child_; }

 private:
  pid_t child_ = 0;
};

TEST_F(DataFolderTest, ASecondServerIsRefusedAndToldByWhom) {
  const Holder holder(Folder(), "127.0.0.1:1234");
  const auto second = DataFolder::Take(Folder());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  const std::string message = Message(second.status());
  EXPECT_NE(message.find(Folder()), std::string::npos) << message;
  EXPECT_NE(message.find(std::to_string(holder.pid())), std::string::npos) << message;
  EXPECT_NE(message.find("127.0.0.1:1234"), std::string::npos) << message;
}

TEST_F(DataFolderTest, ACommandFindsTheServer) {
  const Holder holder(Folder(), "127.0.0.1:1234");
  FolderHolder found;
  const auto folder = DataFolder::TakeOrFind(Folder(), 10000, &found);
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(*folder, nullptr);
  EXPECT_EQ(found.grpc, "127.0.0.1:1234");
}

TEST_F(DataFolderTest, TheLockOfAKilledServerStopsNobody) {
  Holder holder(Folder(), "127.0.0.1:1234");
  ASSERT_FALSE(DataFolder::Take(Folder()).ok());
  holder.Kill();
  EXPECT_TRUE(std::filesystem::exists(Folder() + "/gongbao.lock"));
  FolderHolder found;
  const auto folder = DataFolder::TakeOrFind(Folder(), 0, &found);
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_NE(*folder, nullptr);
}

TEST_F(DataFolderTest, ARefusalLeavesTheLockFileAsItIs) {
  const Holder holder(Folder(), "127.0.0.1:1234");
  for (int round = 0; round < 3; ++round) {
    EXPECT_FALSE(DataFolder::Take(Folder()).ok());
    EXPECT_FALSE(DataFolder::TakeShared(Folder()).ok());
    FolderHolder found;
    ASSERT_TRUE(DataFolder::TakeOrFind(Folder(), 0, &found).ok());
    EXPECT_EQ(found.grpc, "127.0.0.1:1234");
  }
}

TEST_F(DataFolderTest, TheProcessesOfASplitNodeShareIt) {
  auto first = DataFolder::TakeShared(Folder());
  auto second = DataFolder::TakeShared(Folder());
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE(second.ok());
  EXPECT_FALSE(DataFolder::Take(Folder()).ok());
  first->reset();
  EXPECT_FALSE(DataFolder::Take(Folder()).ok());
  second->reset();
  EXPECT_TRUE(DataFolder::Take(Folder()).ok());
}

TEST_F(DataFolderTest, ACommandWaitsForACommand) {
  auto holder = std::make_unique<Holder>(Folder(), "");
  FolderHolder found;
  EXPECT_FALSE(DataFolder::TakeOrFind(Folder(), 0, &found).ok());
  StatusOr<std::unique_ptr<DataFolder>> folder = Internal("not tried");
  std::thread waiter([&] { folder = DataFolder::TakeOrFind(Folder(), 60000, &found); });
  holder->Kill();
  waiter.join();
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_NE(*folder, nullptr);
}

TEST_F(DataFolderTest, AReaderFindsTheServerAndTakesNothing) {
  StatusOr<FolderHolder> found = DataFolder::FindHolder(Folder());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->pid, 0);
  EXPECT_FALSE(std::filesystem::exists(Folder()));
  Holder holder(Folder(), "127.0.0.1:1234");
  found = DataFolder::FindHolder(Folder());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->grpc, "127.0.0.1:1234");
  EXPECT_EQ(found->pid, holder.pid());
  holder.Kill();
  found = DataFolder::FindHolder(Folder());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->grpc, "") << "what a killed server left behind";
}

TEST_F(DataFolderTest, CanBeTakenAgainOnceGivenBack) {
  for (int round = 0; round < 3; ++round) {
    const auto folder = DataFolder::Take(Folder());
    ASSERT_TRUE(folder.ok()) << folder.status();
    ASSERT_TRUE((*folder)->Announce("127.0.0.1:1", "127.0.0.1:2").ok());
  }
}

TEST_F(DataFolderTest, AFileInTheWayIsNamed) {
  const std::string in_the_way = (root_ / "file").string();
  ASSERT_TRUE(std::filesystem::create_directory(root_ / "other"));
  fclose(fopen(in_the_way.c_str(), "w"));
  const auto folder = DataFolder::Take(in_the_way);
  ASSERT_FALSE(folder.ok());
  EXPECT_NE(Message(folder.status()).find(in_the_way), std::string::npos);
}

}  // namespace
}  // namespace gongbao::node
