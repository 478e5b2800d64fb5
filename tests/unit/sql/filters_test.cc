#include "services/adapters/sql/filters.h"

#include <gtest/gtest.h>

namespace gongbao::sql {
namespace {

using model::Role;
using model::Scope;

std::string Text(const Scope& scope, const std::vector<std::string>& places) {
  SqlText sql;
  Coverage(scope, places).AddTo("h", "p", &sql);
  std::string out;
  const std::vector<Value> values = sql.values();
  size_t next = 0;
  for (const char c : sql.text()) {
    if (c == '?') {
      out += std::string(std::get<std::string_view>(values[next++]));
    } else {
      out += c;
    }
  }
  return out;
}

TEST(CoverageTest, PlacesAndScopesBecomeRangesOfHomes) {
  struct Case {
    std::vector<Scope::Grant> grants;
    std::vector<std::string> places;
    std::string expected;
  };
  const Scope::Grant all{"", Role::kReader};
  const std::vector<Case> cases = {
      {{all}, {}, ""},
      {{all}, {"000000"}, ""},
      {{all}, {"420000"}, " AND ((h >= 42 AND h < 43))"},
      {{all}, {"421300"}, " AND ((h >= 4213 AND h < 4214))"},
      {{all}, {"421321"}, " AND (h IN (421321))"},
      {{all}, {"421321101"}, " AND ((h IN (421321) AND p IN (421321101)))"},
      {{all}, {"421321", "430000"}, " AND ((h >= 43 AND h < 44) OR h IN (421321))"},
      {{{"42", Role::kReader}}, {}, " AND ((h >= 42 AND h < 43))"},
      {{{"42", Role::kReader}}, {"421321"}, " AND (h IN (421321))"},
      {{{"421321", Role::kAdmin}}, {"420000"}, " AND (h IN (421321))"},
      {{{"42", Role::kReader}}, {"430000"}, " AND (1 = 0)"},
      {{{"42", Role::kReader}}, {"430101001"}, " AND (1 = 0)"},
      {{}, {}, " AND (1 = 0)"},
      {{all}, {"' OR 1"}, " AND (1 = 0)"},
      {{{"zz", Role::kReader}}, {}, " AND ((h >= zz AND h < z{))"},
  };
  for (const Case& c : cases) EXPECT_EQ(Text(Scope(c.grants), c.places), c.expected);
}

TEST(CoverageTest, ListsArePaddedToPowersOfTwo) {
  SqlText sql;
  sql.AddIn("c", std::vector<int64_t>{1, 2, 3});
  EXPECT_EQ(sql.text(), "c IN (?, ?, ?, ?)");
  EXPECT_EQ(std::get<int64_t>(sql.values().back()), 3);
}

}  // namespace
}  // namespace gongbao::sql
