// Every way of saying with every name: invented names of works, titles and promises, each put into
// each frame that reports put them in.
#include <gtest/gtest.h>

#include "services/base/text.h"
#include "tests/unit/extraction/report.h"
#include "tests/unit/stated/stated_line.h"

namespace gongbao::extraction {
namespace {

using model::SectionRole;

std::vector<std::string> LinesOf(const std::string& text, SectionRole role, model::FactKind kind) {
  Report report;
  report.text = text;
  report.role = role;
  std::vector<std::string> lines;
  for (const model::Fact& fact : FactsOf(report)) {
    if (fact.kind() == kind) lines.push_back(StatedLine(fact));
  }
  return lines;
}

struct Frame {
  const char* before;
  const char* behind;
  const char* stage;
  SectionRole role;
};

constexpr auto kReview = SectionRole::kReview;
constexpr auto kPlan = SectionRole::kPlan;

const char* const kWorks[] = {
    "云杉大桥",           "石门水库除险加固工程",   "枫林至柳营旅游公路",   "鹿鸣冷链物流园",
    "松涛风电场",         "柳营抽水蓄能电站",       "白鹭湾湿地公园",       "瑞丰机械制造项目",
    "恒昌食品产业园一期", "县人民医院迁建工程",     "镇污水处理厂",         "松柏大道改造工程",
    "207国道改线工程",    "“云杉谷”美丽乡村示范带", "金桥新能源电池项目",   "丰泽文旅综合体项目",
    "鹿鸣高中新校区",     "石门河河道治理工程",     "柳营工业园标准厂房",   "某某智能家居产业园"};
const Frame kFrames[] = {
    {"", "建成投用。", "completed", kReview},
    {"", "竣工。", "completed", kReview},
    {"", "已于7月底全面完工。", "completed", kReview},
    {"去年，", "顺利竣工。", "completed", kReview},
    {"总投资1.8亿元的", "建成。", "completed:1.8亿元", kReview},
    {"完成", "。", "completed", kReview},
    {"高标准建成", "。", "completed", kReview},
    {"", "正在建设。", "underway", kReview},
    {"", "开工建设，进展顺利。", "underway", kReview},
    {"", "完成投资6.2亿元。", "underway", kReview},
    {"加快推进", "建设步伐。", "underway", kReview},
    {"全力推进", "。", "underway", kReview},
    {"", "破土动工。", "underway", kReview},
    {"", "正式签约。", "preparing", kReview},
    {"", "尚在办理前期手续。", "preparing", kReview},
    {"", "成功落户。", "preparing", kReview},
    {"谋划实施", "。", "planned", kReview},
    {"年内建成", "。", "planned", kPlan},
    {"6月底前完成", "。", "planned", kPlan},
    {"启动", "。", "planned", kPlan},
    {"要确保", "年底前竣工。", "planned", kPlan},
    {"继续推进", "。", "underway", kPlan},
    {"加快", "建设。", "underway", kPlan},
    {"加快推进", "落地。", "preparing", kPlan},
};

TEST(Combinations, EveryProjectInEveryFrame) {
  int wrong = 0;
  for (const char* works : kWorks) {
    for (const Frame& frame : kFrames) {
      const std::string text = Cat({frame.before, works, frame.behind});
      const std::vector<std::string> lines =
          LinesOf(text, frame.role, model::FactKind::kProject);
      // 建设 behind a name may count as its works.
      const std::string want = Cat({works, ":", frame.stage});
      const std::string with_works = Cat({works, "建设:", frame.stage});
      const bool right = lines.size() == 1 && (lines[0] == want || lines[0] == with_works);
      if (right) continue;
      ++wrong;
      ADD_FAILURE() << text << "\n  wanted " << want << "\n  got "
                    << (lines.empty() ? "nothing" : lines[0]);
    }
  }
  EXPECT_EQ(wrong, 0);
}

const char* const kTitles[] = {"全国文明村镇",       "省级森林乡镇",     "全市卫生乡镇",
                               "全省民主法治示范村", "全县先进单位",     "国家级生态乡镇",
                               "全国综合减灾示范社区", "省级农业产业强镇", "全市平安乡镇",
                               "中国特色小镇",       "全省美丽乡村",     "全国重点镇"};
const Frame kWon[] = {
    {"青溪镇荣获“", "”称号。", "青溪镇", kReview},   {"青溪镇被评为", "。", "青溪镇", kReview},
    {"我镇获评", "。", "青溪镇", kReview},           {"成功创建", "。", "青溪镇", kReview},
    {"云杉村被命名为", "。", "云杉村", kReview},     {"2021年我镇入选", "。", "青溪镇", kReview},
    {"云杉村被县委、县政府授予“", "”称号。", "云杉村<县委、县政府", kReview},
    {"先后荣获", "等荣誉称号。", "青溪镇", kReview}, {"云杉村荣膺“", "”。", "云杉村", kReview},
    {"云杉村喜获“", "”殊荣。", "云杉村", kReview},   {"我镇被确定为", "。", "青溪镇", kReview},
    {"连续三年被评为", "。", "青溪镇", kReview},
};

TEST(Combinations, EveryTitleInEveryFrame) {
  for (const char* title : kTitles) {
    for (const Frame& frame : kWon) {
      const std::string text = Cat({frame.before, title, frame.behind});
      EXPECT_EQ(LinesOf(text, frame.role, model::FactKind::kHonour),
                std::vector<std::string>{Cat({title, "@", frame.stage})})
          << text;
    }
  }
  // What is hoped for is not won.
  for (const char* title : kTitles) {
    for (const char* hope : {"争创", "力争创建", "积极申报"}) {
      const std::string text = Cat({hope, title, "。"});
      EXPECT_TRUE(LinesOf(text, kPlan, model::FactKind::kHonour).empty()) << text;
    }
  }
}

struct Promise {
  const char* action;
  const char* object;
};
const Promise kPromises[] = {{"建成", "云杉大桥"},
                             {"新建", "高标准农田1.2万亩"},
                             {"完成", "石门水库除险加固工程"},
                             {"改造", "农村危房60户"},
                             {"硬化", "通组公路12公里"},
                             {"培育", "规上企业3家"},
                             {"建立", "项目周调度机制"},
                             {"组建", "环境卫生督查专班"},
                             {"引进", "亿元以上项目2个"},
                             {"流转", "土地3000亩"}};
struct When {
  const char* printed;
  const char* deadline;
};
const When kWhen[] = {{"", ""},           {"年内", "年内"},     {"6月底前", "6月底前"},
                      {"上半年", "上半年"}, {"10月底", "10月底"}, {"今年", "今年"}};
const char* const kModals[] = {"", "要", "我们将", "一是", "力争", "确保", "着力"};

TEST(Combinations, EveryPromiseByEveryDay) {
  for (const Promise& promise : kPromises) {
    for (const When& when : kWhen) {
      for (const char* modal : kModals) {
        const std::string text = Cat({modal, when.printed, promise.action, promise.object, "。"});
        const auto lines = LinesOf(text, kPlan, model::FactKind::kCommitment);
        ASSERT_EQ(lines.size(), 1u) << text;
        const std::string_view line = lines[0];
        EXPECT_NE(line.find(promise.object), line.npos) << text << ": " << line;
        EXPECT_TRUE(line.ends_with(Cat({"|", when.deadline}))) << text << ": " << line;
        EXPECT_TRUE(LinesOf(text, kReview, model::FactKind::kCommitment).empty()) << text;
      }
    }
  }
}

}  // namespace
}  // namespace gongbao::extraction
