#include "services/ingest/trace.h"

#include "services/base/text.h"
#include "services/model/offset_map.h"

namespace gongbao::ingest {
namespace {

// A span that covers much of a text is shown by its beginning.
constexpr size_t kMostText = 64 << 10;

}  // namespace

StatusOr<Trace> TraceSpan(ports::SourceStore& sources, const model::Scope& scope,
                          const std::string& document_id, model::Span span) {
  GONGBAO_ASSIGN_OR_RETURN(const ports::DocumentText document, sources.GetDocumentText(scope, document_id));
  if (span.begin > span.end || span.end > document.clean_text.size()) {
    return InvalidArgument("span " + std::to_string(span.begin) + "–" + std::to_string(span.end) +
                               " does not lie in the text of " + std::to_string(document.clean_text.size()) +
                               " bytes",
                           {{"span", "must lie in the document's text"}});
  }
  GONGBAO_ASSIGN_OR_RETURN(const ports::SourceText source,
                           sources.GetSourceText(scope, document.document.source_id));
  const auto text_map = model::OffsetMap::Decode(document.text_map);
  const auto byte_map = model::OffsetMap::Decode(source.byte_map);
  if (!text_map || !byte_map) return Internal("the stored map of the document can't be read");
  Trace trace;
  for (const model::Span& piece : text_map->Trace(span)) {
    trace.pieces.push_back({piece, byte_map->Cover(piece)});
  }
  const model::Span cover = text_map->Cover(span);
  if (cover.end <= source.text.size()) {
    trace.source_text = Shorten(cover.In(source.text), kMostText);
  }
  return trace;
}

}  // namespace gongbao::ingest
