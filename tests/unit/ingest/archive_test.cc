#include "services/ingest/reader/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/reader/container.h"
#include "tests/testing/archive_maker.h"

namespace gongbao::ingest {
namespace {

using gongbao::testing::MakeGzip;
using gongbao::testing::MakeTar;
using gongbao::testing::MakeZip;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What came of a file: "member: bytes" of a text, "member! problem" of what can't be read, "! error" at the end.
std::vector<std::string> Expand(std::string_view bytes, const IntakeLimits& limits = {}, std::string_view filename = "f") {
  std::vector<std::string> out;
  const Status status = ExpandContainer(bytes, filename, "", limits, [&](const Leaf& leaf) {
    out.push_back(leaf.member + (leaf.problem.ok() ? ": " + leaf.bytes : "! " + Message(leaf.problem)));
    EXPECT_TRUE(leaf.problem.ok() || leaf.bytes.empty());
    EXPECT_EQ(FindInvalidUtf8(leaf.member), std::string_view::npos);
    return absl::OkStatus();
  });
  if (!status.ok()) out.push_back("! " + Message(status));
  return out;
}

constexpr char kLink[] = "! the member is a symbolic link; only files are read";

TEST(Archive, GivesTheMembersThatAreFiles) {
  EXPECT_THAT(Expand(MakeZip({{"一.txt", "甲", 0x800}, {"b/", ""}, {"b/二.txt", "乙", 0x800}, {"b/空.txt", "", 0x800}})),
              ElementsAre("一.txt: 甲", "b/二.txt: 乙", "b/空.txt: "));
  const std::string tar = MakeTar({{"一.txt", "甲"}, {"b", "", '5'}, {"b/二.txt", "乙"}});
  EXPECT_THAT(Expand(tar), ElementsAre("一.txt: 甲", "b/二.txt: 乙"));
  EXPECT_THAT(Expand(MakeGzip(tar)), ElementsAre("一.txt: 甲", "b/二.txt: 乙"));
}

TEST(Archive, GzipIsAnArchiveOfOne) {
  EXPECT_THAT(Expand(MakeGzip("甲"), {}, "folder/一.txt.gz"), ElementsAre("一.txt: 甲"));
  EXPECT_THAT(Expand(MakeGzip("甲", "二.txt"), {}, "一.gz"), ElementsAre("二.txt: 甲"));
}

TEST(Archive, ReadsNamesOfAnyEncoding) {
  const std::string gbk = "\xB1\xA8\xB8\xE6.txt";        // 报告
  const std::string big5 = "\xB3\xF8\xA7\x69\xAE\xD1.txt";  // 報告書
  EXPECT_THAT(Expand(MakeZip({{gbk, "a"}})), ElementsAre("报告.txt: a"));
  EXPECT_THAT(Expand(MakeZip({{big5, "a"}})), ElementsAre("報告書.txt: a"));
  EXPECT_THAT(Expand(MakeZip({{"报告.txt", "a"}})), ElementsAre("报告.txt: a")) << "UTF-8 that does not say so";
  EXPECT_THAT(Expand(MakeTar({{gbk, "a"}})), ElementsAre("报告.txt: a"));
  EXPECT_THAT(Expand(MakeZip({{"\xFF\xFE.txt", "a"}})), ElementsAre("\uFFFD\uFFFD.txt: a"));
  EXPECT_THAT(Expand(MakeZip({{"a\nb\x01.txt", "a"}})), ElementsAre("a_b_.txt: a"));
}

TEST(Archive, NoNameLeadsOutside) {
  EXPECT_THAT(Expand(MakeZip({{"../../etc/a.txt", "1"}, {"/b.txt", "2"}, {"c\\..\\d.txt", "3"}, {"..", "4"}, {"", "5"}})),
              ElementsAre("etc/a.txt: 1", "b.txt: 2", "c/d.txt: 3", "member 4: 4", "member 5: 5"));
}

TEST(Archive, NumbersMembersOfOneName) {
  EXPECT_THAT(Expand(MakeZip({{"a.txt", "1"}, {"./a.txt", "2"}, {"a.txt", "3"}})),
              ElementsAre("a.txt: 1", "a.txt (2): 2", "a.txt (3): 3"));
}

TEST(Archive, PassesOverHiddenFiles) {
  EXPECT_THAT(Expand(MakeZip({{"__MACOSX/a.txt", "1"}, {".DS_Store", "2"}, {"x/.git/a", "3"}, {"a.txt", "4"}})),
              ElementsAre("a.txt: 4"));
}

TEST(Archive, NamesWhatIsNoFile) {
  EXPECT_THAT(Expand(MakeTar({{"l", "", '2', "/etc/passwd"}, {"h", "", '1', "a"}, {"d", "", '3'}, {"p", "", '6'}, {"a", "1"}})),
              ElementsAre("l" + std::string(kLink), "h! the member is a hard link; only files are read",
                          "d! the member is a device; only files are read",
                          "p! the member is a FIFO; only files are read", "a: 1"));
}

TEST(Archive, AnEncryptedMemberDoesNotKeepTheOthers) {
  const std::vector<std::string> out = Expand(MakeZip({{"a", "1"}, {"b", "secretsecretsecret", 1}, {"c", "3"}}));
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(out[0], "a: 1");
  EXPECT_THAT(out[1], HasSubstr("b! the member is encrypted"));
  EXPECT_EQ(out[2], "c: 3");
}

TEST(Archive, SaysWhatIsEmptyOrDamaged) {
  EXPECT_THAT(Expand(MakeZip({})), ElementsAre("! the archive is empty"));
  EXPECT_THAT(Expand(MakeZip({{"a/", ""}})), ElementsAre("! the archive holds no files"));
  EXPECT_THAT(Expand("\x1F\x8B"), ElementsAre(HasSubstr("! the archive is damaged")));
  EXPECT_THAT(Expand(std::string("PK\x03\x04rest", 8)), ElementsAre(HasSubstr("! the archive is damaged")));
  const std::string gzip = MakeGzip(MakeTar({{"a", "1"}, {"b", std::string(200000, 'x')}}));
  const std::vector<std::string> out = Expand(std::string_view(gzip).substr(0, gzip.size() / 2));
  ASSERT_GE(out.size(), 2u);
  EXPECT_EQ(out[0], "a: 1");
  EXPECT_THAT(out[1], HasSubstr("b! the member is damaged"));
}

TEST(Archive, ReadsAZipWithoutItsEnd) {
  const std::string zip = MakeZip({{"a", "11111111111111111111"}, {"b", "22222222222222222222"}});
  const std::vector<std::string> out = Expand(std::string_view(zip).substr(0, 80));
  ASSERT_GE(out.size(), 2u);
  EXPECT_EQ(out[0], "a: 11111111111111111111");
  EXPECT_THAT(out[1], HasSubstr("damaged"));
}

TEST(Archive, AWrongChecksumIsAProblemOfItsMember) {
  std::string zip = MakeZip({{"a", "11111111111111111111"}, {"b", "22222222222222222222"}});
  zip[35] = '9';
  const std::vector<std::string> out = Expand(zip);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_THAT(out[0], HasSubstr("a! the member is damaged"));
  EXPECT_EQ(out[1], "b: 22222222222222222222");
}

TEST(Archive, ArchivesInsideArchives) {
  const std::string csv = "标题,正文\n甲,一\n乙,二\n";
  const std::string inner = MakeGzip(MakeTar({{"表.csv", csv}, {"a.txt", "3"}}));
  const std::string file = MakeZip({{"x/inner.tar.gz", inner}, {"b.txt", "4"}, {"empty.zip", MakeZip({})}});
  EXPECT_THAT(Expand(file), ElementsAre("x/inner.tar.gz/表.csv row 1: 一", "x/inner.tar.gz/表.csv row 2: 二",
                                        "x/inner.tar.gz/a.txt: 3", "b.txt: 4", "empty.zip! the archive is empty"));
  std::string deep = MakeZip({{"a.txt", "1"}});
  for (int i = 0; i < 2; ++i) deep = MakeZip({{"d.zip", deep}});
  EXPECT_THAT(Expand(deep), ElementsAre("d.zip/d.zip/a.txt: 1"));
  EXPECT_THAT(Expand(MakeZip({{"d.zip", deep}})),
              ElementsAre("d.zip/d.zip/d.zip! archives are more than 3 deep in each other"));
}

TEST(Archive, KeepsToItsLimits) {
  IntakeLimits limits;
  limits.source_bytes = 10;
  EXPECT_THAT(Expand(MakeZip({{"a", "12345678901"}, {"b", "1"}}), limits),
              ElementsAre("a! the member has 11 bytes, more than 10", "b: 1"));
  EXPECT_THAT(Expand(MakeTar({{"a", "12345678901"}, {"b", "1"}}), limits),
              ElementsAre("a! the member has 11 bytes, more than 10", "b: 1"));
  EXPECT_THAT(Expand(MakeGzip("12345678901", "a"), limits), ElementsAre("a! the member has more than 10 bytes"));
  limits = {};
  limits.members = 2;
  EXPECT_THAT(Expand(MakeZip({{"a", "1"}, {"b", "2"}, {"c", "3"}}), limits),
              ElementsAre("! the archive lists more than 2 members"));
  EXPECT_THAT(Expand(MakeTar({{"a", "1"}, {"b", "2"}, {"c", "3"}}), limits),
              ElementsAre("a: 1", "b: 2", "! the file has more than 2 members, what follows is not read"));
  limits = {};
  limits.expanded_bytes = 5;
  EXPECT_THAT(Expand(MakeZip({{"a", "123"}, {"b", "456"}, {"c", "7"}}), limits),
              ElementsAre("a: 123", "! the file expands to more than 5 bytes, what follows is not read"));
  limits = {};
  limits.name_bytes = 20;
  EXPECT_THAT(Expand(MakeZip({{std::string(30, 'n'), "1"}, {"b", "2"}}), limits),
              ElementsAre(std::string(30, 'n') + "! the member's name is longer than 20 bytes", "b: 2"));
  limits = {};
  limits.expand_ms = 0;
  EXPECT_THAT(Expand(MakeZip({{"a", "1"}}), limits), ElementsAre(HasSubstr("takes more than 0 ms to expand")));
}

TEST(Archive, DocumentsThatAreZipByFormAreNone) {
  EXPECT_EQ(RecogniseArchive(MakeZip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}})), ArchiveKind::kNone);
  EXPECT_EQ(RecogniseArchive(MakeZip({{"word/报告.txt", "一"}})), ArchiveKind::kZip);
  EXPECT_EQ(RecogniseArchive("PK is not enough"), ArchiveKind::kNone);
  EXPECT_EQ(RecogniseArchive(MakeTar({{"a", "1"}})), ArchiveKind::kTar);
  EXPECT_EQ(RecogniseArchive(std::string(1024, '\0')), ArchiveKind::kNone);
}

TEST(Archive, SurvivesDamageAnywhere) {
  std::mt19937 random(9);
  const std::string whole[] = {
      MakeZip({{"a.txt", "甲甲甲"}, {"b.zip", MakeZip({{"c", "乙"}})}}),
      MakeGzip(MakeTar({{"a.txt", "甲甲甲"}, {"b.zip", MakeZip({{"c", "乙"}})}, {"l", "", '2', "x"}})),
      MakeTar({{"a.txt", "甲甲甲"}, {"b.csv", "title,text\na,b\n"}})};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = whole[static_cast<size_t>(round) % std::size(whole)];
    for (unsigned i = 0; i < 1 + random() % 8; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    if (RecogniseContainer(bytes, "f", "") != ContainerKind::kNone) {
      EXPECT_FALSE(Expand(bytes).empty());
    }
  }
}

}  // namespace
}  // namespace gongbao::ingest
