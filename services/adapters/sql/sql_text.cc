#include "services/adapters/sql/sql_text.h"

#include <bit>

namespace gongbao::sql {
namespace {

template <class T>
void AddList(std::string_view column, const std::vector<T>& values, SqlText* sql) {
  sql->Add(column).Add(" IN (");
  const size_t padded = std::bit_ceil(values.size());
  for (size_t i = 0; i < padded; ++i) {
    if (i > 0) sql->Add(", ");
    sql->AddValue(i < values.size() ? values[i] : values.back());
  }
  sql->Add(")");
}

}  // namespace

SqlText& SqlText::AddValue(int64_t value) {
  text_ += '?';
  values_.emplace_back(value);
  return *this;
}

SqlText& SqlText::AddValue(std::string_view value) {
  text_ += '?';
  values_.emplace_back(std::string(value));
  return *this;
}

SqlText& SqlText::AddIn(std::string_view column, const std::vector<std::string>& values) {
  AddList(column, values, this);
  return *this;
}

SqlText& SqlText::AddIn(std::string_view column, const std::vector<int64_t>& values) {
  AddList(column, values, this);
  return *this;
}

std::vector<Value> SqlText::values() const {
  std::vector<Value> out;
  out.reserve(values_.size());
  for (const auto& value : values_) {
    if (const int64_t* number = std::get_if<int64_t>(&value)) {
      out.emplace_back(*number);
    } else {
      out.emplace_back(std::string_view(std::get<std::string>(value)));
    }
  }
  return out;
}

}  // namespace gongbao::sql
