// Leads a span of a clean text back to its source. Thread-safe: a pure function over a store.
#pragma once

#include <string>
#include <vector>

#include "services/base/status.h"
#include "services/model/scope.h"
#include "services/model/span.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

struct Trace {
  struct Piece {
    model::Span source_text;
    model::Span source_bytes;
  };
  std::vector<Piece> pieces;  // in the order of the clean text
  std::string source_text;    // from the first to the last of them
};

// NOT_FOUND; INVALID_ARGUMENT where the span doesn't lie in the document's text.
StatusOr<Trace> TraceSpan(ports::SourceStore& sources, const model::Scope& scope,
                          const std::string& document_id, model::Span span);

}  // namespace gongbao::ingest
