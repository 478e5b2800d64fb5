#include "services/node/roles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "services/base/text.h"
#include "services/node/config.h"

namespace gongbao::node {
namespace {

TEST(Roles, EveryPartIsThereAndFindsWhatItNeedsBeforeIt) {
  ASSERT_FALSE(AllRoles().empty());
  for (const Role& role : AllRoles()) {
    std::set<std::string_view> provided;
    for (const std::string_view name : role.parts) {
      const Part* part = FindPart(name);
      ASSERT_NE(part, nullptr) << role.name << ": " << name;
      for (const std::string_view need : part->needs) {
        EXPECT_TRUE(provided.contains(need)) << role.name << ": " << name << " needs " << need;
      }
      for (const std::string_view one : Split(part->provides, ' ')) {
        // Several handlers are what they are; of anything else there is one.
        EXPECT_TRUE(one.empty() || one == "service" || provided.insert(one).second)
            << role.name << ": " << one << " is provided twice";
        provided.insert(one);
      }
    }
  }
}

TEST(Roles, NoPartIsIdle) {
  std::set<std::string_view> used;
  for (const Role& role : AllRoles()) used.insert(role.parts.begin(), role.parts.end());
  for (const Part& part : AllParts()) EXPECT_TRUE(used.contains(part.name)) << part.name;
}

TEST(Roles, SettingsAreThoseOfTheConfiguration) {
  std::set<std::string> known;
  for (const SettingInfo& setting : AllSettings()) known.insert(setting.name);
  std::set<std::string> used;
  for (const Role& role : AllRoles()) {
    for (const std::string_view name : SettingsOf(role)) {
      EXPECT_TRUE(known.contains(std::string(name))) << role.name << ": " << name;
      used.insert(std::string(name));
    }
  }
  EXPECT_EQ(used, known);
}

TEST(Roles, OnlyOneRoleHasADoorAndItsServicesApart) {
  const Role* gateway = FindRole("gongbao-gateway");
  ASSERT_NE(gateway, nullptr);
  const auto settings = SettingsOf(*gateway);
  for (const char* name : {"http", "grpc", "segmentation", "extraction", "ingest", "query"}) {
    EXPECT_NE(std::find(settings.begin(), settings.end(), name), settings.end()) << name;
  }
  EXPECT_EQ(std::find(settings.begin(), settings.end(), "store"), settings.end());
  EXPECT_EQ(FindRole("gongbao-nothing"), nullptr);
}

}  // namespace
}  // namespace gongbao::node
