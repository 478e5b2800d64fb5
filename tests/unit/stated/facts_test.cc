// Problems, honours, projects, commitments and entities in sentences of invented places.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"
#include "tests/unit/stated/stated_line.h"

namespace gongbao::extraction {
namespace {

using model::SectionRole;

struct StatedCase {
  Case c;
  model::FactKind kind;
  SectionRole role;
};
std::ostream& operator<<(std::ostream& out, const StatedCase& c) { return out << c.c.name; }

class Stated : public testing::TestWithParam<StatedCase> {};

TEST_P(Stated, IsRead) {
  const StatedCase& param = GetParam();
  Report report;
  report.text = param.c.text;
  report.role = param.role;
  std::vector<std::string> got;
  for (const model::Fact& fact : FactsOf(report)) {
    EXPECT_EQ(fact.quote, fact.evidence.In(report.text));
    EXPECT_TRUE(fact.evidence.Contains(fact.anchor)) << fact.quote;
    if (fact.kind() == param.kind) got.push_back(StatedLine(fact));
  }
  EXPECT_THAT(got, testing::ElementsAreArray(param.c.want)) << param.c.text;
}

constexpr auto kProblem = model::FactKind::kProblem;
constexpr auto kHonour = model::FactKind::kHonour;
constexpr auto kProject = model::FactKind::kProject;
constexpr auto kEntity = model::FactKind::kEntity;
constexpr auto kCommitment = model::FactKind::kCommitment;
constexpr auto kProblems = SectionRole::kProblem;
constexpr auto kReview = SectionRole::kReview;
constexpr auto kPlan = SectionRole::kPlan;

const StatedCase kProblemCases[] = {
    {{"introduced_by_colon",
      "同时，我们清醒地看到存在的问题：税源结构单一，抗风险能力弱；村级债务偏重。",
      {"税源结构单一|抗风险能力弱", "村级债务偏重|"}},
     kProblem,
     kProblems},
    {{"introduced_by_clause",
      "我们也清醒认识到，工业总量偏小，链条不长。",
      {"工业总量偏小|链条不长"}},
     kProblem,
     kProblems},
    {{"introduced_by_sentence",
      "我乡还存在不少困难和问题。水利设施老化，灌溉不便。",
      {"水利设施老化|灌溉不便"}},
     kProblem,
     kProblems},
    {{"lead_left_out", "清醒看到困难和不足：当前，财力紧张，缺口较大。", {"财力紧张|缺口较大"}},
     kProblem,
     kProblems},
    {{"numbered",
      "存在的不足主要是：一是财力薄弱，入不敷出；二是人才流失；",
      {"财力薄弱|入不敷出", "人才流失|"}},
     kProblem,
     kProblems},
    {{"numbered_and_explained",
      "一是发展质量不高。产业链条短。二是作风不实。",
      {"发展质量不高|产业链条短", "作风不实|"}},
     kProblem,
     kProblems},
    {{"closing_left_out", "财力紧张；这些问题，我们将认真加以解决。今后注意。", {"财力紧张|"}},
     kProblem,
     kProblems},
    {{"and_so_on", "财力紧张，人手不足，等等。", {"财力紧张|人手不足"}}, kProblem, kProblems},
    {{"item_that_speaks_of_shortcomings",
      "财力紧张；托育服务仍有短板。",
      {"财力紧张|", "托育服务仍有短板|"}},
     kProblem,
     kProblems},
    {{"no_list_of_problems", "财力紧张，人手不足。", {}}, kProblem, kReview},
};
const StatedCase kHonourCases[] = {
    {{"rated", "青溪镇被评为全省卫生乡镇。", {"全省卫生乡镇@青溪镇"}}, kHonour, kReview},
    {{"granted", "白鹭村被县委、县政府授予“平安村”称号。", {"平安村@白鹭村<县委、县政府"}},
     kHonour,
     kReview},
    {{"granted_by", "白鹭村被县委、县政府评为全县先进村。", {"全县先进村@白鹭村<县委、县政府"}},
     kHonour,
     kReview},
    {{"own_place", "我镇荣获“全国文明镇”。", {"全国文明镇@青溪镇"}}, kHonour, kReview},
    {{"list",
      "先后获得全国文明村镇、省级森林乡镇、全市平安乡镇等荣誉称号。",
      {"全国文明村镇@青溪镇", "省级森林乡镇@青溪镇", "全市平安乡镇@青溪镇"}},
     kHonour,
     kReview},
    {{"weak_verb_needs_a_title", "项目获批土地20亩，招商成为亮点。", {}}, kHonour, kReview},
    {{"selected", "云岭茶园入选全国美丽乡村。", {"全国美丽乡村@云岭茶园"}}, kHonour, kReview},
    {{"place", "增速居全市第3位。", {"全市第3位@青溪镇#3"}}, kHonour, kReview},
    {{"place_in_a_ranking", "我镇在全县综合考核中列第2位。", {"全县综合考核第2位@青溪镇#2"}},
     kHonour,
     kReview},
    {{"no_number_no_place", "各项工作位居全市前列。", {}}, kHonour, kReview},
    {{"count_of_titles", "获得省级荣誉12项。", {}}, kHonour, kReview},
    {{"hoped_for", "争创国家卫生县城。", {}}, kHonour, kPlan},
};
const StatedCase kProjectCases[] = {
    {{"done", "云岭大桥建成通车。", {"云岭大桥:completed"}}, kProject, kReview},
    {{"object", "完成白鹭河治理工程。", {"白鹭河治理工程:completed"}}, kProject, kReview},
    {{"investment",
      "总投资1.5亿元的恒昌食品产业园竣工投产。",
      {"恒昌食品产业园:completed:1.5亿元"}},
     kProject,
     kReview},
    {{"underway", "加快推进云岭水库建设。", {"云岭水库建设:underway"}}, kProject, kReview},
    {{"signed", "恒昌物流园项目正式签约。", {"恒昌物流园项目:preparing"}}, kProject, kReview},
    {{"planned", "年内建成云岭大桥。", {"云岭大桥:planned"}}, kProject, kPlan},
    {{"list",
      "白鹭大桥、云岭水库、青石公路等3个项目竣工。",
      {"白鹭大桥:completed", "云岭水库:completed", "青石公路:completed"}},
     kProject,
     kReview},
    {{"shared_head", "宁青、宁云高铁开工建设。", {"宁青高铁:underway", "宁云高铁:underway"}},
     kProject,
     kReview},
    {{"class_of_things", "完成农村危房改造120户，实施一批重点项目。", {}}, kProject, kReview},
    {{"campaign", "扎实推进作风建设，实施民生工程。", {}}, kProject, kReview},
};
const StatedCase kEntityCases[] = {
    {{"programme_in_quotes", "实施“百村示范”行动，“百村示范”见效。", {"programme 百村示范"}},
     kEntity,
     kReview},
    {{"figure_of_speech", "打通“最后一公里”，守住“米袋子”。", {}}, kEntity, kReview},
    {{"known_programme", "巩固脱贫攻坚成果。", {"programme 脱贫攻坚"}}, kEntity, kReview},
    {{"quoted_facility", "扩建“云岭森林公园”。", {"facility 云岭森林公园"}}, kEntity, kReview},
    {{"facility", "推进云岭公路建设。", {"facility 云岭公路"}}, kEntity, kReview},
    {{"org", "引进恒昌食品有限公司。", {"org 恒昌食品有限公司"}}, kEntity, kReview},
    {{"generic", "支持中小企业，建设重点公路。", {}}, kEntity, kReview},
};
const StatedCase kCommitmentCases[] = {
    {{"thing_and_date", "6月底前建成云岭大桥。", {"建成|云岭大桥||6月底前"}}, kCommitment, kPlan},
    {{"rule", "建立项目周调度机制。", {"建立|项目周调度机制||"}}, kCommitment, kPlan},
    {{"owner", "由镇农业服务中心牵头，实施灌区改造工程。", {"实施|灌区改造工程|镇农业服务中心|"}},
     kCommitment,
     kPlan},
    {{"aims", "主要预期目标是：财政收入增长6%；新增就业300人。", {"|主要预期目标是||"}},
     kCommitment,
     kPlan},
    {{"exhortation", "加强执法力度，深入开展宣传，严格落实责任。", {}}, kCommitment, kPlan},
    {{"told_not_promised", "已收回资金300万元。", {}}, kCommitment, kPlan},
    {{"not_in_a_review", "建成云岭大桥。", {}}, kCommitment, kReview},
};

// Text that has lost its punctuation, or was made to be slow, is read to its end.
TEST(StatedRobustness, SpansHoldInTextWithoutSense) {
  constexpr std::string_view kPieces[] = {"“",     "”",       "建成", "荣获", "全国",
                                          "云岭",  "大桥",    "，",   "、",   "等",
                                          "5亿元", "6月底前", "一是", "公路", "（"};
  for (const SectionRole role : {kReview, kPlan, kProblems}) {
    for (const bool quotes_only : {false, true}) {
      Report report;
      report.role = role;
      uint32_t state = 7;
      for (int i = 0; i < 60000; ++i) {
        state = state * 1664525u + 1013904223u;
        report.text += quotes_only ? kPieces[0] : kPieces[(state >> 16) % std::size(kPieces)];
      }
      report.text += "。云岭大桥建成通车。";
      const std::vector<model::Fact> facts = FactsOf(report);
      EXPECT_FALSE(facts.empty()) << static_cast<int>(role);
      for (const model::Fact& fact : facts) {
        ASSERT_LE(fact.evidence.end, report.text.size());
        ASSERT_EQ(fact.quote, fact.evidence.In(report.text));
        ASSERT_TRUE(fact.evidence.Contains(fact.anchor));
      }
    }
  }
}

std::string NameOf(const testing::TestParamInfo<StatedCase>& info) {
  return std::string(info.param.c.name);
}

INSTANTIATE_TEST_SUITE_P(Problems, Stated, testing::ValuesIn(kProblemCases), NameOf);
INSTANTIATE_TEST_SUITE_P(Honours, Stated, testing::ValuesIn(kHonourCases), NameOf);
INSTANTIATE_TEST_SUITE_P(Projects, Stated, testing::ValuesIn(kProjectCases), NameOf);
INSTANTIATE_TEST_SUITE_P(Entities, Stated, testing::ValuesIn(kEntityCases), NameOf);
INSTANTIATE_TEST_SUITE_P(Commitments, Stated, testing::ValuesIn(kCommitmentCases), NameOf);

}  // namespace
}  // namespace gongbao::extraction
