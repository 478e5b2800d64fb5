// Reports of all levels, regions and decades, as such reports are written: invented towns in real counties, real
// counties and provinces with invented words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "services/ingest/metadata/metadata.h"

namespace gongbao::ingest {
namespace {

using model::DocumentKind;
using model::PlaceLevel;

constexpr auto kReport = DocumentKind::kWorkReport;
constexpr auto kSummary = DocumentKind::kWorkSummary;
constexpr auto kSpeech = DocumentKind::kSpeech;
constexpr auto kPlan = DocumentKind::kPlan;
constexpr auto kOther = DocumentKind::kOther;
constexpr auto kTown = PlaceLevel::kTown;
constexpr auto kCounty = PlaceLevel::kCounty;
constexpr auto kCity = PlaceLevel::kCity;
constexpr auto kProvince = PlaceLevel::kProvince;
constexpr int kNone = 0;     // no year
constexpr int kMasked = -1;  // a masked one

const MetadataReader& TheReader() {
  static const MetadataReader* const reader = new MetadataReader(*MetadataReader::Create());
  return *reader;
}

model::Document Read(std::string_view text, std::string_view path = "",
                     const std::vector<std::string>& furniture = {}) {
  static const model::Hints none;
  MetadataInput input;
  input.text = text;
  input.furniture = &furniture;
  input.path = path;
  input.hints = &none;
  return TheReader().Read(input);
}

struct Case {
  const char* why;
  const char* text;
  DocumentKind kind;
  const char* place;
  const char* id;
  PlaceLevel level;
  int year;
  const char* term = "";
  const char* role = "";
};

void Check(const Case& c) {
  const model::Document document = Read(c.text);
  EXPECT_EQ(model::DocumentKindName(document.kind), model::DocumentKindName(c.kind)) << c.why;
  EXPECT_EQ(document.place.text, c.place) << c.why;
  EXPECT_EQ(document.place.place_id, c.id) << c.why;
  EXPECT_EQ(model::PlaceLevelName(document.place.level), model::PlaceLevelName(c.level)) << c.why;
  EXPECT_EQ(document.year.value_or(0), std::max(c.year, 0)) << c.why;
  const auto& masked = document.masked;
  EXPECT_EQ(std::count(masked.begin(), masked.end(), "year"), c.year == kMasked) << c.why;
  EXPECT_EQ(document.term ? document.term->ToText() : "", c.term) << c.why;
  EXPECT_EQ(document.speaker_role, c.role) << c.why;
}

TEST(MetadataUnseen, ReportsToCongresses) {
  const Case cases[] = {
      {"a county, its session in digits",
       "政府工作报告\n——2015年3月6日在平利县第十七届人民代表大会第四次会议上\n平利县人民政府县长 王小明\n各位代表：\n"
       "现在，我代表县人民政府，向大会报告工作。\n一、2014年工作回顾\n过去一年，在陕西省委、安康市委和县委领导下，全县茶园扩种。\n"
       "二、2015年工作安排\n任务。",
       kReport, "平利县", "610926", kCounty, 2014, "", "平利县人民政府县长"},
      {"the session on two lines",
       "政府工作报告\n——2021年2月27日在云栖镇第十六届人民代表大会\n第六次会议上\n云栖镇镇长 王小明\n各位代表：\n"
       "现在，我代表镇政府向大会报告工作。\n2020年工作回顾\n2020年，安徽省霍山县云栖镇全镇上下修好了渡口。",
       kReport, "云栖镇", "341525~云栖镇", kTown, 2020, "", "云栖镇镇长"},
      {"the date in Chinese numerals, with circles for zero",
       "政府工作报告\n（二○一二年一月十日在霍城县第十五届人民代表大会第一次会议上）\n县长　买买提·艾力\n各位代表：\n"
       "我代表县人民政府向大会作工作报告。新疆维吾尔自治区和伊犁哈萨克自治州支持我县。全县水渠通了。",
       kReport, "霍城县", "654023", kCounty, 2011, "", "县长"},
      {"the date in Chinese numerals with 〇",
       "政府工作报告\n二〇〇九年十二月二十八日在新月镇第三届人民代表大会第四次会议上\n各位代表：\n全镇果园扩种，浙江省安吉县新月镇修桥。",
       kReport, "新月镇", "330523~新月镇", kTown, 2009},
      {"a banner",
       "政府工作报告\n——2009年1月18日在翁牛特旗第十五届人民代表大会第三次会议上\n旗长 王小明\n各位代表：\n"
       "一、2008年工作回顾\n内蒙古自治区、赤峰市支持我旗，全旗草场改良。",
       kReport, "翁牛特旗", "150426", kCounty, 2008, "", "旗长"},
      {"a prefecture",
       "2018年临夏回族自治州政府工作报告\n各位代表：\n一、2017年工作回顾\n甘肃省委领导下，全州牛羊兴旺。",
       kReport, "临夏回族自治州", "622900", kCity, 2017},
      {"an autonomous region",
       "政府工作报告\n——2001年2月16日在内蒙古自治区第九届人民代表大会第四次会议上\n自治区代主席 王小明\n各位代表：\n"
       "一、“九五”时期和2000年工作的回顾与总结\n全区各族人民努力。",
       kReport, "内蒙古自治区", "150000", kProvince, 2000, "1996/2000", "自治区代主席"},
      {"a district of a municipality",
       "政府工作报告\n——2017年1月10日在北京市密云区第二届人民代表大会第一次会议上\n密云区人民政府代区长 王小明\n各位代表：\n"
       "一、2016年及过去五年工作回顾\n全区水更清。",
       kReport, "密云区", "110118", kCounty, 2016, "", "密云区人民政府代区长"},
      {"a municipality", "上海市政府工作报告\n——2020年1月15日在上海市第十五届人民代表大会第三次会议上\n上海市市长 王小明\n"
                         "各位代表：\n一、2019年工作回顾\n全市平稳。",
       kReport, "上海市", "310000", kProvince, 2019, "", "上海市市长"},
      {"a city without counties",
       "2013年东莞市政府工作报告\n各位代表：\n一、过去一年工作回顾\n广东省支持我市，全市平稳。",
       kReport, "东莞市", "441900", kCity, 2012},
      {"a term's report",
       "政府工作报告\n——2016年12月20日在新月镇第十八届人民代表大会第一次会议上\n镇长：王小明\n各位代表：\n"
       "一、过去五年工作回顾\n五年来，湖南省沅陵县新月镇修路架桥。\n二、今后五年的工作思路\n目标。",
       kReport, "新月镇", "431222~新月镇", kTown, 2016, "", "镇长"},
      {"a report of a term, given at the year's beginning",
       "政府工作报告\n——2012年1月12日在阳朔县第十五届人民代表大会第一次会议上\n各位代表：\n一、五年来工作回顾\n"
       "广西壮族自治区和桂林市支持我县。\n二、今后五年奋斗目标\n目标。",
       kReport, "阳朔县", "450321", kCounty, 2011, ""},
      {"the report's own heading says 本届政府",
       "政府工作报告\n——2007年12月 日在**县第十五届人民代表大会第一次会议上\n县人民政府县长***\n各位代表：\n"
       "一、过去五年政府工作回顾\n本届政府自2003年1月就职以来，全县各业兴旺。",
       kReport, "", "", kCounty, 2007, "", "县人民政府县长"},
      {"a term whose years are printed",
       "政府工作报告\n——2016年12月20日在新月镇第十八届人民代表大会第一次会议上\n各位代表：\n一、2012—2016年工作回顾\n"
       "湖南省沅陵县新月镇修路架桥。\n二、今后五年的工作思路\n目标。",
       kReport, "新月镇", "431222~新月镇", kTown, 2016, "2012/2016"},
      {"a term in a title", "新月乡2017年至2021年工作总结\n五年来，沅陵县新月乡修桥。", kSummary, "新月乡", "431222~新月乡", kTown, 2021,
       "2017/2021"},
      {"a plan period and the last of its years",
       "2021年新月县政府工作报告\n各位代表：\n一、“十三五”及2020年工作回顾\n成绩。\n二、“十四五”发展目标\n目标。", kReport,
       "新月县", "", kCounty, 2020, "2016/2020"},
      {"a people's township",
       "长哨营满族乡政府工作报告\n各位代表：\n2019年工作回顾\n北京市怀柔区支持我乡，全乡民宿开张。", kReport, "长哨营满族乡",
       "110116211", kTown, 2019},
      {"a sum",
       "阿什罕苏木政府工作报告\n——2014年3月2日在阿什罕苏木第十二届人民代表大会第三次会议上\n苏木达 王小明\n各位代表：\n"
       "内蒙古翁牛特旗支持我苏木，全苏木草场改良。翁牛特旗旗委领导。",
       kReport, "阿什罕苏木", "150426201", kTown, 2013, "", "苏木达"},
      {"a report of the party committee",
       "在中国共产党新月镇第十次代表大会上的报告\n——2016年6月18日\n王小明\n各位代表、同志们：\n现在我代表中共新月镇第九届委员会"
       "向大会作报告。\n一、过去五年工作回顾\n山东省沂水县新月镇党委带领全镇修渠。",
       kReport, "新月镇", "371323~新月镇", kTown, 2016, ""},
      {"a site's title around it, the occasion broken at 届",
       "（内蒙古）2022年翁牛特旗人民政府工作报告（全文）\n2022年1月6日在翁牛特旗第十六届\n人民代表大会第一次会议上\n"
       "旗人民政府代旗长　王小明\n各位代表：\n一、过去四年工作回顾\n四年来，内蒙古自治区赤峰市支持我旗。",
       kReport, "翁牛特旗", "150426", kCounty, 2021, "", "旗人民政府代旗长"},
      {"the date on a line of its own, under the speaker",
       "政府工作报告\n——在霍城县第十六届人民代表大会第一次会议上\n霍城县人民政府代县长　王小明\n（2022年1月5日）\n各位代表：\n"
       "一、过去四年工作回顾\n新疆维吾尔自治区、伊犁哈萨克自治州支持我县。",
       kReport, "霍城县", "654023", kCounty, 2021, "", "霍城县人民政府代县长"},
      {"all masked", "政府工作报告\n-------在**乡第**届人民代表大会第*次会议上的讲话\n***\n（二00*年*月*日）\n各位代表：\n"
                     "200*年政府工作回顾\n全乡经济增长。",
       kReport, "", "", kTown, kMasked},
      {"a zero that is a digit", "新月乡第十届人民代表大会第二次会议政府工作报告\n各位代表：\n二0一二年工作回顾\n乡政府带领全乡修渠。",
       kReport, "新月乡", "", kTown, 2012},
  };
  for (const Case& c : cases) Check(c);
}

TEST(MetadataUnseen, SummariesPlansAndSpeeches) {
  const Case cases[] = {
      {"this year's work and next year's intentions",
       "落儿岭镇2012年工作总结及2013年工作打算\n2012年以来，霍山县落儿岭镇党委、政府带领全镇修路。\n一、2012年工作总结\n成绩。\n"
       "二、2013年工作打算\n目标。",
       kSummary, "落儿岭镇", "341525107", kTown, 2012},
      {"a subdistrict's office",
       "全宁街道办事处2019年工作总结\n内蒙古翁牛特旗全宁街道办事处在旗委领导下，辖区居民安居。", kSummary, "全宁街道",
       "150426403", kTown, 2019},
      {"a subdistrict's party committee",
       "中共新月街道工委 新月街道办事处\n关于2015年上半年工作总结及下半年工作安排的报告\n区委、区政府：\n"
       "上半年，江苏省徐州市铜山区新月街道全街道努力。",
       kSummary, "新月街道", "320312~新月街道", kTown, 2015},
      {"a subdistrict behind its district's government",
       "2020年上海市杨浦区人民政府新月街道办事处工作总结\n2020年，街道办事处在区委、区政府领导下，居民安居。", kSummary, "新月街道",
       "310110~新月街道", kTown, 2020},
      {"a subdistrict behind its district", "金安区新月街道2021年工作报告\n2021年，新月街道各社区平安。安徽省六安市金安区支持。", kReport,
       "新月街道", "341502~新月街道", kTown, 2021},
      {"half a year", "新月乡2021年上半年工作总结及下半年工作计划\n今年以来，平利县新月乡全乡努力，陕西省安康市平利县支持。", kSummary,
       "新月乡", "610926~新月乡", kTown, 2021},
      {"half a year, the year only in the text",
       "上半年工作总结\n2013年以来，全镇努力。霍山县落儿岭镇落实六安市部署。落儿岭镇修路，落儿岭镇架桥，我镇丰收。", kSummary,
       "落儿岭镇", "341525107", kTown, 2013},
      {"关于…情况的报告",
       "关于2018年工作情况的报告\n县委、县政府：\n2018年，我镇努力。安徽省霍山县落儿岭镇修路，落儿岭镇架桥，落儿岭镇丰收。\n"
       "落儿岭镇人民政府\n2018年12月20日",
       kSummary, "落儿岭镇", "341525107", kTown, 2018},
      {"a report of an office",
       "沅陵县农业局关于2011年度工作总结和2012年工作安排的报告\n市农业局：\n湖南省怀化市沅陵县今年粮食丰收。", kSummary, "沅陵县",
       "431222", kCounty, 2011},
      {"a speech at a meeting",
       "在全镇经济工作会议上的讲话\n（2014年2月8日）\n镇党委书记 王小明\n同志们：\n一、回顾2013年工作\n成绩。\n"
       "霍山县落儿岭镇去年修路，落儿岭镇架桥，落儿岭镇丰收，我镇兴旺。",
       kSpeech, "落儿岭镇", "341525107", kTown, 2013, "", "镇党委书记"},
      {"a speech by somebody of the place named",
       "王小明在新月县委农村工作会议上的讲话\n（2016年2月20日）\n同志们：\n今天开会，部署2016年农业农村工作。全县努力。", kSpeech,
       "新月县", "", kCounty, 2016},
      {"a plan", "落儿岭镇2020年工作要点\n2020年，霍山县落儿岭镇要修路。", kPlan, "落儿岭镇", "341525107", kTown, 2020},
      {"a plan with last year's summary before it",
       "新月镇2017年工作思路\n2016年，新月镇取得成绩。2017年，沅陵县新月镇要修桥，湖南省怀化市沅陵县支持。", kPlan, "新月镇",
       "431222~新月镇", kTown, 2017},
      {"a five-year plan", "霍山县国民经济和社会发展第十三个五年规划纲要\n安徽省六安市霍山县。“十三五”时期（2016—2020年）是关键。",
       kPlan, "霍山县", "341525", kCounty, kNone, "2016/2020"},
      {"a development zone",
       "霍山县经济开发区2022年工作总结\n2022年，安徽省霍山县经济开发区招商。", kSummary, "经济开发区", "341525400", kTown, 2022},
      {"a farm", "红旗农场2010年工作总结\n2010年，天津市北辰区红旗农场全场努力，北辰区支持。", kSummary, "红旗农场", "120113500",
       kTown, 2010},
      {"masked year in the title", "新月镇201X年工作总结\n201X年，平利县新月镇全镇努力，陕西省安康市平利县支持。", kSummary, "新月镇",
       "610926~新月镇", kTown, kMasked},
      {"masked by asterisks", "20**年新月县政府工作报告\n各位代表：\n一、20**年工作回顾\n全县努力。", kReport, "新月县", "", kCounty,
       kMasked},
      {"a masked place", "XX镇2016年工作总结\n2016年，XX镇党委带领全镇努力，湖北省随州市随县支持。", kSummary, "", "", kTown, 2016},
      {"a masked township behind its year", "2021年上半年某乡政府工作总结\n今年以来，乡党委政府带领全乡努力。", kSummary, "", "", kTown,
       2021},
      {"no year anywhere", "新月镇上半年工作总结\n今年以来，我镇努力。", kSummary, "新月镇", "", kTown, kNone},
      {"news of a congress", "新月县第十五届人民代表大会第四次会议开幕\n3月11日，新月县第十五届人民代表大会第四次会议开幕。", kOther,
       "新月县", "", kCounty, kNone},
  };
  for (const Case& c : cases) Check(c);
}

struct DateCase {
  const char* why;
  std::vector<std::string> furniture;
  const char* published;
};

TEST(MetadataUnseen, TheDateOfThePage) {
  const DateCase cases[] = {
      {"said to be published", {"索引号：X/2008-1", "成文日期：2008-03-12", "发布日期：2008-03-14 浏览次数：5"}, "2008-03-14"},
      {"only written", {"成文日期：2008-03-12"}, "2008-03-12"},
      {"beside the source", {"首页 > 政务公开", "2021年2月27日　来源：新月镇　编辑：王小明"}, "2021-02-27"},
      {"alone", {"2022-03-30"}, "2022-03-30"},
      {"in Chinese numerals", {"发布时间：二○一三年五月六日"}, "2013-05-06"},
      {"a figure of a page", {"您是第20210227位访客"}, ""},
      {"none", {"首页", "关闭窗口"}, ""},
  };
  for (const DateCase& c : cases) {
    EXPECT_EQ(Read("新月镇2020年工作总结\n我镇努力。", "", c.furniture).published, c.published) << c.why;
  }
}

struct EvidenceCase {
  const char* why;
  const char* text;
  const char* field;
  int least;
  int most;
};

TEST(MetadataUnseen, ConfidenceMeansSomething) {
  const EvidenceCase cases[] = {
      {"a heading names the year", "新月镇政府工作报告\n各位代表：\n一、2014年工作回顾\n成绩。", "year", 900, 1000},
      {"the year only in the text", "上半年工作总结\n2013年以来，我镇努力。", "year", 1, 599},
      {"a settled place", "洪山镇政府工作报告\n随县和湖北省帮助修桥。", "place", 600, 1000},
      {"a place that is not settled", "何店镇政府工作报告\n全镇努力。", "place", 1, 599},
      {"the kind in the title", "新月镇2014年工作总结\n努力。", "kind", 900, 1000},
      {"the kind nowhere", "新月镇的春天\n花开了。", "kind", 1, 699},
      {"what heads the report", "新月镇2014年工作总结\n努力。", "title", 850, 1000},
      {"the term by a plan's name", "新月县政府工作报告\n各位代表：\n一、“十三五”时期工作回顾\n成绩。", "term", 850, 1000},
  };
  for (const EvidenceCase& c : cases) {
    const model::Document document = Read(c.text);
    int confidence = 0;
    for (const model::FieldEvidence& evidence : document.evidence) {
      if (evidence.field == c.field) confidence = evidence.confidence_per_mille;
    }
    EXPECT_GE(confidence, c.least) << c.why;
    EXPECT_LE(confidence, c.most) << c.why;
  }
}

}  // namespace
}  // namespace gongbao::ingest
