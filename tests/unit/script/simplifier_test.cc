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
      {"雲渡鎮農會發動眾人開闢雪梨園", "云渡镇农会发动众人开辟雪梨园"},
      {"實現(xiàn)茶油收入3.94億元", "实现(xiàn)茶油收入3.94亿元"},
      {"住處無著落的人", "住处无着落的人"},
      {"著力修好渡口大橋", "着力修好渡口大桥"},
      {"沿著有利的方向，向著目標", "沿着有利的方向，向着目标"},
      {"產量顯著增加，功勞卓著", "产量显著增加，功劳卓著"},
      {"著名景區、學術著作、臭名昭著", "著名景区、学术著作、臭名昭著"},
      {"無論著眼當前", "无论着眼当前"},
      {"張三著《農史》", "张三著《农史》"},
      {"了解情況，瞭望未來，一目瞭然", "了解情况，瞭望未来，一目了然"},
      {"乾隆年間的乾淨水源", "乾隆年间的干净水源"},
      {"幹毛茶收了417噸", "干毛茶收了417吨"},
      {"戸籍改革", "户籍改革"},
      {"已經是简体字的文本，显著提高，2021年。", "已经是简体字的文本，显著提高，2021年。"},
      {"", ""},
      {"ASCII only 123", "ASCII only 123"},
  };
  for (const Case& c : cases) EXPECT_EQ(Tables().Simplify(c.from), c.to) << c.from;
}

TEST(Simplifier, MapsEachPieceToWhatItWasMadeOf) {
  const std::string from = "2014年,雲渡鎮擴種";
  const Simplifier::Result result = Tables().Convert(from);
  EXPECT_EQ(result.text, "2014年,云渡镇扩种");
  EXPECT_EQ(result.converted, 4);
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
