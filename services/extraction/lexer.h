// Turns a sentence into a row of tokens: figures, periods, names of indicators, cue words,
// punctuation, and the words that are none of these. One pass, linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/period_scanner.h"
#include "services/extraction/place_names.h"
#include "services/language/figures/figure_scanner.h"
#include "services/language/figures/word_trie.h"
#include "services/language/ontology/ontology.h"

namespace gongbao::extraction {

// Categories of cue words, see data/cues.txt. Bits.
enum Cue : uint32_t {
  kLink = 1u << 0,
  kTotal = 1u << 1,
  kTo = 1u << 2,
  kFrom = 1u << 3,
  kUp = 1u << 4,
  kDown = 1u << 5,
  kRate = 1u << 6,
  kFall = 1u << 7,
  kNarrow = 1u << 8,
  kYoy = 1u << 9,
  kMom = 1u << 10,
  kAvg = 1u << 11,
  kCumulative = 1u << 12,
  kShare = 1u << 13,
  kCompare = 1u << 14,
  kRank = 1u << 15,
  kPart = 1u << 16,
  kEach = 1u << 17,
  kAll = 1u << 18,
  kScope = 1u << 19,
  kEstimate = 1u << 20,
  kTarget = 1u << 21,
  kStrong = 1u << 22,
  kNewly = 1u << 23,
  kFill = 1u << 24,
  kTail = 1u << 25,
  kFirm = 1u << 26,
  kWord = 1u << 27,
};

enum class TokenKind {
  kFigure,   // index into the figures
  kPeriod,   // index into the periods
  kName,     // readings of the ontology
  kCue,      // cues
  kComma,    // ，
  kList,     // 、 和 与 及
  kStop,     // 。；！？ and the like
  kColon,    // ：
  kOpen,     // （
  kClose,    // ）
  kQuote,    // “ ” 《 》
  kPlace,    // index into the places that the report compares
  kUnknown,  // words that are none of these
};

struct Token {
  TokenKind kind = TokenKind::kUnknown;
  CharSpan span;
  uint32_t cues = 0;   // of kCue, and of a name or list mark that is a cue too
  int32_t index = -1;  // of a figure, period or place
  const std::vector<int32_t>* readings = nullptr;  // of a name

  bool Is(uint32_t any) const { return (cues & any) != 0; }
};

// The categories of a cue word by their names in data/cues.txt, with spaces between.
std::string CueNames(uint32_t cues);

class CueWords {
 public:
  static const CueWords& Get();
  explicit CueWords(std::string_view data);
  struct Found {
    size_t length = 0;
    uint32_t cues = 0;
  };
  Found Longest(std::u32string_view text, size_t at) const;

 private:
  figures::WordTrie trie_;
};

// Figures and periods must be in order; figures that lie in a period were not scanned. places:
// units that the report compares.
std::vector<Token> Tokenize(std::u32string_view text, const std::vector<figures::Figure>& figures,
                            const std::vector<PeriodMark>& periods, const PlaceNames& places);

}  // namespace gongbao::extraction
