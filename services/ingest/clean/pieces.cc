// Document sites store a text in pieces of some five hundred characters and print them as "1、…", "2、…", wherever a piece
// happens to end: "财政收入突破万元大\n2、关，到达万元".
#include <vector>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kLeastPiece = 450;  // bytes: shorter ones are items of a list

// Size of "12、" or "12." at the beginning of the line with its number; 0 where there is none.
size_t NumberAt(std::string_view line, size_t* number) {
  size_t end = 0;
  *number = 0;
  while (end < line.size() && end < 4 && IsDigit(static_cast<unsigned char>(line[end]))) {
    *number = *number * 10 + static_cast<size_t>(line[end++] - '0');
  }
  if (end == 0) return 0;
  return line.compare(end, 3, "、") == 0 ? end + 3 : 0;
}

struct Piece {
  size_t begin;  // of its number
  size_t end;    // of its number
  bool broken;   // the text before it breaks off
};

}  // namespace

void RemovePieceNumbers(Draft* draft) {
  const std::string& text = draft->text();
  std::vector<Piece> pieces;
  std::string_view before;
  size_t broken = 0;
  for (const Line& line : SplitLines(text)) {
    const std::string_view content = Strip(line.In(text));
    if (content.empty()) continue;
    size_t number = 0;
    const size_t size = NumberAt(content, &number);
    const auto begin = static_cast<size_t>(content.data() - text.data());
    if (size > 0 && number == pieces.size() + 1 &&
        (pieces.empty() || begin - pieces.back().begin >= kLeastPiece)) {
      const bool breaks = !pieces.empty() && before.size() >= 120 && HoldsClause(before) && !LineEndsSentence(before);
      broken += breaks;
      pieces.push_back({begin, begin + size, breaks});
    }
    before = content;
  }
  // Two of three borders lie inside a sentence, where no list would have its items.
  if (pieces.size() < 2 || broken * 3 < (pieces.size() - 1) * 2) return;
  Edits edits(text);
  for (const Piece& piece : pieces) edits.Remove(piece.begin, piece.end, "number of a piece in which a site stored the text");
  draft->Apply("pieces", edits);
}

}  // namespace gongbao::ingest
