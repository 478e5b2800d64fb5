#include "services/extraction/segments.h"

namespace gongbao::extraction {
namespace {

bool IsMark(TokenKind kind) {
  switch (kind) {
    case TokenKind::kComma:
    case TokenKind::kStop:
    case TokenKind::kColon:
    case TokenKind::kOpen:
    case TokenKind::kClose:
      return true;
    default:
      return false;
  }
}

bool IsUnit(char32_t c) {
  static constexpr std::u32string_view kUnits = U"县市区镇乡省州旗盟";
  return kUnits.find(c) != std::u32string_view::npos;
}

// Whether words name an administrative unit: short and ending like one (桐谷县).
bool IsPlaceName(std::u32string_view words) {
  return words.size() >= 2 && words.size() <= 7 && IsUnit(words.back()) && !IsCommonNoun(words);
}

// Words, or a noun among the cues (项目, 公司), that are no name.
bool IsNoun(const Token& token) {
  if (token.kind == TokenKind::kUnknown) return true;
  return token.kind == TokenKind::kCue && (token.cues & ~(kFirm | kTail)) == 0;
}

// Reads one lead from left to right, then the sense from the figure backwards.
class Reader {
 public:
  Reader(std::u32string_view text, const std::vector<Token>& tokens,
         const std::vector<PeriodMark>& periods)
      : text_(text), tokens_(tokens), periods_(periods) {}

  Lead Read(uint32_t first, uint32_t last) {
    for (uint32_t i = first; i < last; ++i) {
      const Token& token = tokens_[i];
      if (token.kind == TokenKind::kQuote) continue;
      Take(i);
      previous_ = token.kind == TokenKind::kList ? -1 : static_cast<int32_t>(i);
    }
    FindSense(first, last);
    return std::move(lead_);
  }

 private:
  void Take(uint32_t i) {
    const Token& token = tokens_[i];
    switch (token.kind) {
      case TokenKind::kName:
        TakeName(i);
        break;
      case TokenKind::kList:
        open_ = false;
        break;
      case TokenKind::kPlace:
        lead_.places.push_back(token.index);
        break;
      case TokenKind::kPeriod:
        if (periods_[token.index].compared) lead_.base_period = token.index;
        break;
      case TokenKind::kCue:
      case TokenKind::kUnknown:
        TakeCues(token);
        if (IsNoun(token)) TakeNoun(token);
        break;
      default:
        break;
    }
  }

  // 人均粮食产量, 村均集体收入 are no totals.
  bool IsPerUnit(const Token& token) const {
    const std::u32string_view word =
        text_.substr(token.span.begin, token.span.end - token.span.begin);
    return word == U"人均" || word == U"户均" || word == U"亩均" || word == U"村均";
  }

  void TakeCues(const Token& token) {
    lead_.cues |= token.cues;
    lead_.near_cues |= token.cues;
    if (text_.substr(token.span.begin, token.span.end - token.span.begin) == U"的")
      attribute_ = true;
    if (token.Is(kScope))
      lead_.scope = text_.substr(token.span.begin, token.span.end - token.span.begin);
    if (token.Is(kFirm)) firm_ahead_ = true;
  }

  void TakeName(uint32_t i) {
    const Token& token = tokens_[i];
    Element element;
    element.readings = token.readings;
    element.span = token.span;
    if (previous_ >= 0) {
      const Token& before = tokens_[previous_];
      if (before.kind == TokenKind::kCue && before.Is(kShare))
        return TakeNoun(token);  // 占生产总值的比重
      const bool touches = before.span.end == token.span.begin;
      if (IsNoun(before) && touches) {
        const std::u32string_view words =
            text_.substr(before.span.begin, before.span.end - before.span.begin);
        const bool unit = words.size() == 1 && IsUnit(words[0]);  // 镇财政收入
        element.rejected = !unit && !IsPlaceName(words);
        if (!element.rejected && !unit) lead_.place = words;
      }
      element.rejected |= touches && (before.kind == TokenKind::kName || IsPerUnit(before));
      element.newly = before.kind == TokenKind::kCue && before.Is(kNewly | kUp | kDown);
      element.raised = before.kind == TokenKind::kCue && before.Is(kUp | kDown);
    }
    lead_.firm |= firm_ahead_;
    attribute_ = false;
    if (open_) lead_.elements.pop_back();
    lead_.elements.push_back(element);
    lead_.near_cues = 0;
    open_ = true;
  }

  void TakeNoun(const Token& token) {
    if (attribute_ && open_ && lead_.elements.back().readings != nullptr) {
      lead_.elements.back().rejected = true;  // 有进出口实绩的企业
      return;
    }
    if (!open_) {
      Element element;
      element.span = token.span;
      element.newly = previous_ >= 0 && tokens_[previous_].kind == TokenKind::kCue &&
                      tokens_[previous_].Is(kNewly);
      lead_.elements.push_back(element);
      open_ = true;
      return;
    }
    Element& element = lead_.elements.back();
    if (element.readings == nullptr) {
      element.span.end = token.span.end;
    } else if (previous_ >= 0 && tokens_[previous_].kind == TokenKind::kName &&
               tokens_[previous_].span.end == token.span.begin) {
      // 固定资产投资项目 names something else; 固定资产投资持续发力 speaks of it.
      (token.Is(kTail) ? element.rejected : element.followed) = true;
    } else {
      element.trailed = true;
    }
  }

  void FindSense(uint32_t first, uint32_t last) {
    bool to = false;
    bool link = false;
    bool crossed = false;  // words that are no cue stand in between
    Sense change = Sense::kValue;
    for (uint32_t i = last; i-- > first;) {
      const Token& token = tokens_[i];
      if (token.kind == TokenKind::kName || token.kind == TokenKind::kFigure) break;
      if (IsNoun(token)) crossed = true;
      if (token.kind != TokenKind::kCue) continue;
      if (token.Is(kNarrow)) return Set(Sense::kNarrow);
      if (token.Is(kShare)) return Set(Sense::kShare);
      if (token.Is(kCompare)) return Set(Sense::kCompare);
      if (token.Is(kTo)) to = true;
      if (token.Is(kFrom) && !to) return Set(Sense::kFrom);
      if (token.Is(kRate | kFall)) {
        if (change != Sense::kValue) return Set(Sense::kNarrow);
        return Set(token.Is(kRate) ? Sense::kUp : Sense::kDown);
      }
      if (token.Is(kUp | kDown) && !to && change == Sense::kValue && !(crossed && link)) {
        change = token.Is(kUp) ? Sense::kUp : Sense::kDown;
        lead_.link_after_change = link;
      }
      if (token.Is(kRank) && !token.Is(kLink) && change == Sense::kValue && !to)
        return Set(Sense::kRank);
      link |= token.Is(kLink);
    }
    Set(change != Sense::kValue ? change : to ? Sense::kTo : Sense::kValue);
  }

  void Set(Sense sense) { lead_.sense = sense; }

  std::u32string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<PeriodMark>& periods_;
  Lead lead_;
  bool open_ = false;        // the last element may still grow
  int32_t previous_ = -1;    // token before, within the element
  bool firm_ahead_ = false;  // a firm, park or village stands before what comes
  bool attribute_ = false;   // 的 stands behind the last name
};

}  // namespace

bool Lead::HasName() const {
  for (const Element& element : elements) {
    if (element.readings != nullptr) return true;
  }
  return false;
}

std::vector<Segment> CutSegments(const std::vector<Token>& tokens) {
  std::vector<Segment> segments;
  Segment segment;
  int32_t depth = 0;
  const auto close = [&](uint32_t at, TokenKind mark) {
    segment.last = at;
    segment.closer = mark;
    segment.depth = depth;
    if (segment.last > segment.first) segments.push_back(segment);
    segment.first = at + 1;
    segment.opener = mark;
  };
  const auto kind_at = [&](uint32_t i) {
    return i < tokens.size() ? tokens[i].kind : TokenKind::kStop;
  };
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    const TokenKind kind = tokens[i].kind;
    if (kind == TokenKind::kList) {
      const bool after =
          i > 0 && (kind_at(i - 1) == TokenKind::kFigure || kind_at(i - 1) == TokenKind::kClose);
      // 高于全县平均水平、增长8.1%: a change begins a segment of its own.
      const bool change = i > 0 && i + 2 < tokens.size() && tokens[i + 1].Is(kUp | kDown | kYoy) &&
                          tokens[i + 1].kind == TokenKind::kCue &&
                          tokens[i + 2].kind != TokenKind::kList;
      if ((after && kind_at(i + 1) != TokenKind::kFigure) || change) close(i, kind);
    } else if (IsMark(kind)) {
      close(i, kind);
      if (kind == TokenKind::kOpen) ++depth;
      if (kind == TokenKind::kClose && depth > 0) --depth;
    }
  }
  close(static_cast<uint32_t>(tokens.size()), TokenKind::kStop);
  return segments;
}

Lead ReadLead(std::u32string_view text, const std::vector<Token>& tokens,
              const std::vector<PeriodMark>& periods, uint32_t first, uint32_t last) {
  return Reader(text, tokens, periods).Read(first, last);
}

}  // namespace gongbao::extraction
