#include "services/ingest/reader/html_writer.h"

#include <array>

#include "services/ingest/reader/html_tokens.h"

namespace gongbao::ingest {
namespace {

// What ends a stretch that is copied as it is: white space of HTML, and &.
constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> special{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '&'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}();

}  // namespace

HtmlWriter::HtmlWriter(std::string_view html) : html_(html) { text_.reserve(html.size() / 2); }

void HtmlWriter::Line() {
  if (cells_ > 0) {
    Space(std::nullopt);
  } else if (!text_.empty()) {
    newline_ = true;
    tabs_ = 0;
  }
}

void HtmlWriter::LeaveCell() {
  --cells_;
  if (cells_ == 0) {
    ++tabs_;
  } else {
    Space(std::nullopt);
  }
}

void HtmlWriter::Space(std::optional<uint32_t> at) {
  if (space_ || text_.empty()) return;
  space_ = true;
  space_at_ = at;
}

void HtmlWriter::Flush(uint32_t at) {
  if (!newline_ && !space_ && tabs_ == 0) return;
  std::string border;
  if (newline_) border = "\n";
  border.append(tabs_, '\t');
  const bool space = border.empty() && space_;
  if (space) border = " ";
  newline_ = space_ = false;
  tabs_ = 0;
  text_ += border;
  if (space && space_at_) {
    map_.Copy(*space_at_, 1);
  } else {
    map_.Replace({at, at}, static_cast<uint32_t>(border.size()));
  }
}

void HtmlWriter::Put(std::string_view piece, uint32_t begin, uint32_t source_size) {
  if (piece.empty()) return;
  Flush(begin);
  text_.append(piece);
  map_.Replace({begin, begin + source_size}, static_cast<uint32_t>(piece.size()));
}

// Runs of white space between ASCII are one space, as a browser shows them; line breaks of the source between Chinese
// characters are nothing to see, and are taken out by cleaning.
void HtmlWriter::Text(std::string_view piece, bool keep_lines, bool literal) {
  const auto begin = static_cast<uint32_t>(piece.data() - html_.data());
  size_t at = 0;
  while (at < piece.size()) {
    size_t end = at;
    while (end < piece.size() && !kSpecial[static_cast<unsigned char>(piece[end])]) ++end;
    if (end > at) Put(piece.substr(at, end - at), begin + static_cast<uint32_t>(at), static_cast<uint32_t>(end - at));
    if (end == piece.size()) return;
    const auto here = begin + static_cast<uint32_t>(end);
    at = end + 1;
    if (piece[end] != '&') {
      if (keep_lines && piece[end] == '\n') {
        Line();
      } else {
        Space(here);
      }
    } else if (const size_t size = literal ? 0 : Reference(piece.substr(end, 32), here); size > 0) {
      at = end + size;
    } else {
      Put("&", here, 1);
    }
  }
}

// Writes the character reference that the piece begins with; its size, 0 where there is none.
size_t HtmlWriter::Reference(std::string_view piece, uint32_t begin) {
  reference_.clear();
  const size_t size = ReadHtmlReference(piece, &reference_);
  if (size == 0) return 0;
  // Spaces of any width, and the zero-width ones, are but spaces of the layout.
  if (reference_ == "\u00A0" || reference_ == "\u2002" || reference_ == "\u2003" || reference_ == "\u2009" ||
      reference_ == " " || reference_ == "\n" || reference_ == "\t" || reference_ == "\r" || reference_ == "\f") {
    Space(std::nullopt);
  } else if (reference_ != "\u200C" && reference_ != "\u200D") {
    Put(reference_, begin, static_cast<uint32_t>(size));
  }
  return size;
}

}  // namespace gongbao::ingest
