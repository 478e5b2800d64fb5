#include "tests/testing/report_generator/composer.h"

#include "services/base/text.h"

namespace gongbao::generator {

Composer::Composer(const Town& town, const TownSeries& series, int year, const Manner& manner)
    : town_(town),
      series_(series),
      year_(year),
      manner_(manner),
      random_(MixSeed({manner.seed, town.seed, static_cast<uint64_t>(year)})),
      mask_(manner.masked, MixSeed({manner.seed, 3})),
      figures_(town, series, year, random_.Next(), &mask_, &report_.truth.figures) {}

Report Composer::Compose() {
  AddTitle();
  AddMeta();
  AddAddress();
  AddReview();
  const bool own_section = manner_.genre == Genre::kTenMonths || random_.Chance(25);
  AddProblems(own_section);
  AddPlan();
  AddClosing();
  return std::move(report_);
}

void Composer::AddTitle() {
  const std::string town = manner_.masked ? "某某" + town_.unit : town_.name;
  const std::string county = manner_.masked ? "某某县" : town_.county.name;
  const std::string mayor = manner_.masked ? "某某某" : town_.mayor;
  const int delivered = year_ + 1;
  const std::string day = manner_.masked ? "x" : std::to_string(random_.Between(5, 27));
  std::string title;
  switch (manner_.genre) {
    case Genre::kWorkReport: {
      const bool short_title = random_.Chance(60);
      title = short_title ? town + "政府工作报告" : county + town + Year(year_) + "年政府工作报告";
      Line(title);
      const int term = 3 + static_cast<int>(town_.seed % 5) + (delivered - 1991) / 5;
      Line(Cat({"——", Year(delivered), "年1月", day, "日在", town, "第", ChineseNumeral(term),
                "届人民代表大会第", ChineseNumeral((delivered - 1991) % 5 + 1), "次会议上"}));
      Line(town_.unit + "长　" + mayor);
      break;
    }
    case Genre::kSummary:
      title = Cat({county, town, Year(year_), "年工作总结和", Year(delivered), "年工作计划"});
      Line(title);
      break;
    case Genre::kSpeech:
      title = Cat({"在", town, Year(year_), "年度工作总结暨", Year(delivered),
                   "年工作动员大会上的讲话"});
      Line(title);
      Line(town_.unit + "党委书记　" + town_.secretary);
      Line(Cat({"（", Year(delivered), "年2月", day, "日）"}));
      break;
    case Genre::kTenMonths:
      title = Cat({county, town, Year(year_), "年1—10月工作情况汇报"});
      Line(title);
      break;
  }
  report_.truth.title = title;
}

void Composer::AddMeta() {
  Truth& truth = report_.truth;
  truth.kind = manner_.genre == Genre::kWorkReport ? "work_report"
               : manner_.genre == Genre::kSpeech   ? "speech"
                                                   : "work_summary";
  if (manner_.masked) return;
  truth.place = town_.name;
  truth.place_id = town_.id();
  truth.county = town_.county.name;
  truth.city = town_.county.city;
  truth.province = town_.county.province;
  truth.year = year_;
}

void Composer::AddAddress() {
  switch (manner_.genre) {
    case Genre::kWorkReport:
      Line("各位代表：");
      Line(Cat({"现在，我代表", town_.unit, "人民政府向大会报告工作，请予审议，并请列席人员提出意见。"}));
      break;
    case Genre::kSpeech:
      Line("同志们：");
      Line(Cat({"今天，我们在这里召开全", town_.unit, "工作动员大会，主要任务是总结过去一年的工作，"
                "安排部署今年的任务。下面，我讲几点意见。"}));
      break;
    case Genre::kSummary:
    case Genre::kTenMonths:
      Line("现将有关情况汇报如下。");
      break;
  }
}

void Composer::AddReview() {
  const bool ten_months = manner_.genre == Genre::kTenMonths;
  std::string head = ten_months ? "1—10月主要经济指标完成情况" : Draw("review.head");
  if (manner_.genre == Genre::kSpeech) head = "总结过去一年，成绩来之不易";
  std::string label = NextSection();
  Line(label + head);
  Heading(1, label, head, "review");
  std::string guidance = Draw("opening.guidance") + "。";
  if (ten_months) {
    Line(Cat({"今年以来，在", town_.county.name, "委、县政府的坚强领导下，全", town_.unit, "上下真抓实干，",
              Draw("opening.headline"), "。", HeadlineTenMonths()}));
    label = NextSection();
    head = "重点工作推进情况";
    Line(label + head);
    Heading(1, label, head, "review");
  } else if (random_.Chance(50)) {
    Line(guidance + HeadlineResults());
  } else {
    Line(guidance);
    // In a braced list what is drawn is drawn from left to right; with + the order would be open.
    Line(Cat({Draw("opening.headline"), "。", HeadlineResults(), Draw("opening.actions"), "："}));
  }
  AddTopics({"review", !ten_months});
  if (!ten_months && random_.Chance(70)) Line(Draw("honour") + "。");
}

void Composer::AddProblems(bool own_section) {
  const auto& list = Phrasebook::Get().List("problem");
  std::vector<size_t> order(list.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  random_.Shuffle(&order);
  std::string text = Draw("problem.opening") + "：";
  if (own_section) {
    const std::string label = NextSection();
    const std::string head = Draw("problem.head");
    Line(label + head);
    Heading(1, label, head, "problem");
    text.clear();
  }
  const int count = static_cast<int>(random_.Between(3, 4));
  for (int i = 0; i < count; ++i) {
    text += ChineseNumeral(i + 1) + "是" + RenderPhrase(list[order[static_cast<size_t>(i)]], Part{});
    text += i + 1 < count ? "；" : "。";
  }
  if (!own_section) text += "对此，我们将高度重视，采取有力措施，切实加以解决。";
  Line(text);
}

void Composer::AddPlan() {
  const std::string label = NextSection();
  const bool ten_months = manner_.genre == Genre::kTenMonths;
  std::string head = ten_months ? "下一步工作打算" : Draw("plan.head");
  if (manner_.genre == Genre::kSpeech) head = "聚焦目标任务，奋力开创新局面";
  Line(label + head);
  Heading(1, label, head, "plan");
  if (!ten_months) {
    std::string aims = Aims();
    if (random_.Chance(50)) aims += Draw("plan.actions") + "：";
    Line(aims);
  }
  AddTopics({"plan", !ten_months});
}

void Composer::AddClosing() {
  if (manner_.genre == Genre::kWorkReport) Line(Draw("closing.report"));
  if (manner_.genre == Genre::kSpeech) Line(Draw("closing.speech"));
}

Manner DrawManner(const Town& town, int year, uint64_t seed) {
  Random random(MixSeed({seed, town.seed, static_cast<uint64_t>(year), 11}));
  Manner manner;
  manner.genre = random.Chance(78) ? Genre::kWorkReport : Genre::kSummary;
  manner.outline = static_cast<Outline>(random.Between(0, 4));
  manner.seed = random.Next();
  return manner;
}

Report ComposeReport(const Town& town, const TownSeries& series, int year, const Manner& manner) {
  return Composer(town, series, year, manner).Compose();
}

}  // namespace gongbao::generator
