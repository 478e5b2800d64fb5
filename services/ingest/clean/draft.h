// A text on its way through the cleaning passes: what it is now, which bytes of the source text it was
// made of, and what was taken out. Value types; not shared between threads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/offset_map.h"
#include "services/model/span.h"

namespace gongbao::ingest {

// One thing that a pass took out or put in the place of another.
struct Removal {
  std::string pass;
  std::string reason;
  model::Span source;    // in the source text
  std::string text;      // what stood there, as the pass saw it
  std::string replaced;  // by what; empty where it was only taken out
};

// Changes to one text, in order, without overlap.
class Edits {
 public:
  // text must outlive the edits.
  explicit Edits(std::string_view text) : text_(text) {}

  // [begin, end) becomes `by`. A reason makes an entry in the account; without one it only counts.
  void Replace(size_t begin, size_t end, std::string_view by, std::string_view reason = {});
  void Remove(size_t begin, size_t end, std::string_view reason = {}) { Replace(begin, end, "", reason); }
  void Insert(size_t at, std::string_view what) { Replace(at, at, what); }

  std::string_view text() const { return text_; }
  bool empty() const { return edits_.empty(); }
  // End of the last edit: the next one may not begin before it.
  size_t reached() const { return edits_.empty() ? 0 : edits_.back().end; }

 private:
  friend class Draft;
  struct Edit {
    size_t begin;
    size_t end;
    size_t by_begin;  // in by_
    size_t by_size;
    std::string_view reason;
  };
  std::string_view text_;
  std::string by_;
  std::vector<Edit> edits_;
};

class Draft {
 public:
  explicit Draft(std::string text);

  const std::string& text() const { return text_; }
  const model::OffsetMap& map() const { return map_; }
  const std::vector<Removal>& account() const { return account_; }
  // How many changes each pass made, those without an entry included.
  const std::map<std::string, int64_t>& counts() const { return counts_; }

  // A part of the text with its part of the map, nothing in the account. The offsets stay those of the source text.
  Draft Part(model::Span span) const;

  // Hands out everything and is empty.
  void Give(std::string* text, model::OffsetMap* map, std::vector<Removal>* account,
            std::map<std::string, int64_t>* counts) &&;

  // Replaces the text by what the edits make of it. Reasons are string literals.
  void Apply(std::string_view pass, const Edits& edits);
  // Replaces the text by one that another converter made of it.
  void Apply(std::string_view pass, std::string text, const model::OffsetMap& map, int64_t changes);

 private:
  Draft() = default;
  std::string text_;
  model::OffsetMap map_;
  std::vector<Removal> account_;
  std::map<std::string, int64_t> counts_;
};

}  // namespace gongbao::ingest
