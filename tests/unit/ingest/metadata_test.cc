#include "services/ingest/metadata/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace gongbao::ingest {
namespace {

using model::DocumentKind;
using model::PlaceLevel;

const MetadataReader& TheReader() {
  static const MetadataReader* const reader = new MetadataReader(*MetadataReader::Create());
  return *reader;
}

model::Document Read(std::string_view text, const model::Hints& hints = {},
                     const std::vector<std::string>& furniture = {}, std::string_view path = "") {
  return TheReader().Read({text, &furniture, "", "", path, &hints});
}

struct KindCase {
  const char* title;
  DocumentKind kind;
};

TEST(Metadata, Kind) {
  const KindCase cases[] = {
      {"新月镇政府工作报告", DocumentKind::kWorkReport},
      {"新月镇人民政府2020年工作报告", DocumentKind::kWorkReport},
      {"新月镇2014年上半年工作总结", DocumentKind::kWorkSummary},
      {"新月乡2014年果品产销情况汇报", DocumentKind::kWorkSummary},
      {"在全镇经济工作会议上的讲话", DocumentKind::kSpeech},
      {"新月镇2024年工作计划", DocumentKind::kPlan},
      {"新月镇2024年工作要点", DocumentKind::kPlan},
      {"新月市2022年国民经济和社会发展统计公报", DocumentKind::kBulletin},
      {"关于新月县2014年预算执行情况与2015年预算草案的报告", DocumentKind::kOther},
      {"新月镇：重抓项目促发展", DocumentKind::kOther},
      {"新月镇召开2021年度工作总结大会", DocumentKind::kOther},
      {"关于农村养老的调研报告", DocumentKind::kOther},
  };
  for (const KindCase& c : cases) {
    EXPECT_EQ(Read(std::string(c.title) + "\n全镇上下克难奋进，取得了成绩。").kind, c.kind) << c.title;
  }
  EXPECT_EQ(Read("一、2022年工作回顾\n各位代表！我们取得了成绩。").kind, DocumentKind::kWorkReport);
}

struct YearCase {
  const char* text;
  std::optional<int32_t> year;
  bool masked;
};

TEST(Metadata, YearUnderReview) {
  const YearCase cases[] = {
      {"新月镇政府工作报告\n——2011年2月9日在新月镇第二届人民代表大会第三次会议上\n各位代表：\n一、2010年工作回顾", 2010, false},
      {"2012年新月省政府工作报告\n——2012年2月9日在新月省第二届人民代表大会第三次会议上\n各位代表：\n一、工作回顾", 2011, false},
      {"新月镇政府工作报告\n（2021年12月28日在新月镇第五次会议上）\n各位代表：\n我们取得了成绩。", 2021, false},
      {"2025年新月县政府工作报告\n一、2024年工作回顾\n成绩。\n二、2025年重点工作\n任务。", 2024, false},
      {"新月镇2014年上半年工作总结\n春天以来，果园扩种。", 2014, false},
      {"新月镇2024年工作计划\n2023年取得了成绩。2024年目标。", 2024, false},
      {"以实干谱新篇\n——在2013年度总结会暨2014年春耕动员会上的讲话\n同志们：\n今天开会。", 2013, false},
      {"新月镇201x年政府工作报告\n一、201x年工作回顾\n成绩。", std::nullopt, true},
      {"在2024年全镇会议上的讲话\n同志们：\nX年，雪梨遇上了冻害。", std::nullopt, true},
      {"新月镇政府工作报告\n一、二〇一九年工作回顾\n成绩。", 2019, false},
      {"新月镇政府工作报告\n（二〇二一年一月二十日在新月镇第五次会议上）\n各位代表：\n成绩。", 2020, false},
      {"在2022年全镇工作动员大会上的讲话\n同志们：\n一、去年工作回顾\n成绩。", 2021, false},
      {"没有年份的文章\n我们取得了成绩。", std::nullopt, false},
  };
  for (const YearCase& c : cases) {
    const model::Document document = Read(c.text);
    EXPECT_EQ(document.year, c.year) << c.text;
    const bool masked = std::find(document.masked.begin(), document.masked.end(), "year") != document.masked.end();
    EXPECT_EQ(masked, c.masked) << c.text;
  }
}

TEST(Metadata, YearOfAPageFromItsDate) {
  const model::Document document =
      Read("新月镇：重抓项目促发展\n今年以来，新月镇的渡口大桥通了车，雪梨卖到了外省。", {},
           {"来源：新月融媒　发布时间：2014-09-03 08:11　点击：41"});
  EXPECT_EQ(document.year, 2014);
  EXPECT_EQ(document.published, "2014-09-03");
}

TEST(Metadata, TermUnderReview) {
  const model::Document document =
      Read("2016年湖北省政府工作报告\n各位代表：\n一、2015年和“十二五”时期的工作回顾\n成绩。\n二、“十三五”时期目标任务\n");
  ASSERT_TRUE(document.term);
  EXPECT_EQ(document.term->ToText(), "2011/2015");
  EXPECT_EQ(document.year, 2015);
}

struct PlaceCase {
  const char* why;
  const char* text;
  const char* place;
  const char* id;
  PlaceLevel level;
  bool masked;
};

TEST(Metadata, Place) {
  const PlaceCase cases[] = {
      {"town of a county named in the text",
       "洪山镇政府工作报告\n随县和湖北省帮助修桥，雪梨在随县卖得最好。", "洪山镇", "421321114", PlaceLevel::kTown, false},
      {"a name alone", "何店镇政府工作报告\n全镇取得了成绩。", "何店镇", "", PlaceLevel::kTown, false},
      {"the text's own name, repeated",
       "一、2014年工作回顾\n2014年，杨寨镇的桥通了车，杨寨镇小学添了教室，杨寨镇茶油丰收，随州市广水市帮助修渠，我镇全镇。",
       "杨寨镇", "421381101", PlaceLevel::kTown, false},
      {"short name and 全镇",
       "把何店的果园办好\n同志们：\n随州市的雪梨数何店最甜，全镇上下、镇党委和何店的果农，要把何店的桥修好。",
       "何店镇", "421303102", PlaceLevel::kTown, false},
      {"unlisted town behind its county", "新月镇2014年工作总结\n春天以来，珙县新月镇修好了渡口。", "新月镇",
       "511526~新月镇", PlaceLevel::kTown, false},
      {"province", "2016年湖北省政府工作报告\n各位代表：\n我代表省人民政府。", "湖北省", "420000",
       PlaceLevel::kProvince, false},
      {"county in the occasion", "政府工作报告\n——2011年2月9日在新月县第二届人民代表大会第一次会议上\n各位代表：\n",
       "新月县", "", PlaceLevel::kCounty, false},
      {"an office of a county", "随县教育局2021年工作总结\n在湖北省的支持下，全县取得了成绩。", "随县", "421321",
       PlaceLevel::kCounty, false},
      {"a county-level city", "广水市政府工作报告\n各位代表：\n全市取得了成绩。", "广水市", "", PlaceLevel::kCounty, false},
      {"the country", "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理王小明\n各位代表：\n", "中国",
       "000000", PlaceLevel::kCountry, false},
      {"the committee above an unlisted town", "新月镇政府工作报告\n在珙县县委、县政府和镇党委的领导下，在珙县委、县政府支持下，全镇取得成绩。",
       "新月镇", "511526~新月镇", PlaceLevel::kTown, false},
      {"the party committee above an unlisted town", "新月镇政府工作报告\n在中共珙县委、珙县人民政府的领导下，全镇取得成绩。",
       "新月镇", "511526~新月镇", PlaceLevel::kTown, false},
      {"masked in the title", "某某镇2020年政府工作报告\n全镇取得了成绩。", "", "", PlaceLevel::kTown, true},
      {"masked in the text", "在会议上的讲话\n同志们：\nX发展势头良好，全镇取得成绩，和美X建设，推进X发展、X优势，X籍人士，我镇X工业园区。",
       "", "", PlaceLevel::kTown, true},
  };
  for (const PlaceCase& c : cases) {
    const model::Document document = Read(c.text);
    EXPECT_EQ(document.place.text, c.place) << c.why;
    EXPECT_EQ(document.place.place_id, c.id) << c.why;
    EXPECT_EQ(document.place.level, c.level) << c.why;
    EXPECT_EQ(document.place.masked, c.masked) << c.why;
  }
}

TEST(Metadata, PlaceFromTheOpeningAndFromABrokenOccasion) {
  struct Case {
    const char* text;
    const char* place;
  };
  const Case cases[] = {
      {"政府工作报告\n——2024年1月18日在新月县第十八届\n人民代表大会第三次会议上\n县长 王明\n各位代表：\n全县稳步向前。", "新月县"},
      {"各位代表：\n现在，我代表新月县人民政府，向大会报告政府工作，请予审议。", "新月县"},
      {"各位代表：\n现在，我代表县第十八届人民政府，向大会报告工作。", ""},
      {"同志们：\n我代表镇党委镇政府，向大家问好。", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.text).place.text, c.place) << c.text;
}

TEST(Metadata, WhatIsDoneWithACommitteesOrdersIsNoName) {
  const model::Document document =
      Read("新月街道2023年工作总结\n我们全面落实区委、区政府部署，紧紧围绕县委、县政府中心工作，全街道稳步向前。");
  EXPECT_EQ(document.place.text, "新月街道");
  EXPECT_EQ(document.place.county, "");
}

TEST(Metadata, HintsDecideAndDisagreementIsReported) {
  model::Hints hints;
  hints.province = "湖北省";
  hints.year = 2020;
  hints.published = "2021-02-01";
  const model::Document document = Read("何店镇政府工作报告\n一、2019年工作回顾\n全镇取得了成绩。", hints);
  EXPECT_EQ(document.place.place_id, "421303102");
  EXPECT_EQ(document.year, 2020);
  EXPECT_EQ(document.published, "2021-02-01");
  EXPECT_THAT(document.warnings, testing::Contains("the hint says 2020, the text speaks of 2019"));
  model::Hints code;
  code.place_id = "421303~新月镇";
  const model::Document unlisted = Read("全镇取得了成绩。", code);
  EXPECT_EQ(unlisted.place.place_id, "421303~新月镇");
  EXPECT_EQ(unlisted.place.county, "曾都区");
  EXPECT_EQ(unlisted.place.level, PlaceLevel::kTown);
}

TEST(Metadata, ThePathNamesWhatLiesAbove) {
  EXPECT_EQ(Read("何店镇政府工作报告\n全镇取得了成绩。", {}, {}, "reports/湖北省/随州市/a.txt").place.place_id,
            "421303102");
}

TEST(Metadata, SpeakerAndTitle) {
  const model::Document report = Read(
      "政府工作报告\n——2011年2月9日在新月县第二届人民代表大会第一次会议上\n新月县人民政府县长王小明\n各位代表：\n现在报告工作。");
  EXPECT_EQ(report.title, "政府工作报告");
  EXPECT_EQ(report.subtitle, "2011年2月9日在新月县第二届人民代表大会第一次会议上");
  EXPECT_EQ(report.speaker_role, "新月县人民政府县长");
  EXPECT_EQ(Read("某某县委宣传部长在2014年春耕动员会上的讲话\n同志们：\n好。").speaker_role, "某某县委宣传部长");
  EXPECT_EQ(Read("一、2022年工作回顾\n成绩。").title, "");
  EXPECT_EQ(Read("新月镇第九届人大五次会议文件（三）\n新月镇政府工作报告\n镇长王小明\n各位代表：\n好。").title,
            "新月镇政府工作报告");
  const std::vector<std::string> none;
  const model::Hints hints;
  EXPECT_EQ(TheReader().Read({"一、2022年工作回顾\n成绩。", &none, "新月镇政府工作报告-新月县人民政府", "", "", &hints}).title,
            "新月镇政府工作报告");
}

TEST(Metadata, SaysHowEachFieldCameAbout) {
  const model::Document document = Read("洪山镇政府工作报告（2014）\n随县、湖北省的支持。全镇取得了成绩。");
  std::vector<std::string> fields;
  for (const model::FieldEvidence& evidence : document.evidence) {
    fields.push_back(evidence.field);
    EXPECT_GE(evidence.confidence_per_mille, 0);
    EXPECT_LE(evidence.confidence_per_mille, 1000);
    EXPECT_FALSE(evidence.basis.empty());
  }
  EXPECT_THAT(fields, testing::ElementsAre("title", "kind", "year", "place"));
}

}  // namespace
}  // namespace gongbao::ingest
