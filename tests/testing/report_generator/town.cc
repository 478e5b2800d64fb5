#include "tests/testing/report_generator/town.h"

#include <algorithm>
#include <map>

#include "services/base/share.h"
#include "services/base/text.h"
#include "tests/testing/report_generator/random.h"
#include "tests/testing/report_generator/words.h"

namespace gongbao::generator {

namespace {

constexpr size_t kCsvLimit = 16 << 20;

std::vector<std::string> PickSome(Random* random, std::string_view list, size_t count,
                                  std::string_view suffix) {
  std::vector<std::string> words = Words(list);
  random->Shuffle(&words);
  words.resize(std::min(count, words.size()));
  for (std::string& word : words) word += suffix;
  return words;
}

std::string InventPerson(Random* random) {
  return random->Pick(Words("surnames")) + random->Pick(Words("given_names"));
}

Town MakeTown(const County& county, std::string stem, std::string unit) {
  Town town;
  town.county = county;
  town.name = stem + unit;
  town.stem = std::move(stem);
  town.unit = std::move(unit);
  town.seed = SeedOf(town.id());
  town.budget_revenue = SeedOf(county.code) % 2 == 0;
  Random random(town.seed);
  town.mayor = InventPerson(&random);
  town.secretary = InventPerson(&random);
  town.villages = PickSome(&random, "village_heads", 4, "村");
  for (const std::string& head : PickSome(&random, "company_heads", 2, "")) {
    town.companies.push_back(head + random.Pick(Words("company_kinds")));
  }
  town.river = random.Pick(Words("rivers"));
  town.crop = random.Pick(Words("crops"));
  for (const std::string& kind : PickSome(&random, "project_kinds", 6, "")) {
    const bool of_company = random.Chance(40) && kind.find("园") != std::string::npos;
    town.projects.push_back((of_company ? random.Pick(Words("company_heads")) : town.stem) + kind);
  }
  return town;
}

struct CsvRow {
  std::string code;
  std::string name;
  std::string city;
  std::string province;
};

std::string Unquote(std::string_view cell) {
  if (!cell.empty() && cell.back() == '\r') cell.remove_suffix(1);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    cell = cell.substr(1, cell.size() - 2);
  }
  return std::string(cell);
}

// code,name[,cityCode[,provinceCode]]; names hold no commas.
StatusOr<std::vector<CsvRow>> ReadRows(const std::string& path) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kCsvLimit));
  std::vector<CsvRow> rows;
  bool header = true;
  for (const std::string_view line : Split(bytes, '\n')) {
    const auto cells = Split(line, ',');
    if (!header && cells.size() >= 2) {
      rows.push_back({Unquote(cells[0]), Unquote(cells[1]),
                      cells.size() > 2 ? Unquote(cells[2]) : "",
                      cells.size() > 3 ? Unquote(cells[3]) : ""});
    }
    header = false;
  }
  if (rows.empty()) return InvalidArgument(Cat({path, " holds no divisions"}));
  return rows;
}

bool IsDivisionOfState(std::string_view name) {
  for (const std::string_view part : {"开发", "园区", "管理", "市辖", "新城", "委员会", "群岛", "示范"}) {
    if (name.find(part) != std::string_view::npos) return false;
  }
  for (const std::string_view ending : {"县", "区", "市", "旗"}) {
    if (name.ends_with(ending) && CountCodePoints(name) > 2) return true;
  }
  return false;
}

bool IsCity(std::string_view name) {
  return name != "市辖区" && name != "县" && name.find("直辖") == std::string_view::npos;
}

}  // namespace

const std::vector<County>& SampleCounties() {
  static const auto* const counties = new std::vector<County>{
      {"341525", "霍山县", "六安市", "安徽省"}, {"360724", "上犹县", "赣州市", "江西省"}};
  return *counties;
}

const std::vector<Town>& SampleTowns() {
  static const auto* const towns = [] {
    auto* made = new std::vector<Town>;
    const County& first = SampleCounties()[0];
    for (const char* stem : {"云栖", "苎溪", "梅溪畈", "梧桐坪", "槐渡"}) {
      made->push_back(MakeTown(first, stem, "镇"));
    }
    made->push_back(MakeTown(first, "樟木坪", "乡"));
    const County& second = SampleCounties()[1];
    for (const char* stem : {"枫浦", "竹篁", "桐麓", "枳岭"}) {
      made->push_back(MakeTown(second, stem, "镇"));
    }
    for (const char* stem : {"荷渚", "碧筠"}) made->push_back(MakeTown(second, stem, "乡"));
    for (Town& town : *made) town.budget_revenue = town.county.code == first.code;
    return made;
  }();
  return *towns;
}

int64_t InventedTownLimit() {
  return static_cast<int64_t>(Words("town_heads").size() * Words("town_tails").size());
}

Town InventTown(const County& county, uint64_t seed, int64_t index) {
  const auto& heads = Words("town_heads");
  const auto& tails = Words("town_tails");
  // Both lists are of a length that the step shares no factor with, so each index gives a new pair.
  const uint64_t pairs = heads.size() * tails.size();
  const uint64_t start = MixSeed({seed, SeedOf(county.code)}) % pairs;
  const uint64_t pair = (start + static_cast<uint64_t>(index) * 337) % pairs;
  const std::string stem = heads[pair / tails.size()] + tails[pair % tails.size()];
  Town town = MakeTown(county, stem, pair % 4 == 0 ? "乡" : "镇");
  town.seed = MixSeed({seed, town.seed});
  return town;
}

StatusOr<std::vector<County>> ReadCounties(const std::string& folder) {
  GONGBAO_ASSIGN_OR_RETURN(const auto provinces, ReadRows(folder + "/provinces.csv"));
  GONGBAO_ASSIGN_OR_RETURN(const auto cities, ReadRows(folder + "/cities.csv"));
  GONGBAO_ASSIGN_OR_RETURN(const auto areas, ReadRows(folder + "/areas.csv"));
  std::map<std::string, std::string> names;
  for (const CsvRow& row : provinces) names[row.code] = row.name;
  for (const CsvRow& row : cities) names[row.code] = IsCity(row.name) ? row.name : "";
  std::vector<County> counties;
  for (const CsvRow& row : areas) {
    if (row.code.size() != 6 || !IsDivisionOfState(row.name)) continue;
    counties.push_back({row.code, row.name, names[row.city], names[row.province]});
  }
  if (counties.empty()) return InvalidArgument(Cat({folder, "/areas.csv holds no counties"}));
  return counties;
}

}  // namespace gongbao::generator
