// Filters and scopes as conditions of a statement. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/adapters/sql/sql_text.h"
#include "services/base/status.h"
#include "services/model/scope.h"
#include "services/ports/fact_store.h"

namespace gongbao::sql {

// The homes and places that a question covers: what it asks for, as far as the scope may read it.
class Coverage {
 public:
  // places: ids, each with all below it; all where empty.
  Coverage(const model::Scope& scope, const std::vector<std::string>& places);

  bool nothing() const {
    return !everything_ && ranges_.empty() && homes_.empty() && places_.empty();
  }
  // True where it lies in single homes (counties, cities without their counties).
  bool single_homes() const { return !everything_ && ranges_.empty(); }

  // " AND (…)": the row lies in it. `home` and `place` are names of columns.
  void AddTo(std::string_view home, std::string_view place, SqlText* sql) const;
  // The same by home alone: also homes of which only some places are covered.
  void AddHomesTo(std::string_view home, SqlText* sql) const;

 private:
  void AddPlace(const model::Scope& scope, const std::string& place);
  void AddRange(const std::string& begin, const std::string& end);
  void AddConditions(std::string_view home, SqlText* sql, bool* first) const;

  bool everything_ = false;
  std::vector<model::HomeRange> ranges_;
  std::vector<std::string> homes_;   // as a whole
  std::vector<std::string> places_;  // single places
  std::vector<std::string> place_homes_;
};

// Names of the columns that a document filter looks at.
struct DocumentColumns {
  std::string_view home;
  std::string_view place;
  std::string_view year;
  std::string_view kind;
  std::string_view id;
  std::string_view not_a_copy;  // a condition
};

// RESOURCE_EXHAUSTED: a list longer than a statement can hold.
Status CheckLists(const ports::DocumentFilter& filter);
// " AND …" for each bound of the filter.
void AddFilter(const ports::DocumentFilter& filter, const Coverage& coverage,
               const DocumentColumns& columns, SqlText* sql);

}  // namespace gongbao::sql
