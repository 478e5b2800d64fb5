#include "services/language/gazetteer/resolve.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;

const Gazetteer& Places() {
  static const std::shared_ptr<const Gazetteer> places = *Gazetteer::Open();
  return *places;
}

struct Case {
  const char* why;
  std::string name;
  PlaceLevel level;
  std::vector<Evidence> evidence;
  std::string place_id;
  std::string province;
  std::string city;
  std::string county;
};

TEST(Resolve, SettlesAPlaceOnlyWithWhatLiesAboveIt) {
  const Case cases[] = {
      {"a name alone settles nothing, however unique", "何店镇", PlaceLevel::kTown, {}, "", "", "", ""},
      {"the city in the text agrees", "何店镇", PlaceLevel::kTown,
       {{"随州市", Basis::kText, 2}}, "421303102", "湖北省", "随州市", "曾都区"},
      {"the county tells towns of one name apart", "洪山镇", PlaceLevel::kTown,
       {{"随县", Basis::kText, 1}, {"湖北省", Basis::kText, 1}}, "421321114", "湖北省", "随州市", "随县"},
      {"two counties agree equally", "洪山镇", PlaceLevel::kTown,
       {{"随县", Basis::kText, 1}, {"沈丘县", Basis::kText, 2}}, "", "", "", ""},
      {"a short name of a county alone is a common word", "何店镇", PlaceLevel::kTown,
       {{"曾都", Basis::kText, 1}}, "", "", "", ""},
      {"a hint of the province, short", "何店镇", PlaceLevel::kTown,
       {{"湖北", Basis::kHint, 1}}, "421303102", "湖北省", "随州市", "曾都区"},
      {"a hint that contradicts every listed place", "何店镇", PlaceLevel::kTown,
       {{"湖南省", Basis::kHint, 1}, {"随州市", Basis::kText, 3}}, "", "湖南省", "", ""},
      {"a province needs nothing above it", "河南省", PlaceLevel::kProvince, {}, "410000", "", "", ""},
      {"an unlisted town behind its county's name", "新月镇", PlaceLevel::kTown,
       {{"珙县", Basis::kAttached, 1}}, "511526~新月镇", "四川省", "宜宾市", "珙县"},
      {"an unlisted town, its county and city named in the text", "新月镇", PlaceLevel::kTown,
       {{"珙县", Basis::kText, 1}, {"宜宾市", Basis::kText, 1}}, "511526~新月镇", "四川省", "宜宾市", "珙县"},
      {"a county that is only mentioned does not hold an unlisted town", "新月镇", PlaceLevel::kTown,
       {{"珙县", Basis::kText, 1}}, "", "", "", ""},
      {"an unlisted county behind its city's name", "新月县", PlaceLevel::kCounty,
       {{"晋中市", Basis::kAttached, 1}}, "", "山西省", "晋中市", ""},
      {"the county's own name, though not listed", "新月镇", PlaceLevel::kTown,
       {{"暮云县", Basis::kAttached, 1}}, "", "", "", "暮云县"},
  };
  for (const Case& c : cases) {
    const Resolution resolution = Resolve(Places(), {c.name, c.level, false, c.evidence});
    EXPECT_EQ(resolution.place.place_id, c.place_id) << c.why;
    EXPECT_EQ(resolution.place.province, c.province) << c.why;
    EXPECT_EQ(resolution.place.city, c.city) << c.why;
    EXPECT_EQ(resolution.place.county, c.county) << c.why;
    EXPECT_EQ(resolution.place.text, c.name) << c.why;
  }
}

TEST(Resolve, GivesCandidatesWhereItCanNotTell) {
  const Resolution resolution = Resolve(Places(), {"洪山镇", PlaceLevel::kTown, false, {}});
  EXPECT_TRUE(resolution.place.place_id.empty());
  EXPECT_GT(resolution.place.candidates.size(), 5u);
  EXPECT_EQ(Resolve(Places(), {"何店镇", PlaceLevel::kTown, false, {}}).place.candidates,
            std::vector<std::string>{"421303102"});
}

TEST(Resolve, NeverGuessesAMaskedPlace) {
  const Resolution alone = Resolve(Places(), {"", PlaceLevel::kTown, true, {{"随县", Basis::kText, 4}}});
  EXPECT_TRUE(alone.place.place_id.empty());
  EXPECT_TRUE(alone.place.county.empty());
  const Resolution chain = Resolve(
      Places(), {"", PlaceLevel::kTown, true, {{"汶上县", Basis::kText, 1}, {"济宁市", Basis::kText, 1}}});
  EXPECT_TRUE(chain.place.place_id.empty());
  EXPECT_EQ(chain.place.county, "汶上县");
  EXPECT_EQ(chain.place.province, "山东省");
}

TEST(Resolve, ReportsWhatDisagrees) {
  const Resolution resolution =
      Resolve(Places(), {"何店镇", PlaceLevel::kTown, false,
                         {{"随州市", Basis::kText, 3}, {"尤溪县", Basis::kFurniture, 1}}});
  EXPECT_EQ(resolution.place.place_id, "421303102");
  EXPECT_EQ(resolution.conflicts, std::vector<std::string>{"尤溪县"});
}

}  // namespace
}  // namespace gongbao::gazetteer
