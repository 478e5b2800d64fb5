#include "services/query/write_inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// So long that a group which ends, ends for another reason.
constexpr std::chrono::milliseconds kEndless{std::chrono::hours(1)};

TEST(WriteInbox, GivesWhatIsThereOnceItIsClosed) {
  WriteInbox<int> inbox({.most = 64, .bytes = 1000, .patience = kEndless});
  inbox.Push(1, 1);
  inbox.Push(2, 1);
  inbox.Close();
  EXPECT_FALSE(inbox.Push(3, 1));
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(1, 2));
  EXPECT_THAT(inbox.TakeGroup(), IsEmpty());
}

TEST(WriteInbox, AGroupEndsWhenThereAreEnough) {
  WriteInbox<int> inbox({.most = 2, .bytes = 1000, .patience = kEndless});
  std::jthread pushing([&] {
    for (int i = 0; i < 5; ++i) inbox.Push(i, 1);
    inbox.Close();
  });
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(0, 1));
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(2, 3));
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(4));
}

TEST(WriteInbox, AGroupEndsWhenNoMoreFits) {
  WriteInbox<int> inbox({.most = 64, .bytes = 10, .patience = kEndless});
  std::jthread pushing([&] {
    inbox.Push(0, 8);
    inbox.Push(1, 8);
    inbox.Push(2, 50);  // alone it may
    inbox.Close();
  });
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(0));
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(1));
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(2));
}

TEST(WriteInbox, AGroupEndsWhenPatienceDoes) {
  WriteInbox<int> inbox({.most = 64, .bytes = 1000, .patience = std::chrono::milliseconds(1)});
  inbox.Push(7, 1);
  EXPECT_THAT(inbox.TakeGroup(), ElementsAre(7));
}

TEST(WriteInbox, CloseWakesWhoWaitsForRoom) {
  WriteInbox<int> inbox({.most = 1, .bytes = 1000, .patience = kEndless});
  inbox.Push(0, 1);
  std::jthread pushing([&] { EXPECT_FALSE(inbox.Push(1, 1)); });
  inbox.Close();
}

}  // namespace
}  // namespace gongbao::query
