#include "services/ingest/clean/draft.h"

#include <utility>

namespace gongbao::ingest {

void Edits::Replace(size_t begin, size_t end, std::string_view by, std::string_view reason) {
  if (begin < reached() || end < begin || end > text_.size()) return;  // overlaps an earlier edit
  edits_.push_back({begin, end, by_.size(), by.size(), reason});
  by_ += by;
}

Draft::Draft(std::string text)
    : text_(std::move(text)),
      map_(model::OffsetMap::Identity(static_cast<uint32_t>(text_.size()))) {}

Draft Draft::Part(model::Span span) const {
  Draft part;
  part.text_ = std::string(span.In(text_));
  model::OffsetMap map;
  map.Copy(span.begin, span.size());
  part.map_ = map.After(map_);
  return part;
}

void Draft::Give(std::string* text, model::OffsetMap* map, std::vector<Removal>* account,
                 std::map<std::string, int64_t>* counts) && {
  *text = std::move(text_);
  *map = std::move(map_);
  *account = std::move(account_);
  *counts = std::move(counts_);
}

void Draft::Apply(std::string_view pass, const Edits& edits) {
  if (edits.empty()) return;
  std::string out;
  out.reserve(text_.size());
  model::OffsetMap map;
  size_t at = 0;
  const auto copy_to = [&](size_t end) {
    out.append(text_, at, end - at);
    map.Copy(static_cast<uint32_t>(at), static_cast<uint32_t>(end - at));
  };
  for (const Edits::Edit& edit : edits.edits_) {
    copy_to(edit.begin);
    const std::string_view by = std::string_view(edits.by_).substr(edit.by_begin, edit.by_size);
    const model::Span span{static_cast<uint32_t>(edit.begin), static_cast<uint32_t>(edit.end)};
    out += by;
    if (by.size() == span.size()) {
      map.Copy(span.begin, span.size());
    } else {
      map.Replace(span, static_cast<uint32_t>(by.size()));
    }
    if (!edit.reason.empty()) {
      account_.push_back({std::string(pass), std::string(edit.reason), map_.Cover(span),
                          std::string(span.In(text_)), std::string(by)});
    }
    at = edit.end;
  }
  copy_to(text_.size());
  counts_[std::string(pass)] += static_cast<int64_t>(edits.edits_.size());
  text_ = std::move(out);
  map_ = map.After(map_);
}

void Draft::Apply(std::string_view pass, std::string text, const model::OffsetMap& map, int64_t changes) {
  if (changes == 0) return;
  counts_[std::string(pass)] += changes;
  text_ = std::move(text);
  map_ = map.After(map_);
}

}  // namespace gongbao::ingest
