#include "services/ingest/reader/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

using testing::HasSubstr;

constexpr std::string_view kReport =
    "新月镇政府工作报告\n各位代表：\n2021年，全镇完成工业总产值17.39亿元，同比增长14%。新月河两岸瓜果飘香，"
    "渡口小学添了新教室。\n";

std::string Encode(std::string_view utf8, const char* encoding) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out(utf8.size() * 4 + 16, '\0');
  const int32_t size = ucnv_convert(encoding, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                    utf8.data(), static_cast<int32_t>(utf8.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << encoding;
  out.resize(static_cast<size_t>(size));
  return out;
}

StatusOr<ReadResult> Read(std::string_view bytes, const model::Hints& hints = {}) {
  return Reader().Read(bytes, "file", hints);
}

// Every piece of the text leads to bytes, in their order.
void ExpectMapped(const ReadResult& result, std::string_view bytes) {
  EXPECT_EQ(result.map.derived_size(), result.text.size());
  uint32_t last = 0;
  for (const model::OffsetMap::Run& run : result.map.runs()) {
    EXPECT_GE(run.earlier.begin, last);
    EXPECT_LE(run.earlier.end, bytes.size());
    last = run.earlier.begin;
  }
}

TEST(Reader, ReadsEveryEncodingOfChinesePages) {
  struct Case {
    const char* encoding;
    const char* prefix;
    const char* read_as;
  };
  const Case cases[] = {{"UTF-8", "", "UTF-8"},
                        {"UTF-8", "\xEF\xBB\xBF", "UTF-8"},
                        {"GB18030", "", "GB18030"},
                        {"GBK", "", "GB18030"},
                        {"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
                        {"UTF-16BE", "\xFE\xFF", "UTF-16BE"},
                        {"UTF-16LE", "", "UTF-16LE"}};
  for (const Case& c : cases) {
    const std::string bytes = c.prefix + Encode(kReport, c.encoding);
    const StatusOr<ReadResult> result = Read(bytes);
    ASSERT_TRUE(result.ok()) << c.encoding << ": " << Message(result.status());
    EXPECT_EQ(result->text, kReport) << c.encoding;
    EXPECT_EQ(result->encoding, c.read_as);
    EXPECT_EQ(result->media_type, "text/plain");
    ExpectMapped(*result, bytes);
    // 17.39 stands in the bytes where the map says.
    const size_t at = result->text.find("17.39");
    const model::Span span = result->map.Cover({static_cast<uint32_t>(at), static_cast<uint32_t>(at + 5)});
    EXPECT_EQ(span.In(bytes), Encode("17.39", c.encoding)) << c.encoding;
  }
}

TEST(Reader, ReadsBig5) {
  const std::string bytes = Encode("新月鎮政府工作報告，全鎮完成工業總產值，經濟社會發展取得新的成績。", "Big5");
  const StatusOr<ReadResult> result = Read(bytes);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->encoding, "Big5");
  EXPECT_EQ(result->text, "新月鎮政府工作報告，全鎮完成工業總產值，經濟社會發展取得新的成績。");
}

TEST(Reader, FollowsEvidenceNotDeclarations) {
  model::Hints hints;
  hints.encoding = "GBK";
  const StatusOr<ReadResult> result = Read(kReport, hints);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->encoding, "UTF-8");
  EXPECT_THAT(result->warnings, testing::ElementsAre("declared as GB18030, read as UTF-8"));

  const std::string page = "<html><head><meta charset=\"utf-8\"></head><body><p>" +
                           Encode(kReport, "GB18030") + "</p></body></html>";
  const StatusOr<ReadResult> wrong = Read(page);
  ASSERT_TRUE(wrong.ok());
  EXPECT_EQ(wrong->encoding, "GB18030");
  EXPECT_THAT(wrong->text, HasSubstr("17.39亿元"));
}

TEST(Reader, ReadsHtmlAsLines) {
  const std::string page =
      "<!DOCTYPE html><html><head><title>新月镇政府工作报告-新月镇</title><meta name=\"PubDate\" content=\"2022-01-20 "
      "10:00\"><style>p{color:red}</style></head><body><script>var a='<p>no</p>';</script>"
      "<div class=nav><a href=/>首页</a></div><h1>新月镇政府工作报告</h1>"
      "<p>&nbsp;&nbsp;2021年，全镇完成工业总产值17.39亿元&mdash;同比增长&#49;4%。<br>第二行</p>"
      "<table><tr><td>指标</td><td>单位</td><td></td></tr><tr><td>财政收入</td><td>万元</td><td>1126</td></tr></table>"
      "</body></html>";
  const StatusOr<ReadResult> result = Read(page);
  ASSERT_TRUE(result.ok()) << Message(result.status());
  EXPECT_EQ(result->text,
            "首页\n新月镇政府工作报告\n2021年，全镇完成工业总产值17.39亿元—同比增长14%。\n第二行\n指标\t单位\n"
            "财政收入\t万元\t1126");
  EXPECT_EQ(result->media_type, "text/html");
  EXPECT_EQ(result->page_title, "新月镇政府工作报告-新月镇");
  EXPECT_EQ(result->published, "2022-01-20");
  ExpectMapped(*result, page);
  const size_t at = result->text.find("1126");
  EXPECT_EQ(result->map.Cover({static_cast<uint32_t>(at), static_cast<uint32_t>(at + 4)}).In(page), "1126");
}

TEST(Reader, KeepsEmptyCellsInTheirColumns) {
  const StatusOr<ReadResult> result =
      Read("<html><table><tr><td>甲</td><td></td><td>丙</td></tr><tr><td></td><td>乙</td></tr></table></html>");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->text, "甲\t\t丙\n\t乙");
}

TEST(Reader, KeepsTheLinesOfAnArticleInALayoutTable) {
  std::string article;
  for (int i = 0; i < 10; ++i) article += "<p>" + std::string(kReport) + "</p>";
  const StatusOr<ReadResult> result = Read("<html><table><tr><td>" + article + "</td></tr></table></html>");
  ASSERT_TRUE(result.ok());
  EXPECT_GE(Split(result->text, '\n').size(), 10u);
  EXPECT_EQ(result->text.find('\t'), std::string::npos);
}

TEST(Reader, NamesWhatItCanNotRead) {
  struct Case {
    std::string bytes;
    const char* name;
  };
  const Case cases[] = {
      {"%PDF-1.7\n...", "a PDF document"},
      {std::string("PK\x03\x04\x14\0\0\0\0\0", 10) + "[Content_Types].xml word/document.xml", "a DOCX document"},
      {std::string("PK\x03\x04", 4) + "reports/a.txt", "a ZIP archive, which is no text by itself"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "an OLE document"},
      {"\x89PNG\r\n\x1A\n", "a PNG image"},
      {std::string("\x1F\x8B\x08", 3), "a gzip file"},
  };
  for (const Case& c : cases) {
    const StatusOr<ReadResult> result = Read(c.bytes);
    ASSERT_FALSE(result.ok()) << c.name;
    EXPECT_EQ(ErrorReason(result.status()), "UNREADABLE_FORMAT");
    EXPECT_THAT(Message(result.status()), HasSubstr(c.name));
    EXPECT_THAT(Message(result.status()), HasSubstr("file: "));
  }
}

TEST(Reader, RefusesRandomBytesWithAReason) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(1 + random() % 5000, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const StatusOr<ReadResult> result = Read(bytes);
    if (result.ok()) continue;  // a few short ones are text in some encoding
    EXPECT_TRUE(ErrorReason(result.status()).has_value());
  }
}

TEST(Reader, RefusesEmptyAndTooLong) {
  for (const char* empty : {"", " \n\t ", "\xEF\xBB\xBF", "<html><body><script>x</script></body></html>"}) {
    EXPECT_EQ(ErrorReason(Read(empty).status()), "EMPTY_TEXT") << empty;
  }
  std::string large;
  while (large.size() <= Reader::kMaxTextBytes) large += kReport;
  EXPECT_EQ(ErrorReason(Read(large).status()), "LIMIT_EXCEEDED");
}

TEST(Reader, SurvivesDeepAndBrokenHtml) {
  std::string deep = "<html>";
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  const StatusOr<ReadResult> below = Read(deep + std::string(kReport));
  ASSERT_TRUE(below.ok());
  EXPECT_THAT(below->text, HasSubstr("17.39亿元"));
  std::mt19937 random(5);
  const std::string pieces[] = {"<p>", "</div>", "<table>", "<td>", "</tr>", "&nbsp;", "&#x4e2d;", "文", "<a href='",
                                "\"", "<!--", "-->", "<b>", "<script>", "</script>", "&#99999999;", "<", ">"};
  for (int round = 0; round < 300; ++round) {
    std::string page = "<html><body>文";
    for (int i = 0; i < 60; ++i) page += pieces[random() % std::size(pieces)];
    const StatusOr<ReadResult> result = Read(page);
    if (result.ok()) ExpectMapped(*result, page);
  }
}

TEST(Reader, KeepsWhatIsNotUtf8Visible) {
  std::string bytes;
  for (int i = 0; i < 20; ++i) bytes += kReport;
  bytes.insert(kReport.size(), "\xFF");
  const StatusOr<ReadResult> result = Read(bytes);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->encoding, "UTF-8");
  EXPECT_THAT(result->text, HasSubstr("\uFFFD"));
  EXPECT_THAT(result->warnings, testing::ElementsAre("1 bytes are not UTF-8, the first at byte 174"));
}

}  // namespace
}  // namespace gongbao::ingest
