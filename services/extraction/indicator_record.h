// Subjects and records of the indicator binder. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/extraction/report_context.h"
#include "services/language/ontology/ontology.h"
#include "services/model/fact.h"

namespace gongbao::extraction {

// An indicator under construction. Spans are bytes of the report.
struct IndicatorRecord {
  const ontology::Indicator* indicator = nullptr;
  model::IndicatorFact fact;
  PeriodValue period;
  model::Span evidence;
  model::Span anchor;
  int32_t sentence = 0;
  int32_t section = 0;
  std::string rule;
  int32_t confidence = 0;
};

// What a clause speaks of.
struct Subject {
  const ontology::Indicator* indicator = nullptr;  // null: something that is no indicator
  std::string name;
  model::Span clause;  // from the beginning of its clause to the end of its name
  int32_t sentence = -1;
  std::string place;
  std::string of;
  bool growth_name = false;  // 经济增长, 规上工业增加值增速: figures are rates
  bool newly = false;        // an increment of a stock
  bool counts_new = false;   // 新增规上工业企业: a total is something else
  bool compared = false;     // its place is one of several that the report compares
  int32_t doubt = 0;         // per mille that a figure of it is less sure, by its name
  int32_t record = -1;       // the last record made for it
  std::optional<model::Quantity> from;  // 由A…
  std::optional<int32_t> from_year;     // …of 2012
  bool from_masked = false;             // …of 201x
};

// The parts that a whole is usually split into (其中).
bool IsPartOf(const ontology::Indicator& part, const ontology::Indicator& whole);

// The fact of a record: period settled by measure, quote cut from the report.
model::Fact ToFact(const IndicatorRecord& record, std::string_view text);

}  // namespace gongbao::extraction
