// Which bytes of an earlier text each byte of a derived text was made from. A value type.
//
// A map is a list of runs in order of the derived text, without gaps there: a run of equal lengths
// was copied byte by byte, any other was replaced as a whole (由 ASCII , to ，, 鎮(zhèn) to 镇). Bytes of
// the earlier text that no run covers were removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/span.h"

namespace gongbao::model {

class OffsetMap {
 public:
  struct Run {
    Span derived;
    Span earlier;
    bool copied() const { return derived.size() == earlier.size(); }
    friend bool operator==(const Run&, const Run&) = default;
  };

  static OffsetMap Identity(uint32_t size);

  // Appends `length` derived bytes copied from `earlier_begin`. Runs that continue each other join.
  void Copy(uint32_t earlier_begin, uint32_t length);
  // Appends `derived_length` (> 0) bytes made from `earlier` as a whole (may be empty: an insertion). A
  // replacement of equal length (鎮 to 镇) is kept as a copy: character borders map alike.
  void Replace(Span earlier, uint32_t derived_length);

  // The map from this map's derived text to the earlier text of `before`, whose derived text is
  // this map's earlier text.
  OffsetMap After(const OffsetMap& before) const;

  // The smallest span of the earlier text that covers all that the derived span was made of.
  Span Cover(Span derived) const;
  // The stretches of the earlier text that the derived span was made of, in order.
  std::vector<Span> Trace(Span derived) const;

  uint32_t derived_size() const { return runs_.empty() ? 0 : runs_.back().derived.end; }
  const std::vector<Run>& runs() const { return runs_; }

  // Compact bytes, for stores; Decode gives nothing where the bytes are no map.
  std::string Encode() const;
  static std::optional<OffsetMap> Decode(std::string_view bytes);

  friend bool operator==(const OffsetMap&, const OffsetMap&) = default;

 private:
  std::vector<Run> runs_;
};

}  // namespace gongbao::model
