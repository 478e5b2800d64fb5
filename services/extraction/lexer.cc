#include "services/extraction/lexer.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"
#include "services/language/figures/figure_shapes.h"
#include "services/language/figures/numeral.h"

namespace gongbao::data {
extern const std::string_view kCuesData;
}

namespace gongbao::extraction {
namespace {

constexpr std::string_view kCategories[] = {
    "link",    "total",  "to",    "from", "up",   "down",       "rate",
    "fall",    "narrow", "yoy",   "mom",  "avg",  "cumulative", "share",
    "compare", "rank",   "part",  "each", "all",  "scope",      "estimate",
    "target",  "strong", "newly", "fill", "tail", "firm",       "word"};

uint32_t CategoryNamed(std::string_view name) {
  for (size_t i = 0; i < std::size(kCategories); ++i) {
    if (kCategories[i] == name) return 1u << i;
  }
  return 0;
}

TokenKind PunctuationKind(char32_t c) {
  switch (c) {
    case U'，':
    case U',':
      return TokenKind::kComma;
    case U'、':
      return TokenKind::kList;
    case U'。':
    case U'；':
    case U';':
    case U'！':
    case U'!':
    case U'？':
    case U'?':
    case U'\n':
    case U'\t':
      return TokenKind::kStop;
    case U'：':
    case U':':
      return TokenKind::kColon;
    case U'（':
    case U'(':
    case U'【':
      return TokenKind::kOpen;
    case U'）':
    case U')':
    case U'】':
      return TokenKind::kClose;
    case U'“':
    case U'”':
    case U'《':
    case U'》':
    case U'‘':
    case U'’':
    case U'〝':
    case U'〞':
    case U'"':
    case U'「':
    case U'」':
      return TokenKind::kQuote;
    default:
      return TokenKind::kUnknown;
  }
}

bool IsJoin(std::u32string_view word) {
  return word == U"和" || word == U"与" || word == U"及" || word == U"以及";
}

class Tokenizer {
 public:
  Tokenizer(std::u32string_view text, const std::vector<figures::Figure>& figures,
            const std::vector<PeriodMark>& periods, const PlaceNames& places)
      : text_(text),
        folded_(ontology::FoldCase(std::u32string(text))),
        figures_(figures),
        periods_(periods),
        places_(places) {}

  std::vector<Token> Run() {
    tokens_.reserve(text_.size() / 3 + 4);
    uint32_t at = 0;
    while (at < text_.size()) at = Step(at);
    return std::move(tokens_);
  }

 private:
  uint32_t Step(uint32_t at) {
    SkipTo(at);
    if (period_ < periods_.size() && periods_[period_].span.begin == at) {
      if (periods_[period_].form == PeriodForm::kOther) {
        const CharSpan span = periods_[period_++].span;
        const CueWords::Found cue = CueAt(at);
        return cue.length != 0 ? Word(at) : Unknown(at, span.end);
      }
      return Push(
          {TokenKind::kPeriod, periods_[period_].span, 0, static_cast<int32_t>(period_), nullptr});
    }
    if (figure_ < figures_.size() && figures_[figure_].core.begin == at) {
      const CharSpan span{at, figures_[figure_].span.end};
      return Push({TokenKind::kFigure, span, 0, static_cast<int32_t>(figure_), nullptr});
    }
    const TokenKind kind = PunctuationKind(text_[at]);
    if (kind != TokenKind::kUnknown) return Push({kind, {at, at + 1}, 0, -1, nullptr});
    return Word(at);
  }

  void SkipTo(uint32_t at) {
    while (figure_ < figures_.size() && figures_[figure_].core.begin < at) ++figure_;
    while (period_ < periods_.size() && periods_[period_].span.begin < at) ++period_;
  }

  // No word reaches into a figure; into a period only one that holds it (比上年, 较上年末).
  CueWords::Found CueAt(uint32_t at) const {
    const size_t limit =
        figure_ < figures_.size() ? std::max(figures_[figure_].core.begin, at + 1) : text_.size();
    const CueWords::Found found = CueWords::Get().Longest(text_.substr(0, limit), at);
    if (period_ >= periods_.size() || at + found.length <= periods_[period_].span.begin)
      return found;
    constexpr uint32_t kHolds = kYoy | kMom | kCumulative | kShare | kCompare;
    if ((found.cues & kHolds) != 0 && at + found.length >= periods_[period_].span.end) return found;
    return CueWords::Get().Longest(text_.substr(0, periods_[period_].span.begin), at);
  }

  // 永渡、白泽两县: the count behind the places says nothing more.
  uint32_t PlaceAt(uint32_t at) {
    int32_t index = -1;
    const size_t length = places_.Longest(text_, at, &index);
    if (length == 0) return 0;
    auto end = static_cast<uint32_t>(at + length);
    Push({TokenKind::kPlace, {at, end}, 0, index, nullptr});
    return end + static_cast<uint32_t>(places_.CountBehind(text_, end));
  }

  // 剔除减税降费因素后, 扣除留抵退税影响: what a rate is cleared of says nothing here.
  uint32_t ClearedOf(uint32_t at) const {
    constexpr uint32_t kReach = 20;
    const std::u32string_view verb = text_.substr(at, 2);
    if (verb != U"剔除" && verb != U"扣除" && verb != U"还原") return 0;
    for (uint32_t i = at + 2; i < text_.size() && i - at < kReach; ++i) {
      if (PunctuationKind(text_[i]) != TokenKind::kUnknown && text_[i] != U'、') return 0;
      const std::u32string_view word = text_.substr(i, 2);
      if (word == U"因素" || word == U"影响")
        return i + 2 + (figures::CharAt(text_, i + 2) == U'后' ? 1 : 0);
    }
    return 0;
  }

  // 比20年前, 较三年前: a change since then.
  uint32_t YearsAgo(uint32_t at) const {
    if (text_[at] != U'比' && text_[at] != U'较') return 0;
    const auto numeral = figures::ReadNumeral(text_, at + 1);
    if (!numeral || numeral->end - at > 8) return 0;
    const auto end = static_cast<uint32_t>(numeral->end);
    return text_.substr(end, 2) == U"年前" ? end + 2 : 0;
  }

  uint32_t Word(uint32_t at) {
    if (const uint32_t end = YearsAgo(at)) {
      SkipTo(end);
      return Push({TokenKind::kCue, {at, end}, kCumulative, -1, nullptr});
    }
    if (const uint32_t end = ClearedOf(at)) {
      SkipTo(end);
      return Push({TokenKind::kCue, {at, end}, kFill, -1, nullptr});
    }
    size_t name_length = 0;
    const std::vector<int32_t>* readings =
        ontology::Ontology::Get().LongestName(folded_, at, &name_length);
    CueWords::Found cue = CueAt(at);
    if (readings != nullptr && name_length >= cue.length) {
      const auto end = static_cast<uint32_t>(at + name_length);
      SkipTo(end);  // PM2.5 holds what looks like a figure
      return Push(
          {TokenKind::kName, {at, end}, cue.length == name_length ? cue.cues : 0, -1, readings});
    }
    if (cue.length > 2 && (cue.cues & kShare) != 0) {
      // 完成预算内财政收入: the name is longer than what 完成预算 would leave of it.
      for (uint32_t k = 1; k < cue.length; ++k) {
        size_t inner = 0;
        if (ontology::Ontology::Get().LongestName(folded_, at + k, &inner) == nullptr ||
            inner <= cue.length - k)
          continue;
        cue = CueWords::Get().Longest(text_.substr(0, at + k), at);
        break;
      }
    }
    if (cue.length < 4) {
      if (const uint32_t end = PlaceAt(at)) return end;
    }
    if (cue.length == 0) return Unknown(at, at + 1);
    const auto end = static_cast<uint32_t>(at + cue.length);
    if ((cue.cues & kWord) != 0) return Unknown(at, end);
    const bool join = IsJoin(text_.substr(at, cue.length));
    const bool own = (cue.cues & kFirm) != 0 && places_.EndsOwn(text_.substr(at, cue.length));
    const uint32_t cues = own ? (cue.cues & ~kFirm) | kScope : cue.cues;
    return Push({join ? TokenKind::kList : TokenKind::kCue, {at, end}, cues, -1, nullptr});
  }

  uint32_t Push(Token token) {
    tokens_.push_back(token);
    return token.span.end;
  }

  uint32_t Unknown(uint32_t begin, uint32_t end) {
    if (!tokens_.empty() && tokens_.back().kind == TokenKind::kUnknown &&
        tokens_.back().span.end == begin) {
      tokens_.back().span.end = end;
      return end;
    }
    return Push({TokenKind::kUnknown, {begin, end}, 0, -1, nullptr});
  }

  std::u32string_view text_;
  std::u32string folded_;  // for names: gdp is GDP
  const std::vector<figures::Figure>& figures_;
  const std::vector<PeriodMark>& periods_;
  const PlaceNames& places_;
  size_t figure_ = 0;
  size_t period_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::string CueNames(uint32_t cues) {
  std::string names;
  for (size_t i = 0; i < std::size(kCategories); ++i) {
    if ((cues >> i & 1) == 0) continue;
    if (!names.empty()) names += ' ';
    names += kCategories[i];
  }
  return names;
}

CueWords::CueWords(std::string_view data) {
  for (const auto& fields : figures::DataLines(data)) {
    const uint32_t category = CategoryNamed(fields[0]);
    for (size_t i = 1; i < fields.size(); ++i) {
      const std::u32string word = ToUtf32(fields[i]);
      const int32_t before = std::max(trie_.Find(word), 0);
      trie_.Add(word, static_cast<int32_t>(static_cast<uint32_t>(before) | category));
    }
  }
}

const CueWords& CueWords::Get() {
  static const CueWords words(data::kCuesData);
  return words;
}

CueWords::Found CueWords::Longest(std::u32string_view text, size_t at) const {
  const figures::WordTrie::Match match = trie_.Longest(text, at);
  return match ? Found{match.length, static_cast<uint32_t>(match.value)} : Found{};
}

std::vector<Token> Tokenize(std::u32string_view text, const std::vector<figures::Figure>& figures,
                            const std::vector<PeriodMark>& periods, const PlaceNames& places) {
  return Tokenizer(text, figures, periods, places).Run();
}

}  // namespace gongbao::extraction
