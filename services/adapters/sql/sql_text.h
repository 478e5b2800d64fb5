// Text of a statement and the values that belong in it, built side by side. A value type.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/adapters/sql/connection.h"

namespace gongbao::sql {

class SqlText {
 public:
  // Literal SQL without values; never text from outside.
  SqlText& Add(std::string_view sql) {
    text_ += sql;
    return *this;
  }
  // A '?' and its value.
  SqlText& AddValue(int64_t value);
  SqlText& AddValue(std::string_view value);
  // "column IN (?, …)". The list is padded to a power of two with its last value, so that lists of
  // different lengths share a few prepared statements. Not empty.
  SqlText& AddIn(std::string_view column, const std::vector<std::string>& values);
  SqlText& AddIn(std::string_view column, const std::vector<int64_t>& values);

  const std::string& text() const { return text_; }
  // Views into this object.
  std::vector<Value> values() const;

 private:
  std::string text_;
  std::vector<std::variant<int64_t, std::string>> values_;
};

}  // namespace gongbao::sql
