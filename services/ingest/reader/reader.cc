#include "services/ingest/reader/reader.h"

#include <utility>

#include "services/base/text.h"
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/html.h"
#include "services/ingest/reader/sniff.h"

namespace gongbao::ingest {
namespace {

// Blank but for white space and byte order marks.
bool IsBlank(std::string_view text) { return Strip(text).empty(); }

Status Unreadable(const std::string& name) {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnreadableFormat,
                   "this is " + name + ", which is not yet readable (plain text, HTML, CSV and JSONL are)",
                   {{"format", name}});
}

Status Empty() {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kEmptyText, "the file holds no text");
}

Status OnlyFrames(const std::vector<std::string>& frames) {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kEmptyText,
                   "the page holds no text of its own, only frames: the text is in " + Join(frames, ", "));
}

Status TooLong(size_t size) {
  return LimitExceeded("the text has " + std::to_string(size) + " bytes, more than " +
                           std::to_string(Reader::kMaxTextBytes),
                       {{"bytes", std::to_string(size)}, {"limit", std::to_string(Reader::kMaxTextBytes)}});
}

}  // namespace

StatusOr<ReadResult> Reader::Read(std::string_view bytes, std::string_view filename,
                                  const model::Hints& hints) const {
  const auto where = [&](const Status& status) {
    return filename.empty() ? status : Annotate(status, filename);
  };
  if (bytes.empty()) return where(Empty());
  const Sniffed sniffed = SniffBytes(bytes);
  if (sniffed.format == Format::kBinary) return where(Unreadable(sniffed.name));
  if (bytes.size() > 4 * kMaxTextBytes) return where(TooLong(bytes.size()));
  const std::string declared = hints.encoding.empty() ? DeclaredCharset(bytes) : hints.encoding;
  StatusOr<Decoded> decoded = Decode(bytes, declared);
  if (!decoded.ok()) return where(decoded.status());
  ReadResult result;
  result.encoding = decoded->encoding;
  result.warnings = std::move(decoded->warnings);
  if (LooksLikeHtml(decoded->text)) {
    StatusOr<HtmlText> html = ReadHtml(decoded->text, {.text_bytes = kMaxTextBytes});
    if (!html.ok()) return where(html.status());
    result.media_type = "text/html";
    result.text = std::move(html->text);
    result.map = html->map.After(decoded->map);
    if (IsBlank(html->text) && !html->frames.empty()) return where(OnlyFrames(html->frames));
    result.warnings.insert(result.warnings.end(), html->warnings.begin(), html->warnings.end());
    result.page_title = std::move(html->title);
    result.published = std::move(html->published);
  } else {
    result.media_type = "text/plain";
    result.text = std::move(decoded->text);
    result.map = std::move(decoded->map);
  }
  if (result.text.size() > kMaxTextBytes) return where(TooLong(result.text.size()));
  if (IsBlank(result.text)) return where(Empty());
  return result;
}

}  // namespace gongbao::ingest
