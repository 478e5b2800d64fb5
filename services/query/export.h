// Facts as a table: CSV (RFC 4180, UTF-8, a header line) or JSON lines, chunk by chunk in constant
// memory. Thread rule: one object belongs to one thread.
#pragma once

#include <string>

#include "services/ports/fact_store.h"

namespace gongbao::query {

enum class ExportFormat { kCsv, kJsonl };

// Columns (keys of a JSON line): fact_id, kind, place_id, place, province, city, county, document,
// title, year, period, status, canonical, name, value, value_max, base_unit, printed_value,
// printed_value_max, printed_unit, bound, yoy_percent, masked, quote, confidence_per_mille.
// Figures are decimal numbers, in JSON as strings, so that no reader rounds them.
class FactExport {
 public:
  // snapshot must outlive the export.
  FactExport(ports::FactSnapshot& snapshot, ports::FactFilter filter, ExportFormat format);

  // The next chunk, of whole lines; empty at the end. The first one of a CSV begins with the header.
  StatusOr<std::string> Next();

 private:
  ports::FactSnapshot& snapshot_;
  const ports::FactFilter filter_;
  const ExportFormat format_;
  std::string after_;
  bool begun_ = false;
  bool done_ = false;
};

}  // namespace gongbao::query
