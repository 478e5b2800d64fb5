#include "services/model/offset_map.h"

#include <algorithm>
#include <limits>

namespace gongbao::model {
namespace {

// Texts are far smaller; what says otherwise is no map.
constexpr int64_t kMaxOffset = std::numeric_limits<int32_t>::max();

void AppendVarint(std::string* out, uint32_t value) {
  while (value >= 0x80) {
    out->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

bool ReadVarint(std::string_view* in, uint32_t* value) {
  *value = 0;
  for (int shift = 0; shift < 35; shift += 7) {
    if (in->empty()) return false;
    const unsigned char byte = in->front();
    in->remove_prefix(1);
    *value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

uint32_t ZigZag(int32_t value) {
  return (static_cast<uint32_t>(value) << 1) ^ static_cast<uint32_t>(value >> 31);
}
int32_t UnZigZag(uint32_t value) {
  return static_cast<int32_t>(value >> 1) ^ -static_cast<int32_t>(value & 1);
}

}  // namespace

OffsetMap OffsetMap::Identity(uint32_t size) {
  OffsetMap map;
  if (size > 0) map.Copy(0, size);
  return map;
}

void OffsetMap::Copy(uint32_t earlier_begin, uint32_t length) {
  if (length == 0) return;
  const uint32_t at = derived_size();
  if (!runs_.empty() && runs_.back().copied() && runs_.back().earlier.end == earlier_begin) {
    runs_.back().derived.end += length;
    runs_.back().earlier.end += length;
    return;
  }
  runs_.push_back({{at, at + length}, {earlier_begin, earlier_begin + length}});
}

void OffsetMap::Replace(Span earlier, uint32_t derived_length) {
  if (derived_length == 0) return;
  if (derived_length == earlier.size()) return Copy(earlier.begin, derived_length);
  const uint32_t at = derived_size();
  runs_.push_back({{at, at + derived_length}, earlier});
}

OffsetMap OffsetMap::After(const OffsetMap& before) const {
  OffsetMap out;
  for (const Run& run : runs_) {
    if (!run.copied()) {
      out.Replace(before.Cover(run.earlier), run.derived.size());
      continue;
    }
    // A copied run is cut at the borders of the runs that it was copied from.
    auto it = std::upper_bound(
        before.runs_.begin(), before.runs_.end(), run.earlier.begin,
        [](uint32_t at, const Run& other) { return at < other.derived.end; });
    uint32_t at = run.earlier.begin;
    for (; at < run.earlier.end && it != before.runs_.end(); ++it) {
      const uint32_t end = std::min(run.earlier.end, it->derived.end);
      if (it->copied()) {
        out.Copy(it->earlier.begin + (at - it->derived.begin), end - at);
      } else {
        out.Replace(it->earlier, end - at);
      }
      at = end;
    }
    if (at < run.earlier.end) {  // beyond the earlier map: keep the sizes right
      const uint32_t end = before.runs_.empty() ? 0 : before.runs_.back().earlier.end;
      out.Replace({end, end}, run.earlier.end - at);
    }
  }
  return out;
}

std::vector<Span> OffsetMap::Trace(Span derived) const {
  std::vector<Span> out;
  auto it = std::upper_bound(runs_.begin(), runs_.end(), derived.begin,
                             [](uint32_t at, const Run& run) { return at < run.derived.end; });
  for (; it != runs_.end() && it->derived.begin < derived.end; ++it) {
    Span piece = it->earlier;
    if (it->copied()) {
      const uint32_t begin = std::max(derived.begin, it->derived.begin);
      const uint32_t end = std::min(derived.end, it->derived.end);
      piece = {it->earlier.begin + (begin - it->derived.begin),
               it->earlier.begin + (end - it->derived.begin)};
    }
    if (!out.empty() && out.back().end == piece.begin) {
      out.back().end = piece.end;
    } else if (out.empty() || out.back() != piece) {
      out.push_back(piece);
    }
  }
  return out;
}

Span OffsetMap::Cover(Span derived) const {
  // An empty span maps to the place where it stands.
  const std::vector<Span> pieces =
      Trace(derived.empty() ? Span{derived.begin, derived.begin + 1} : derived);
  if (pieces.empty()) {
    const uint32_t end = runs_.empty() ? 0 : runs_.back().earlier.end;
    return {end, end};
  }
  Span cover = pieces.front();
  for (const Span& piece : pieces) {
    cover.begin = std::min(cover.begin, piece.begin);
    cover.end = std::max(cover.end, piece.end);
  }
  if (derived.empty()) cover.end = cover.begin;
  return cover;
}

std::string OffsetMap::Encode() const {
  std::string out;
  uint32_t last = 0;
  for (const Run& run : runs_) {
    AppendVarint(&out, run.derived.size());
    AppendVarint(&out, run.earlier.size());
    AppendVarint(&out, ZigZag(static_cast<int32_t>(run.earlier.begin - last)));
    last = run.earlier.end;
  }
  return out;
}

std::optional<OffsetMap> OffsetMap::Decode(std::string_view bytes) {
  OffsetMap map;
  int64_t at = 0;
  int64_t last = 0;
  while (!bytes.empty()) {
    uint32_t derived = 0, earlier = 0, delta = 0;
    if (!ReadVarint(&bytes, &derived) || !ReadVarint(&bytes, &earlier) ||
        !ReadVarint(&bytes, &delta)) {
      return std::nullopt;
    }
    const int64_t begin = last + UnZigZag(delta);
    if (derived == 0 || begin < 0 || at + derived > kMaxOffset || begin + earlier > kMaxOffset) {
      return std::nullopt;
    }
    map.runs_.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(at + derived)},
                         {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + earlier)}});
    at += derived;
    last = begin + earlier;
  }
  return map;
}

}  // namespace gongbao::model
