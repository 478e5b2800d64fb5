#include "services/language/script/simplifier.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "services/base/text.h"
#include "services/language/script/width.h"

namespace gongbao::script {
namespace {

const Simplifier& Tables() {
  static const std::shared_ptr<const Simplifier> tables = [] {
    StatusOr<std::shared_ptr<const Simplifier>> opened = Simplifier::Open();
    if (!opened.ok()) ADD_FAILURE() << Message(opened.status());
    return *opened;
  }();
  return *tables;
}

struct Case {
  const char* from;
  const char* to;
};

TEST(Simplifier, ConvertsThePhrasesOfReports) {
  const Case cases[] = {
      {"楊寨鎮堅持以習近平新時代中國特色社會主義思想為指導", "杨寨镇坚持以习近平新时代中国特色社会主义思想为指导"},
      {"實現(xiàn)財政收入9.98億元", "实现(xiàn)财政收入9.98亿元"},
      {"生活無著落人員", "生活无着落人员"},
      {"著力打造最優營商環境", "着力打造最优营商环境"},
      {"沿著有利的方向，向著目標", "沿着有利的方向，向着目标"},
      {"意識顯著提高，成效卓著", "意识显著提高，成效卓著"},
      {"著名景區、學術著作、臭名昭著", "著名景区、学术著作、臭名昭著"},
      {"無論著眼當前", "无论着眼当前"},
      {"張三著《農史》", "张三著《农史》"},
      {"了解情況，瞭望未來，一目瞭然", "了解情况，瞭望未来，一目了然"},
      {"乾隆年間的乾淨水源", "乾隆年间的干净水源"},
      {"幹毛茶產量1860噸", "干毛茶产量1860吨"},
      {"戸籍改革", "户籍改革"},
      {"已經是简体字的文本，显著提高，2021年。", "已经是简体字的文本，显著提高，2021年。"},
      {"", ""},
      {"ASCII only 123", "ASCII only 123"},
  };
  for (const Case& c : cases) EXPECT_EQ(Tables().Simplify(c.from), c.to) << c.from;
}

TEST(Simplifier, MapsEachPieceToWhatItWasMadeOf) {
  const std::string from = "2022年,楊寨鎮發展";
  const Simplifier::Result result = Tables().Convert(from);
  EXPECT_EQ(result.text, "2022年,杨寨镇发展");
  EXPECT_EQ(result.converted, 3);
  const size_t at = result.text.find("镇");
  const model::Span span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + 3)};
  EXPECT_EQ(result.map.Cover(span).In(from), "鎮");
}

TEST(Simplifier, LeavesBytesThatAreNoTextAlone) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string bytes;
    for (int i = 0; i < 200; ++i) bytes.push_back(static_cast<char>(random()));
    const Simplifier::Result result = Tables().Convert(bytes);
    EXPECT_EQ(result.map.derived_size(), result.text.size());
  }
}

TEST(Simplifier, RefusesAFileThatIsNoImage) {
  EXPECT_FALSE(Simplifier::FromFile("/no/such/file").ok());
  EXPECT_FALSE(Simplifier::FromFile("/proc/self/exe").ok());
}

TEST(Width, NarrowsDigitsLettersAndPercentOnly) {
  EXPECT_EQ(NarrowLetters("５．８６亿元，增长４．１％；Ｇ310线（一）"), "5．86亿元，增长4．1%；G310线（一）");
}

}  // namespace
}  // namespace gongbao::script
