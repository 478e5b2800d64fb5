#include "services/ingest/reader/reader.h"

#include <optional>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/reader/archive.h"
#include "services/ingest/reader/decode.h"
#include "services/ingest/reader/html.h"
#include "services/ingest/reader/mojibake.h"
#include "services/ingest/reader/sniff.h"

namespace gongbao::ingest {
namespace {

// Blank but for white space and byte order marks.
bool IsBlank(std::string_view text) { return Strip(text).empty(); }

Status Unreadable(const std::string& name) {
  const std::string remedy = RemedyFor(name);
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnreadableFormat,
                   Cat({"this is ", name, ", which is not yet readable", remedy.empty() ? "" : "; ", remedy}),
                   {{"format", name}});
}

Status NoText(const std::string& name) {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnreadableFormat,
                   "this is " + name + ", which is no text by itself; ingest takes in the texts that it holds",
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

Status NoChinese() {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kEmptyText,
                   "the text holds no Chinese character, so it is no report");
}

bool HasHan(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = DecodeAt(text, at);
    if (c.value != CodePoint::kInvalid && IsHan(c.value)) return true;
    at += static_cast<size_t>(c.length);
  }
  return false;
}

// The text of a page, led to the bytes.
Status TakePage(const Decoded& decoded, ReadResult* result) {
  GONGBAO_ASSIGN_OR_RETURN(HtmlText html, ReadHtml(decoded.text, {.text_bytes = Reader::kMaxTextBytes}));
  if (IsBlank(html.text) && !html.frames.empty()) return OnlyFrames(html.frames);
  result->media_type = "text/html";
  result->text = std::move(html.text);
  result->map = html.map.After(decoded.map);
  result->warnings.insert(result->warnings.end(), html.warnings.begin(), html.warnings.end());
  result->page_title = std::move(html.title);
  if (const auto title = RepairMojibake(result->page_title)) result->page_title = title->text;
  result->published = std::move(html.published);
  return absl::OkStatus();
}

// UTF-8 that was read as something else once.
void Repair(ReadResult* result) {
  std::optional<MojibakeRepair> repair = RepairMojibake(result->text);
  if (!repair) return;
  const auto byte = [&](size_t at) {
    const auto begin = static_cast<uint32_t>(at);
    return std::to_string(result->map.Cover({begin, begin + 1}).begin);
  };
  if (repair->repaired > 0) {
    result->warnings.push_back(Cat({std::to_string(repair->repaired),
                                    " stretches of UTF-8 had been read as Latin-1 or GBK once: put right, the first at byte ",
                                    byte(repair->first_repaired)}));
  }
  if (repair->doubtful > 0) {
    result->warnings.push_back(Cat({std::to_string(repair->doubtful),
                                    " stretches of UTF-8 had been read as Latin-1 or GBK once and lost bytes, the first at byte ",
                                    byte(repair->first_doubtful)}));
  }
  if (repair->repaired == 0) return;
  result->map = repair->map.After(result->map);
  result->text = std::move(repair->text);
}

}  // namespace

StatusOr<ReadResult> Reader::Read(std::string_view bytes, std::string_view filename,
                                  const model::Hints& hints) const {
  const auto where = [&](const Status& status) {
    return filename.empty() ? status : Annotate(status, filename);
  };
  if (bytes.empty()) return where(Empty());
  const Sniffed sniffed = SniffBytes(bytes);
  if (RecogniseArchive(bytes) != ArchiveKind::kNone) return where(NoText(sniffed.name));
  if (sniffed.format == Format::kBinary) return where(Unreadable(sniffed.name));
  if (bytes.size() > 4 * kMaxTextBytes) return where(TooLong(bytes.size()));
  const std::string declared = hints.encoding.empty() ? DeclaredCharset(bytes) : hints.encoding;
  StatusOr<Decoded> decoded = Decode(bytes, declared, 2 * kMaxTextBytes);
  if (!decoded.ok()) return where(decoded.status());
  if (const std::string name = NameOfText(decoded->text); !name.empty()) return where(Unreadable(name));
  ReadResult result;
  result.encoding = decoded->encoding;
  result.warnings = std::move(decoded->warnings);
  if (LooksLikeHtml(decoded->text)) {
    const Status read = TakePage(*decoded, &result);
    if (!read.ok()) return where(read);
  } else {
    result.media_type = "text/plain";
    result.text = std::move(decoded->text);
    result.map = std::move(decoded->map);
  }
  if (result.text.size() > kMaxTextBytes) return where(TooLong(result.text.size()));
  if (IsBlank(result.text)) return where(Empty());
  Repair(&result);
  if (!HasHan(result.text)) return where(NoChinese());
  return result;
}

}  // namespace gongbao::ingest
