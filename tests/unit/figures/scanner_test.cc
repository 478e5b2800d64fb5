// Figures in sentences: what is one, its value, unit, bound and kind, and what only looks like one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/figures/figure_scanner.h"

namespace gongbao::figures {
namespace {

struct Case {
  std::string text;
  std::vector<std::string> want;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.text; }

std::vector<std::string> Scan(const std::string& text) {
  std::vector<std::string> out;
  for (const Figure& figure : FigureScanner::Get().Scan(ToUtf32(text), {})) {
    const model::Quantity& q = figure.quantity;
    std::string line = q.masked ? "masked" : *q.printed_value;
    if (q.printed_value_max) line += "~" + *q.printed_value_max;
    line += q.printed_unit;
    if (q.bound != model::Bound::kExact) line += " " + std::string(BoundName(q.bound));
    out.push_back(line + " " + std::string(QuantityKindName(q.kind)));
  }
  return out;
}

class Scanner : public testing::TestWithParam<Case> {};

TEST_P(Scanner, Reads) {
  EXPECT_THAT(Scan(GetParam().text), testing::ElementsAreArray(GetParam().want));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Scanner,
    testing::Values(Case{"投资3.2亿元", {"3.2亿元 money"}}, Case{"投资40万", {"40万 money"}},
                    Case{"引资3个亿", {"3亿 money"}}, Case{"出口420万美元", {"420万美元 money"}},
                    Case{"每度5分/千瓦时", {"5分/千瓦时 money"}},
                    Case{"租金600元/亩", {"600元/亩 money"}}, Case{"占32.5%", {"32.5% percent"}},
                    Case{"出生率9.8‰", {"9.8‰ percent"}}, Case{"占七成", {"7成 percent"}},
                    Case{"占六成半", {"6.5成 percent"}}, Case{"占百分之三十", {"30% percent"}},
                    Case{"提高0.6个百分点", {"0.6个百分点 points"}},
                    Case{"提高一个百分点", {"1个百分点 points"}}, Case{"1200亩", {"1200亩 area"}},
                    Case{"1.5万平方米", {"1.5万平方米 area"}}, Case{"4.3公里", {"4.3公里 length"}},
                    Case{"870万斤", {"870万斤 weight"}}, Case{"605千克", {"605千克 weight"}},
                    Case{"库容2.4万立方米", {"2.4万立方米 volume"}},
                    Case{"用电2160万千瓦时", {"2160万千瓦时 energy"}},
                    Case{"装机98万千瓦", {"98万千瓦 energy"}}, Case{"干部26人", {"26人 people"}},
                    Case{"院士93位", {"93位 people"}}, Case{"农民320户", {"320户 households"}},
                    Case{"个体工商户320户", {"320户 count"}}, Case{"20户企业", {"20户 count"}},
                    Case{"净增主体310户、总量5200户", {"310户 count", "5200户 count"}},
                    Case{"案件21起", {"21起 count"}}, Case{"服务4.4万人次", {"4.4万人次 count"}},
                    Case{"列第283位", {"283位 rank"}}, Case{"居全市第一", {"1 rank"}},
                    Case{"获全县第四名", {"4名 rank"}}, Case{"位居全省第5。", {"5 rank"}},
                    Case{"产业比11.8∶48.3∶39.9", {"11.8:48.3:39.9 ratio"}},
                    Case{"之比为2.3：1", {"2.3:1 ratio"}}, Case{"占三分之二", {"2/3 ratio"}},
                    Case{"历时3天", {"3天 duration"}}, Case{"连续五年增产", {"5年 duration"}},
                    Case{"历时3个多月", {"3个月 over duration"}}, Case{"1天半", {"1.5天 duration"}},
                    Case{"增长2.3倍", {"2.3倍 multiple"}}, Case{"翻了一番", {"1番 multiple"}},
                    Case{"增长一倍", {"1倍 multiple"}}, Case{"高温39℃", {"39℃ temperature"}},
                    Case{"年满60岁", {"60岁 other"}},
                    Case{"浓度26微克/立方米", {"26微克/立方米 other"}},
                    Case{"三个方面", {"3个 count"}}, Case{"水陂两座", {"2座 count"}},
                    Case{"十方面实事", {"10方面 count"}}, Case{"三点意见", {"3点 count"}}));

INSTANTIATE_TEST_SUITE_P(
    Bounds, Scanner,
    testing::Values(
        Case{"560余亩", {"560亩 over area"}}, Case{"71万余元", {"71万元 over money"}},
        Case{"3000多元", {"3000元 over money"}}, Case{"310多万户家庭", {"310万户 over households"}},
        Case{"超过3万个", {"3万个 over count"}}, Case{"突破5亿元", {"5亿元 over money"}},
        Case{"逾98万人", {"98万人 over people"}}, Case{"过三千亿元", {"3000亿元 over money"}},
        Case{"近六千元", {"6000元 near money"}}, Case{"约5000万元", {"5000万元 near money"}},
        Case{"300亩左右", {"300亩 near area"}}, Case{"十来个", {"10个 near count"}},
        Case{"不足15%", {"15% under percent"}}, Case{"10万元以下", {"10万元 under money"}},
        Case{"10天之内", {"10天 under duration"}}, Case{"控制在4.2%以内", {"4.2% at_most percent"}},
        Case{"不超过4%", {"4% at_most percent"}}, Case{"不低于200亩", {"200亩 at_least area"}},
        Case{"至少3次", {"3次 at_least count"}}, Case{"90%以上", {"90% over percent"}},
        Case{"百万元以上", {"100万元 over money"}}, Case{"不足百人", {"100人 under people"}},
        Case{"近百亿元", {"100亿元 near money"}}, Case{"上百家", {"100家 over count"}},
        Case{"百余家", {"100家 over count"}}, Case{"突破万元大关", {"1万元 over money"}},
        Case{"突破万亿元", {"1万亿元 over money"}}, Case{"节约5000万元", {"5000万元 money"}},
        Case{"签约12个", {"12个 count"}}, Case{"通过3个", {"3个 count"}},
        Case{"最近3天", {"3天 duration"}}, Case{"超额7%", {"7% percent"}},
        Case{"会上3名代表", {"3名 people"}}, Case{"20亿元余额", {"20亿元 money"}}));

INSTANTIATE_TEST_SUITE_P(
    Ranges, Scanner,
    testing::Values(Case{"3—5个", {"3~5个 count"}}, Case{"3到5个", {"3~5个 count"}},
                    Case{"3至5个", {"3~5个 count"}}, Case{"10%-12%", {"10~12% percent"}},
                    Case{"10%至12%", {"10~12% percent"}}, Case{"30—50万元", {"30~50万元 money"}},
                    Case{"两到三家", {"2~3家 count"}}, Case{"两三家", {"2~3家 count"}},
                    Case{"由8万吨到20万吨", {"8万吨 weight", "20万吨 weight"}},
                    Case{"从3%至5%", {"3% percent", "5% percent"}},
                    Case{"提高15、22个百分点", {"15个百分点 points", "22个百分点 points"}},
                    Case{"为168.4、142.7和64.8亿元",
                         {"168.4亿元 money", "142.7亿元 money", "64.8亿元 money"}},
                    Case{"258户、560余亩", {"258户 households", "560亩 over area"}},
                    Case{"同比增长17.8。", {"17.8% percent"}}, Case{"（+5.3%）", {"5.3% percent"}},
                    Case{"（-1.2%）", {"-1.2% percent"}}));

INSTANTIATE_TEST_SUITE_P(
    NoFigures, Scanner,
    testing::Values(Case{"2021年3月5日", {}}, Case{"二〇一五年", {}}, Case{"1-10月", {}},
                    Case{"九十年代", {}}, Case{"第八届", {}}, Case{"第一批", {}}, Case{"二期", {}},
                    Case{"四大产业", {}}, Case{"镇村两级", {}}, Case{"三次产业", {}},
                    Case{"百年一遇", {}}, Case{"百强镇", {}}, Case{"千方百计", {}},
                    Case{"五年来", {}}, Case{"过去五年", {}}, Case{"今后五年", {}},
                    Case{"三年行动", {}}, Case{"第11号线", {}}, Case{"107国道", {}}, Case{"G4", {}},
                    Case{"县道X047线", {}}, Case{"216、306省道", {}}, Case{"“8·12”", {}},
                    Case{"十四五", {}}, Case{"两个维护", {}}, Case{"“两不愁三保障”", {}},
                    Case{"“四个一批”", {}}, Case{"“15分钟生活圈”", {}}, Case{"一件事", {}},
                    Case{"一批项目", {}}, Case{"引进亿元以上项目", {}}, Case{"过亿元项目", {}},
                    Case{"万亩茶园", {}}, Case{"八项规定", {}}, Case{"十一届八次全会", {}},
                    Case{"人大四次会议", {}}, Case{"零部件", {}}, Case{"零发生", {}},
                    Case{"X新速度", {}}, Case{"某户", {}}, Case{"某某镇", {}}, Case{"PM2.5", {}},
                    Case{"5G基站", {}}, Case{"4A级景区", {}}, Case{"第一要务", {}},
                    Case{"两位数增长", {}}, Case{"二人转", {}}, Case{"十分重要", {}},
                    Case{"千家万户", {}}, Case{"《三年计划20条》", {}}));

INSTANTIATE_TEST_SUITE_P(
    Masked, Scanner,
    testing::Values(Case{"X亿元", {"masked亿元 money"}}, Case{"增长×%", {"masked% percent"}},
                    Case{"某%", {"masked% percent"}}, Case{"xx.51亿元", {"masked亿元 money"}},
                    Case{"1x.6亿元", {"masked亿元 money"}},
                    Case{"突破x000万元", {"masked万元 over money"}},
                    Case{"OO户群众", {"masked户 households"}}, Case{"十x家", {"masked家 count"}},
                    Case{"第x名", {"masked名 rank"}}, Case{"x个、y个", {"masked个 count"}},
                    Case{"X余家", {"masked家 over count"}}, Case{"20xx年", {}},
                    Case{"示范点某个。", {"masked个 count"}}));

// Hostile input: long runs of digits, numerals and masks take linear time and make no figure.
TEST(ScannerTest, LongRunsAreHarmless) {
  for (const char* piece :
       {"1", "一", "十", "x", "1.", "9,", "第", "“", "《", "：1", "1、", "百"}) {
    std::string text;
    for (int i = 0; i < 60000; ++i) text += piece;
    const std::u32string chars = ToUtf32(text);
    for (const Figure& figure : FigureScanner::Get().Scan(chars, {})) {
      EXPECT_LE(figure.span.end, chars.size());
    }
  }
}

}  // namespace
}  // namespace gongbao::figures
