#include <algorithm>
#include <array>

#include "services/base/text.h"
#include "tests/testing/report_generator/composer.h"

namespace gongbao::generator {

namespace {

std::string JoinClauses(const std::vector<std::string>& clauses, std::string_view separator,
                        size_t full_stop_after) {
  std::string out;
  for (size_t i = 0; i < clauses.size(); ++i) {
    out += clauses[i];
    out += i + 1 == clauses.size() ? "。" : i + 1 == full_stop_after ? "。" : separator;
  }
  return out;
}

constexpr std::array<std::string_view, 6> kTopics = {"industry",   "agriculture", "town",
                                                     "livelihood", "environment", "governance"};

}  // namespace

// 全镇实现规模以上工业总产值22.71亿元，同比增长22%；…
std::string Composer::HeadlineResults() {
  using I = Indicator;
  std::vector<std::string> clauses;
  clauses.push_back(random_.Chance(70) ? figures_.Result(I::kIndustrialOutput)
                                       : figures_.ResultFrom(I::kIndustrialOutput));
  if (random_.Chance(45)) clauses.push_back(figures_.GrowthOnly(I::kValueAdded));
  if (random_.Chance(50)) {
    clauses.push_back(figures_.PairOfResults(I::kInvestment, I::kRetailSales));
  } else {
    clauses.push_back(figures_.Result(I::kInvestment));
    clauses.push_back(figures_.Result(I::kRetailSales));
  }
  clauses.push_back(random_.Chance(60) ? figures_.ResultWithPart(I::kRevenue, I::kTaxRevenue)
                                       : figures_.Result(I::kRevenue));
  if (random_.Chance(75)) clauses.push_back(figures_.Result(I::kAttractedInvestment));
  if (series_.Has(I::kExports)) clauses.push_back(figures_.Result(I::kExports));
  clauses.push_back(random_.Chance(50) ? figures_.Result(I::kAgriOutput)
                                       : figures_.ResultFrom(I::kAgriOutput));
  clauses.push_back(figures_.Result(I::kGrainOutput));
  clauses.push_back(random_.Chance(45) ? figures_.Result(I::kRuralIncome)
                                       : figures_.ResultFrom(I::kRuralIncome));
  const std::string start = random_.Chance(50) ? "全" + town_.unit : Year(year_) + "年，全" + town_.unit;
  return start + JoinClauses(clauses, "；", random_.Chance(50) ? clauses.size() / 2 : 0);
}

// 1—10月，全镇完成…；预计全年…
std::string Composer::HeadlineTenMonths() {
  using I = Indicator;
  std::vector<std::string> clauses;
  for (const I indicator : {I::kIndustrialOutput, I::kInvestment, I::kRetailSales, I::kRevenue,
                            I::kAttractedInvestment}) {
    clauses.push_back(figures_.TenMonths(indicator));
  }
  std::string text = "1—10月，全" + town_.unit + JoinClauses(clauses, "；", 0);
  std::vector<std::string> expected;
  for (const I indicator : {I::kIndustrialOutput, I::kRevenue, I::kRuralIncome}) {
    expected.push_back(figures_.Expected(indicator));
  }
  return text + "预计全年" + JoinClauses(expected, "，", 0);
}

// 主要预期目标是：规模以上工业总产值达到25亿元、增长10%，…
std::string Composer::Aims() {
  using I = Indicator;
  std::vector<std::string> clauses;
  clauses.push_back(figures_.Aim(I::kIndustrialOutput));
  if (random_.Chance(40)) clauses.push_back(figures_.Aim(I::kValueAdded));
  clauses.push_back(figures_.Aim(I::kInvestment));
  clauses.push_back(figures_.Aim(I::kRetailSales));
  clauses.push_back(figures_.Aim(I::kRevenue));
  if (random_.Chance(65)) clauses.push_back(figures_.Aim(I::kAttractedInvestment));
  clauses.push_back(figures_.Aim(I::kGrainOutput));
  clauses.push_back(figures_.Aim(I::kRuralIncome));
  const std::string_view separator = random_.Chance(60) ? "，" : "；";
  return Draw("plan.opening") + "：" + JoinClauses(clauses, separator, 0);
}

std::string Composer::Project(std::string_view list, int year) {
  const size_t count = town_.projects.size();
  const size_t which = static_cast<size_t>(year) % count;
  Random money(MixSeed({town_.seed, 7, which}));
  const bool large = money.Chance(35);
  const int64_t total = large ? money.Between(11, 46) : money.Between(6, 98);
  const std::string unit = large ? "亿元" : "万元";
  const auto show = [&](int64_t value) {
    return mask_.Show(large ? FormatScaled(value, 1) : std::to_string(value * 100)).text + unit;
  };
  project_name_ = manner_.masked ? "某某产业园项目" : town_.projects[which];
  project_money_ = show(total);
  // Less has been spent in the first year than in the second.
  const int64_t share = list == "project.review_underway" ? 78 : 42;
  project_part_ = show(std::max<int64_t>(1, total * random_.Between(share - 12, share + 12) / 100));
  return Draw(list);
}

// A project is begun in one year, goes on in the next and is finished in the third; each report plans
// what the next one tells of.
std::vector<std::string> Composer::ProjectSentences(const Part& part) {
  if (part.role == "plan" && manner_.genre == Genre::kTenMonths) {
    return {Project("project.plan_finish", year_ + 1)};
  }
  if (part.role == "plan") {
    return {Project("project.plan_finish", year_ + 1), Project("project.plan_continue", year_ + 2),
            Project("project.plan_start", year_ + 3)};
  }
  return {Project("project.review_completed", year_), Project("project.review_underway", year_ + 1),
          Project("project.review_planned", year_ + 2)};
}

std::vector<std::string> Composer::TopicSentences(const Part& part, std::string_view topic,
                                                  size_t count) {
  const std::string list = Cat({topic, part.role == "plan" ? ".plan" : ".review"});
  const auto& phrases = Phrasebook::Get().List(list);
  std::vector<size_t> order(phrases.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  random_.Shuffle(&order);
  std::vector<std::string> sentences;
  for (const size_t index : order) {
    if (sentences.size() == count) break;
    std::string sentence = RenderPhrase(phrases[index], part);
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
  }
  return sentences;
}

void Composer::AddTopic(const Part& part, int number, std::string_view topic) {
  const bool plan = part.role == "plan";
  const std::string title = Draw(Cat({topic, plan ? ".plan_title" : ".review_title"}));
  const bool nested = manner_.outline == Outline::kNested;
  std::vector<std::string> sentences;
  if (topic == "industry") sentences = ProjectSentences(part);
  const size_t more = nested ? 2 : static_cast<size_t>(random_.Between(2, plan ? 3 : 4));
  for (std::string& sentence : TopicSentences(part, topic, more)) {
    sentences.push_back(std::move(sentence));
  }
  std::string label;
  switch (manner_.outline) {
    case Outline::kParentheses:
    case Outline::kNested:
      label = Cat({"（", ChineseNumeral(number), "）"});
      break;
    case Outline::kDashes:
      label = "——";
      break;
    case Outline::kArabic:
      label = std::to_string(number) + ".";
      break;
    case Outline::kFirstIs:
      label = ChineseNumeral(number) + (plan && manner_.genre == Genre::kSpeech ? "要" : "是");
      break;
  }
  Heading(2, label, title, part.role);
  if (!nested) {
    Line(label + title + "。" + JoinClauses(sentences, random_.Chance(50) ? "；" : "。", 0));
    return;
  }
  Line(label + title);
  for (size_t i = 0; i < sentences.size(); ++i) {
    const std::string item = ChineseNumeral(static_cast<int>(i) + 1) + "是";
    Heading(3, item, sentences[i], part.role);
    Line(item + sentences[i] + "。");
  }
}

void Composer::AddTopics(const Part& part) {
  std::vector<std::string_view> topics(kTopics.begin() + 2, kTopics.end());
  random_.Shuffle(&topics);
  topics.resize(static_cast<size_t>(random_.Between(2, 3)));
  topics.insert(topics.begin(), {kTopics[0], kTopics[1]});
  int number = 0;
  for (const std::string_view topic : topics) AddTopic(part, ++number, topic);
}

}  // namespace gongbao::generator
