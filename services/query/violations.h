// Everything that is wrong with a request, collected to be reported at once.
// Thread rule: one object belongs to one thread.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::query {

class Violations {
 public:
  // field: as the request names it ("page_size", "filter.places[2]"). problem: "must be at most 100".
  void Add(std::string_view field, std::string_view problem);
  // Takes over what is wrong in an error about one field.
  void Add(std::string_view field, const Status& error);
  bool empty() const { return values_.empty(); }
  // OK where there are none; else INVALID_ARGUMENT with one value a violation.
  Status ToStatus() const;

 private:
  ErrorValues values_;
};

}  // namespace gongbao::query
