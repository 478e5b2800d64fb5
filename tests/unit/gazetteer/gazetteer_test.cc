#include "services/language/gazetteer/gazetteer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/language/gazetteer/names.h"

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;

const Gazetteer& Places() {
  static const std::shared_ptr<const Gazetteer> places = [] {
    StatusOr<std::shared_ptr<const Gazetteer>> opened = Gazetteer::Open();
    if (!opened.ok()) ADD_FAILURE() << Message(opened.status());
    return *opened;
  }();
  return *places;
}

std::string Chain(std::string_view id) {
  const auto index = Places().Find(id);
  if (!index) return "";
  std::string chain;
  for (PlaceIndex at = *index; at != 0; at = Places().Parent(at)) {
    chain = std::string(Places().Name(at)) + (chain.empty() ? "" : "/") + chain;
  }
  return chain;
}

TEST(Gazetteer, FindsByCodeWithWhatLiesAbove) {
  EXPECT_EQ(Chain("420000"), "湖北省");
  EXPECT_EQ(Chain("421300"), "湖北省/随州市");
  EXPECT_EQ(Chain("421321"), "湖北省/随州市/随县");
  EXPECT_EQ(Chain("421321114"), "湖北省/随州市/随县/洪山镇");
  // Steps of the code table are no divisions: 市辖区, 省直辖县级行政区划.
  EXPECT_EQ(Chain("110101"), "北京市/东城区");
  EXPECT_EQ(Chain("429004"), "湖北省/仙桃市");
  // A city without counties.
  EXPECT_EQ(Chain("441900003"), "广东省/东莞市/东城街道");
  for (const char* unknown : {"", "42", "420001", "999999999", "42132x", "110100", "0000000"}) {
    EXPECT_FALSE(Places().Find(unknown)) << unknown;
  }
}

TEST(Gazetteer, FindsByNameFullAndShort) {
  const auto named = [](std::string_view name, bool short_too) {
    std::vector<std::string> ids;
    for (PlaceIndex index : Places().Named(name, short_too)) ids.push_back(Places().Id(index));
    return ids;
  };
  EXPECT_EQ(named("随县", false), std::vector<std::string>{"421321"});
  EXPECT_EQ(named("湖北", false), std::vector<std::string>{});
  EXPECT_EQ(named("湖北", true), std::vector<std::string>{"420000"});
  EXPECT_EQ(named("恩施", true).front(), "422800");  // 恩施土家族苗族自治州, then 恩施市
  EXPECT_GT(named("洪山镇", false).size(), 5u);
  EXPECT_EQ(named("市辖区", false), std::vector<std::string>{});
  EXPECT_EQ(named("", true), std::vector<std::string>{});
}

TEST(Gazetteer, DescribesListedPlacesAndUnlistedTownsOfListedCounties) {
  const auto town = Places().Describe("421303102");
  ASSERT_TRUE(town);
  EXPECT_EQ(town->name, "何店镇");
  EXPECT_EQ(town->level, PlaceLevel::kTown);
  EXPECT_EQ(town->parent, "421303");
  const auto unlisted = Places().Describe("421321~新月镇");
  ASSERT_TRUE(unlisted);
  EXPECT_EQ(unlisted->name, "新月镇");
  EXPECT_EQ(unlisted->parent, "421321");
  EXPECT_FALSE(Places().Describe("421300~新月镇"));  // a city holds no towns
  EXPECT_FALSE(Places().Describe("421321~"));
}

TEST(Gazetteer, FindsNamesInText) {
  const std::string text = "随州市曾都区与湖北省、随州的发展，内蒙古自治区，和平稳定";
  std::vector<std::string> found;
  for (const Mention& mention : Places().FindMentions(text)) {
    found.push_back(text.substr(mention.begin, mention.end - mention.begin) + (mention.is_short ? "~" : ""));
  }
  const std::vector<std::string> expected = {"随州市", "曾都区", "湖北省", "随州~", "内蒙古自治区", "和平~"};
  EXPECT_EQ(found, expected);
}

TEST(Gazetteer, ListsWhatLiesBelow) {
  const auto county = Places().Find("421321");
  ASSERT_TRUE(county);
  const std::vector<PlaceIndex> towns = Places().Children(*county);
  EXPECT_GT(towns.size(), 10u);
  for (PlaceIndex town : towns) EXPECT_EQ(Places().Parent(town), *county);
  EXPECT_EQ(Places().Children(0).size(), 31u);
}

TEST(Names, KnowsSuffixesAndShortForms) {
  struct Case {
    const char* name;
    const char* short_name;
    PlaceLevel level;
  };
  const Case cases[] = {
      {"湖北省", "湖北", PlaceLevel::kProvince},
      {"西藏自治区", "西藏", PlaceLevel::kProvince},
      {"内蒙古自治区", "内蒙古", PlaceLevel::kProvince},
      {"广西壮族自治区", "广西", PlaceLevel::kProvince},
      {"恩施土家族苗族自治州", "恩施", PlaceLevel::kCity},
      {"随县", "", PlaceLevel::kCounty},
      {"长阳土家族自治县", "长阳", PlaceLevel::kCounty},
      {"何店镇", "何店", PlaceLevel::kTown},
      {"西城街道", "西城", PlaceLevel::kTown},
      {"何店", "", PlaceLevel::kUnknown},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ShortName(c.name), c.short_name) << c.name;
    EXPECT_EQ(LevelOfSuffix(SuffixOf(c.name)), c.level) << c.name;
  }
  EXPECT_TRUE(SameButSuffix("何店乡", "何店镇"));
  EXPECT_FALSE(SameButSuffix("何店镇", "洪山镇"));
}

}  // namespace
}  // namespace gongbao::gazetteer
