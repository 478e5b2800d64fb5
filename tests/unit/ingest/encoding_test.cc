#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/mojibake.h"
#include "services/ingest/reader/reader.h"

namespace gongbao::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kSimplified =
    "新月镇政府工作报告\n各位代表：\n2021年，全镇完成工业总产值17.39亿元，同比增长14%。新月河两岸瓜果飘香，渡口小学添了新教室。\n";
constexpr std::string_view kTraditional =
    "新月鎮政府工作報告\n各位代表：\n2021年，全鎮完成工業總產值17.39億元，同比增長14%。新月河兩岸瓜果飄香，渡口小學添了新教室。\n";

std::string Convert(std::string_view text, const char* to, const char* from) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const int32_t size = ucnv_convert(to, from, out.data(), static_cast<int32_t>(out.size()), text.data(),
                                    static_cast<int32_t>(text.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << to;
  out.resize(static_cast<size_t>(size));
  return out;
}
std::string Encode(std::string_view utf8, const char* encoding) { return Convert(utf8, encoding, "UTF-8"); }

// As if bytes of UTF-8 had been read in another encoding and saved as UTF-8 again.
std::string Misread(std::string_view utf8, const char* as) { return Convert(utf8, "UTF-8", as); }

struct Form {
  const char* encoding;  // ICU's name
  const char* mark;
  const char* read_as;
};
const Form kForms[] = {
    {"UTF-8", "", "UTF-8"},
    {"UTF-8", "\xEF\xBB\xBF", "UTF-8"},
    {"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
    {"UTF-16BE", "\xFE\xFF", "UTF-16BE"},
    {"UTF-16LE", "", "UTF-16LE"},
    {"UTF-16BE", "", "UTF-16BE"},
    {"GB18030", "", "GB18030"},
    {"GBK", "", "GB18030"},
    {"Big5", "", "Big5"},
};

TEST(Encoding, EveryFormIsReadWhateverIsDeclared) {
  for (const std::string_view report : {kSimplified, kTraditional}) {
    for (const Form& form : kForms) {
      if (std::string_view(form.encoding) == "Big5" && report == kSimplified) continue;
      for (const char* declared : {"", "utf-8", "gb2312", "GBK", "gb18030", "big5", "utf-16", "iso-8859-1", "nonsense"}) {
        const std::string bytes = form.mark + Encode(report, form.encoding);
        const StatusOr<Decoded> decoded = Decode(bytes, declared);
        ASSERT_TRUE(decoded.ok()) << form.encoding << " declared as " << declared << ": " << Message(decoded.status());
        EXPECT_EQ(decoded->text, report) << form.encoding << " declared as " << declared;
        EXPECT_EQ(decoded->encoding, form.read_as) << declared;
        EXPECT_EQ(decoded->map.derived_size(), decoded->text.size());
        const auto at = static_cast<uint32_t>(decoded->text.find("17.39"));
        EXPECT_EQ(decoded->map.Cover({at, at + 5}).In(bytes), Encode("17.39", form.encoding));
        EXPECT_LE(decoded->warnings.size(), 1u);
      }
    }
  }
}

TEST(Encoding, PagesInEveryFormWithEveryDeclaration) {
  for (const Form& form : kForms) {
    for (const char* declared : {"utf-8", "gb2312", "big5", "utf-16"}) {
      const std::string page = Cat({"<?xml version=\"1.0\" encoding=\"", declared, "\"?><html><head><meta charset=\"", declared,
                                    "\"><title>报告</title></head><body><p>", kTraditional, "</p></body></html>"});
      if (std::string_view(form.encoding) == "Big5") continue;  // has no 报
      const StatusOr<ReadResult> read = Reader().Read(form.mark + Encode(page, form.encoding), "f", {});
      ASSERT_TRUE(read.ok()) << form.encoding << " declared as " << declared << ": " << Message(read.status());
      EXPECT_EQ(read->encoding, form.read_as);
      EXPECT_EQ(read->media_type, "text/html");
      EXPECT_THAT(read->text, HasSubstr("17.39億元"));
    }
  }
}

TEST(Encoding, HanWithoutAnythingElse) {
  for (const char* encoding : {"UTF-16LE", "UTF-16BE", "GB18030"}) {
    const StatusOr<Decoded> decoded = Decode(Encode("全镇完成工业总产值同比增长", encoding), "");
    ASSERT_TRUE(decoded.ok()) << encoding;
    EXPECT_EQ(decoded->text, "全镇完成工业总产值同比增长");
  }
}

TEST(Encoding, MarkupIsNotUtf16) {
  std::string page;
  for (int i = 0; i < 300; ++i) page += "<td class=\"value\">12345</td>";
  const StatusOr<Decoded> decoded = Decode(page + Encode(kSimplified, "GBK"), "");
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->encoding, "GB18030");
}

TEST(Encoding, CharactersOutsideTheBasicPlane) {
  const std::string text = "𠮷野家在新月镇开业，全镇完成工业总产值，同比增长，𡒄村完成投资，村民收入增加。";
  for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"}) {
    const StatusOr<Decoded> decoded = Decode(Encode(text, encoding), "");
    ASSERT_TRUE(decoded.ok()) << encoding;
    EXPECT_EQ(decoded->text, text) << encoding;
  }
}

TEST(Encoding, NamesTheByteThatIsNoCharacter) {
  std::string bytes;
  for (int i = 0; i < 20; ++i) bytes += kSimplified;
  bytes.insert(9, "\xFF");
  const StatusOr<Decoded> decoded = Decode(bytes, "");
  ASSERT_TRUE(decoded.ok());
  EXPECT_THAT(decoded->warnings, ElementsAre("1 bytes are not UTF-8, the first at byte 9"));
  const StatusOr<Decoded> garbage = Decode("ab\xFF\xFF\xFF\x80\x80\xFF", "");
  EXPECT_EQ(ErrorReason(garbage.status()), "UNKNOWN_ENCODING");
  EXPECT_THAT(Message(garbage.status()), HasSubstr("byte 2 (0xFF) is the first that is no character"));
}

TEST(Encoding, LinesOfAnotherEncoding) {
  const std::string bytes = Encode("来源：新月镇政府工作办公室\n", "GBK") + std::string(kSimplified);
  const StatusOr<Decoded> decoded = Decode(bytes, "");
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->text, "来源：新月镇政府工作办公室\n" + std::string(kSimplified));
  EXPECT_THAT(decoded->warnings, ElementsAre("1 lines are in GB18030, not UTF-8, the first at byte 0"));
}

TEST(Encoding, OtherLanguagesAreNoChinese) {
  std::string korean, japanese;
  for (int i = 0; i < 10; ++i) korean += "우리는 오늘 여기에서 새로운 계획을 발표합니다. ";
  for (int i = 0; i < 10; ++i) japanese += "わたしたちはきょうここであたらしいけいかくをはっぴょうします。";
  EXPECT_EQ(ErrorReason(Decode(Encode(korean, "EUC-KR"), "").status()), "UNKNOWN_ENCODING");
  EXPECT_FALSE(Reader().Read(Encode(japanese, "Shift_JIS"), "f", {}).ok());
  const StatusOr<ReadResult> english = Reader().Read("This is the annual report of a company.", "f", {});
  EXPECT_EQ(ErrorReason(english.status()), "EMPTY_TEXT");
  EXPECT_THAT(Message(english.status()), HasSubstr("no Chinese"));
}

TEST(Encoding, KeepsToItsLimit) {
  EXPECT_EQ(ErrorReason(Decode(kSimplified, "", 20).status()), "LIMIT_EXCEEDED");
  EXPECT_EQ(ErrorReason(Decode(Encode(kSimplified, "GBK"), "", 20).status()), "LIMIT_EXCEEDED");
}

TEST(Mojibake, WholeTextsAreRepaired) {
  for (const std::string_view report : {kSimplified, kTraditional}) {
    for (const char* as : {"ISO-8859-1", "windows-1252"}) {
      const std::string wrong = Misread(report, as);
      if (wrong.find("\uFFFD") != std::string::npos) continue;  // Windows-1252 has no such byte: lost
      const auto repair = RepairMojibake(wrong);
      ASSERT_TRUE(repair) << as;
      EXPECT_EQ(repair->text, report) << as;
      EXPECT_EQ(repair->doubtful, 0u);
      EXPECT_EQ(repair->map.derived_size(), repair->text.size());
      const auto at = static_cast<uint32_t>(repair->text.find("17.39"));
      EXPECT_EQ(repair->map.Cover({at, at + 5}).In(wrong), "17.39");
    }
  }
}

TEST(Mojibake, GbkIsRepairedWhereNothingWasLost) {
  // An even number of characters between those of ASCII loses nothing.
  const std::string report = "各位代表，现在报告工作，全镇完成工业总产值，同比增长。";
  ASSERT_EQ(CountCodePoints(report) % 2, 1u);
  const std::string wrong = Misread(report + "新", "GBK");
  ASSERT_EQ(wrong.find("\uFFFD"), std::string::npos);
  const auto repair = RepairMojibake(wrong);
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->text, report + "新");
  // What the next character swallowed is reported, not guessed.
  const auto partly = RepairMojibake(Misread(report, "GBK") + "\n" + wrong);
  ASSERT_TRUE(partly);
  EXPECT_THAT(partly->text, testing::EndsWith(report + "新"));
  EXPECT_GE(partly->repaired, 1u);
}

TEST(Mojibake, SingleStretchesAreRepaired) {
  const std::string wrong = "新月镇报告\n来源：" + Misread("新月镇人民政府网", "GBK") + "\n" + Misread("浏览次数统计", "ISO-8859-1") + "，完。\n";
  const auto repair = RepairMojibake(wrong);
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->text, "新月镇报告\n来源：新月镇人民政府网\n浏览次数统计，完。\n");
  EXPECT_EQ(repair->repaired, 2u);
  EXPECT_EQ(repair->first_repaired, wrong.find("来源：") + std::string("来源：").size());
}

TEST(Mojibake, WhatIsRightStays) {
  for (const std::string_view text :
       {kSimplified, kTraditional, std::string_view("Café résumé naïve Müller Ærø 中文"), std::string_view("±5℃，“×”—…·‰£¥€"),
        std::string_view("鏂版箹錦繡璟瑄翀旻昉"), std::string_view("")}) {
    EXPECT_FALSE(RepairMojibake(text)) << text;
  }
}

TEST(Mojibake, WhatIsLostIsReported) {
  const std::string wrong = Misread(kSimplified, "ISO-8859-1");
  std::string lost;
  for (size_t at = 0; at < wrong.size();) {  // as a program that drops control characters leaves it
    const CodePoint c = DecodeAt(wrong, at);
    if (c.value < 0x80 || c.value > 0x9F) lost += wrong.substr(at, static_cast<size_t>(c.length));
    at += static_cast<size_t>(c.length);
  }
  const auto repair = RepairMojibake(lost);
  ASSERT_TRUE(repair);
  EXPECT_GT(repair->doubtful, 0u);
}

TEST(Mojibake, TheReaderSaysSo) {
  const StatusOr<ReadResult> read = Reader().Read(Misread(kSimplified, "ISO-8859-1"), "f", {});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->text, kSimplified);
  EXPECT_EQ(read->map.derived_size(), read->text.size());
  EXPECT_THAT(read->warnings, ElementsAre(HasSubstr("read as Latin-1 or GBK once: put right, the first at byte 0")));
  EXPECT_THAT(Reader().Read(kSimplified, "f", {})->warnings, IsEmpty());
}

}  // namespace
}  // namespace gongbao::ingest
