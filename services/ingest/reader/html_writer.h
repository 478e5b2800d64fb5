// Writes the text of a page: white space as a browser shows it, borders between blocks and cells, each piece with its
// place in the page. Thread rule: one object belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "services/model/offset_map.h"

namespace gongbao::ingest {

class HtmlWriter {
 public:
  // html must outlive the writer; all text is a part of it.
  explicit HtmlWriter(std::string_view html);

  // A border between lines; several are one. Inside a cell it is a space.
  void Line();
  void EnterCell() { ++cells_; }
  void LeaveCell();
  bool in_cell() const { return cells_ > 0; }
  // keep_lines: line ends are borders (pre). literal: & means itself.
  void Text(std::string_view piece, bool keep_lines, bool literal);

  const std::string& text() const { return text_; }
  size_t pieces() const { return map_.runs().size(); }
  std::string TakeText() { return std::move(text_); }
  model::OffsetMap TakeMap() { return std::move(map_); }

 private:
  void Space(std::optional<uint32_t> at);
  void Flush(uint32_t at);
  void Put(std::string_view piece, uint32_t begin, uint32_t source_size);
  size_t Reference(std::string_view piece, uint32_t begin);

  std::string_view html_;
  std::string text_;
  model::OffsetMap map_;
  std::string reference_;
  bool newline_ = false;
  bool space_ = false;
  std::optional<uint32_t> space_at_;  // where it stands, if it is one in the page
  size_t tabs_ = 0;
  int cells_ = 0;
};

}  // namespace gongbao::ingest
