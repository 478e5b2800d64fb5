// Port: hands analyses to query. Implementations are thread-safe.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/model/analysis.h"
#include "services/model/fact_difference.h"
#include "services/model/scope.h"

namespace gongbao::ports {

struct DeleteDocument {
  std::string document_id;
};
// Replaces what is stored of a document, or deletes it.
using WriteItem = std::variant<model::Analysis, DeleteDocument>;

class FactWriter {
 public:
  virtual ~FactWriter() = default;
  // One status an item, in order, each given after its commit. Each document is replaced as a whole
  // or not at all. FAILED_PRECONDITION (OUTDATED_ANALYSIS): a newer pipeline generation is stored.
  // UNAVAILABLE: try again. Writing the same analysis twice is the same as writing it once.
  virtual std::vector<Status> Write(const Context& context, const model::Scope& scope,
                                    std::span<const WriteItem> items) = 0;
  // What the write would change in the facts that are stored of its document, by fact id. Nothing is
  // written. PERMISSION_DENIED, UNAVAILABLE: try again.
  virtual StatusOr<std::vector<model::FactDifference>> Compare(const Context& context,
                                                               const model::Scope& scope,
                                                               const WriteItem& item) = 0;
};

}  // namespace gongbao::ports
