// A person's list of divisions on top of the built-in one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/language/gazetteer/extra_divisions.h"
#include "services/language/gazetteer/gazetteer.h"
#include "services/language/gazetteer/resolve.h"

namespace gongbao::gazetteer {
namespace {

using model::PlaceLevel;
using testing::ElementsAre;
using testing::HasSubstr;

const Gazetteer& BuiltIn() {
  static const std::shared_ptr<const Gazetteer> places = *Gazetteer::Open();
  return *places;
}

std::shared_ptr<const Gazetteer> With(const std::string& csv) {
  auto merged = BuiltIn().WithExtras(csv, "mine.csv");
  EXPECT_TRUE(merged.ok()) << Message(merged.status());
  return merged.ok() ? *merged : nullptr;
}

constexpr std::string_view kList =
    "\xEF\xBB\xBF"
    "code,name,level,parent,valid_from,valid_until,successors,aliases\r\n"
    "341599,新月县,county,341500,1950,1996,341525|341524,老新月县\r\n"
    "341599100,云栖镇,,,,1996,341525100,\r\n"
    "\r\n"
    "341525~河湾乡,河湾乡,town,,1984,2001,341525100,\"河湾公社|大河湾乡\"\r\n"
    "341525100,衡山新镇,,,,,,\r\n";

TEST(Extras, StandOnTopOfTheBuiltInList) {
  const auto places = With(std::string(kList));
  EXPECT_EQ(places->size(), BuiltIn().size() + 3);
  const auto county = places->Describe("341599");
  ASSERT_TRUE(county);
  EXPECT_EQ(county->name, "新月县");
  EXPECT_EQ(county->level, PlaceLevel::kCounty);
  EXPECT_EQ(county->parent, "341500");
  EXPECT_EQ(county->valid_from, 1950);
  EXPECT_EQ(county->valid_until, 1996);
  EXPECT_THAT(county->successors, ElementsAre("341525", "341524"));
  const auto town = places->Describe("341599100");
  ASSERT_TRUE(town);
  EXPECT_EQ(town->parent, "341599");
  const auto unlisted = places->Describe("341525~河湾乡");
  ASSERT_TRUE(unlisted);
  EXPECT_EQ(unlisted->parent, "341525");
  EXPECT_EQ(unlisted->valid_until, 2001);
  EXPECT_EQ(places->Refer(*places->Find("341525~河湾乡"), "河湾乡").county, "霍山县");
  // A listed code takes the new name; the old one is known still.
  EXPECT_EQ(places->Describe("341525100")->name, "衡山新镇");
  EXPECT_EQ(places->Id(places->Named("衡山新镇").at(0)), "341525100");
  const auto old_name = places->Named("衡山镇");
  EXPECT_TRUE(std::any_of(old_name.begin(), old_name.end(),
                          [&](PlaceIndex i) { return places->Id(i) == "341525100"; }));
  EXPECT_EQ(places->Id(places->Named("大河湾乡").at(0)), "341525~河湾乡");
  EXPECT_EQ(places->FindMentions("从老新月县来").size(), 1u);
  // All others are as they were.
  EXPECT_EQ(places->Describe("341525101")->name, "佛子岭镇");
  EXPECT_EQ(places->Id(places->Parent(*places->Find("110118"))), "110000");
  EXPECT_FALSE(places->Find("341525~新月乡"));
  EXPECT_TRUE(places->Describe("341525~新月乡"));
  for (const char* id : {"341525", "420000", "441900003", "150426201"}) {
    EXPECT_EQ(*places->Describe(id), *BuiltIn().Describe(id)) << id;
  }
}

TEST(Extras, TheDigestIsOfBoth) {
  const auto one = With(std::string(kList));
  const auto two = With("code,name\n341599,新月县\n");
  EXPECT_NE(one->digest(), BuiltIn().digest());
  EXPECT_NE(one->digest(), two->digest());
  EXPECT_EQ(one->digest(), With(std::string(kList))->digest());
}

TEST(Extras, OneListOnAnother) {
  const auto first = With("code,name,valid_until\n341525~河湾乡,河湾乡,2001\n");
  const auto second = first->WithExtras("code,name\n341525~安乐乡,安乐乡\n", "second.csv");
  ASSERT_TRUE(second.ok());
  EXPECT_EQ((*second)->Describe("341525~河湾乡")->valid_until, 2001);
  EXPECT_TRUE((*second)->Find("341525~安乐乡"));
}

struct Mistake {
  const char* why;
  std::string csv;
  const char* says;
};

TEST(Extras, EveryMistakeNamesItsLine) {
  const std::string head = "code,name,level,parent,valid_from,valid_until,successors,aliases\n";
  const Mistake cases[] = {
      {"empty", "", "mine.csv:1: no headings"},
      {"no headings", "341599,新月县\n", "mine.csv:1: \"341599\" is none of the columns"},
      {"a heading twice", "code,name,code\n", "mine.csv:1: code stands twice"},
      {"no name column", "code\n341599\n", "mine.csv:1: no column name"},
      {"a code of seven digits", head + "3415990,新月县\n", "mine.csv:2: code: \"3415990\""},
      {"a code that is none", head + "\n新月,新月县\n", "mine.csv:3: code: \"新月\""},
      {"another name behind ~", head + "341525~河湾乡,河湾镇\n", "does not end in the name"},
      {"a code twice", head + "341599,新月县\n341599,河湾县\n", "mine.csv:3: code: 341599 stands in line 2"},
      {"no name", head + "341599,\n", "mine.csv:2: name: \"\""},
      {"a name with a line's rest", head + "341599,新月 县\n", "mine.csv:2: name"},
      {"an unknown level", head + "341599,新月县,shire\n", "mine.csv:2: level: \"shire\""},
      {"a level against the code", head + "341599,新月县,town\n", "mine.csv:2: level: town does not go"},
      {"no year", head + "341599,新月县,,,soon\n", "mine.csv:2: valid_from: \"soon\" is no year"},
      {"years the wrong way round", head + "341599,新月县,,,1996,1950\n", "mine.csv:2: valid_until: 1950 is before"},
      {"a parent that is none", head + "341599,新月县,,341\n", "mine.csv:2: parent: \"341\""},
      {"a parent that is not there", head + "341599,新月县,,349900\n", "mine.csv:2: the parent 349900"},
      {"a parent that is below", head + "341500,新月市,,341525\n", "mine.csv:2: the parent 341525 of 341500 is not above"},
      {"its own parent", head + "341599,新月县,,341599\n", "is not above"},
      {"a town of another county", head + "341525999,新月镇,,341524\n", "mine.csv:2: the parent 341524"},
      {"a town of no county", head + "349999001,新月镇\n", "mine.csv:2: the parent 349999"},
      {"a successor that is not there", head + "341599,新月县,,,,,999999\n", "mine.csv:2: the successor 999999"},
      {"its own successor", head + "341599,新月县,,,,,341599\n", "mine.csv:2: 341599 is its own successor"},
      {"a successor that is no code", head + "341599,新月县,,,,,霍山县\n", "mine.csv:2: successors: \"霍山县\""},
      {"a quote that is open", head + "341599,\"新月县\n", "mine.csv:2: a quote is not closed"},
      {"too many cells", head + "341599,新月县,,,,,,,,\n", "mine.csv:2: 10 cells for 8 columns"},
      {"not UTF-8", head + "341599,\xff\n", "mine.csv: not UTF-8 at byte"},
      {"a line without end", head + "341599,新月县,,,,,," + std::string(9000, 'x') + "\n",
       "mine.csv:2: the line is longer than 8192"},
  };
  for (const Mistake& c : cases) {
    const auto merged = BuiltIn().WithExtras(c.csv, "mine.csv");
    ASSERT_FALSE(merged.ok()) << c.why;
    EXPECT_EQ(merged.status().code(), absl::StatusCode::kInvalidArgument) << c.why;
    EXPECT_THAT(Message(merged.status()), HasSubstr(c.says)) << c.why;
  }
}

TEST(Extras, AreBounded) {
  ExtraLimits limits;
  limits.rows = 2;
  const std::string three = "code,name\n341597,新月县\n341598,新月县\n341599,新月县\n";
  EXPECT_EQ(ParseExtraDivisions(three, "mine.csv", limits).status().code(), absl::StatusCode::kResourceExhausted);
  limits.rows = 3;
  EXPECT_TRUE(ParseExtraDivisions(three, "mine.csv", limits).ok());
  limits.bytes = 20;
  EXPECT_EQ(ParseExtraDivisions(three, "mine.csv", limits).status().code(), absl::StatusCode::kResourceExhausted);
  // The first few mistakes, not a million.
  std::string bad = "code,name\n";
  for (int i = 0; i < 1000; ++i) bad += "x,y\n";
  EXPECT_LT(Message(ParseExtraDivisions(bad, "mine.csv").status()).size(), 1000u);
}

struct YearCase {
  std::optional<int32_t> year;
  const char* place_id;
};

TEST(Extras, AnAbolishedDivisionIsMeantOnlyInItsTime) {
  const auto places = With(std::string(kList));
  const YearCase cases[] = {{1990, "341599"}, {1996, "341599"}, {1949, "341599"}, {2015, ""}, {1940, ""},
                            {std::nullopt, "341599"}};
  for (const YearCase& c : cases) {
    Question question{"新月县", PlaceLevel::kCounty, false, {{"六安市", Basis::kText, 2}}, c.year};
    const Resolution resolution = Resolve(*places, question);
    EXPECT_EQ(resolution.place.place_id, c.place_id) << c.year.value_or(0);
  }
  const Resolution alias = Resolve(*places, {"老新月县", PlaceLevel::kCounty, false, {{"六安市", Basis::kText, 2}}, 1990});
  EXPECT_EQ(alias.place.place_id, "341599");
  EXPECT_THAT(alias.note, HasSubstr("another name of 新月县"));
}

TEST(Extras, AFileThatIsNotThereIsNamed) {
  const auto none = Gazetteer::OpenWith("no-such-list.csv");
  EXPECT_EQ(none.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Message(none.status()), HasSubstr("no-such-list.csv"));
  EXPECT_TRUE(Gazetteer::OpenWith("").ok());
}

struct RenameCase {
  const char* why;
  const char* name;
  PlaceLevel level;
  std::vector<Evidence> evidence;
  const char* place_id;
  bool noted;
};

TEST(Resolve, ADivisionThatChangedItsKindIsFoundAndSaidSo) {
  const RenameCase cases[] = {
      {"a township that is a town now", "佛子岭乡", PlaceLevel::kTown, {{"霍山县", Basis::kAttached, 1}}, "341525101", true},
      {"the same as it is called now", "佛子岭镇", PlaceLevel::kTown, {{"霍山县", Basis::kAttached, 1}}, "341525101", false},
      {"a town whose subdistrict it is now", "紫城镇", PlaceLevel::kTown, {{"翁牛特旗", Basis::kAttached, 1}}, "150426402",
       true},
      {"the office of a subdistrict", "全宁街道办事处", PlaceLevel::kTown, {{"翁牛特旗", Basis::kAttached, 1}}, "150426403",
       true},
      {"a township of a people", "火场乡", PlaceLevel::kTown, {{"沅陵县", Basis::kAttached, 1}}, "431222234", true},
      {"a county that is a district now", "铜山县", PlaceLevel::kCounty, {{"徐州市", Basis::kText, 2}}, "320312", true},
      {"nothing above agrees", "佛子岭乡", PlaceLevel::kTown, {}, "", false},
      {"another county", "佛子岭乡", PlaceLevel::kTown, {{"珙县", Basis::kAttached, 1}}, "511526~佛子岭乡", false},
      {"a farm is no township", "佛子岭农场", PlaceLevel::kTown, {{"霍山县", Basis::kAttached, 1}}, "341525~佛子岭农场",
       false},
  };
  for (const RenameCase& c : cases) {
    const Resolution resolution = Resolve(BuiltIn(), {c.name, c.level, false, c.evidence});
    EXPECT_EQ(resolution.place.place_id, c.place_id) << c.why;
    EXPECT_EQ(resolution.place.text, c.name) << c.why;
    EXPECT_EQ(resolution.note.find("matched by rename") != std::string::npos, c.noted) << c.why;
  }
}

}  // namespace
}  // namespace gongbao::gazetteer
