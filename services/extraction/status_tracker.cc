#include "services/extraction/status_tracker.h"

#include <initializer_list>

namespace gongbao::extraction {
namespace {

using model::FactStatus;

bool EndsWith(std::u32string_view text, std::u32string_view word) {
  return text.size() >= word.size() && text.substr(text.size() - word.size()) == word;
}

bool Holds(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  for (const std::u32string_view word : words) {
    if (text.find(word) != text.npos) return true;
  }
  return false;
}

// 会议确定了今年的主要目标，…, but not 较好完成了人代会确定的主要目标，….
bool SetsAim(std::u32string_view text, const std::vector<Token>& tokens, size_t i) {
  size_t first = i;
  while (first > 0 && tokens[first - 1].kind != TokenKind::kComma && tokens[first - 1].kind != TokenKind::kStop)
    --first;
  const size_t begin = tokens[first].span.begin;
  const std::u32string_view before = text.substr(begin, tokens[i].span.begin - begin);
  return Holds(before, {U"确定", U"提出", U"明确", U"设定", U"定下", U"锁定", U"制定", U"制订"}) &&
         !Holds(before, {U"完成", U"实现", U"达到", U"超过", U"兑现"});
}

// 奋斗目标是…, 主要任务：…: names an aim wherever it stands.
bool NamesAim(std::u32string_view text, const std::vector<Token>& tokens, size_t i) {
  const Token& token = tokens[i];
  if (!token.Is(kTarget)) return false;
  const std::u32string_view word = text.substr(token.span.begin, token.span.end - token.span.begin);
  if (!EndsWith(word, U"目标") && !EndsWith(word, U"任务") && !EndsWith(word, U"计划") && !EndsWith(word, U"指标"))
    return false;
  if (i + 1 >= tokens.size()) return false;
  const Token& next = tokens[i + 1];
  if (next.kind == TokenKind::kColon) return true;
  if (next.kind == TokenKind::kComma) return SetsAim(text, tokens, i);
  const std::u32string_view after = text.substr(next.span.begin, next.span.end - next.span.begin);
  return after == U"是" || after == U"为";
}

// 围绕“经济强镇”这一目标, 完成了各项任务: a noun that aims at nothing by itself; see NamesAim.
bool IsAimNoun(std::u32string_view word) {
  return EndsWith(word, U"目标") || EndsWith(word, U"任务") || EndsWith(word, U"指标");
}

// 主要目标, 主要预期目标 on a line of their own.
bool IsHeadingOfAims(std::u32string_view text) {
  constexpr size_t kLongest = 16;
  while (!text.empty() && (text.back() == U'：' || text.back() == U':' || text.back() == U'。')) text.remove_suffix(1);
  return text.size() <= kLongest && (EndsWith(text, U"目标") || EndsWith(text, U"预期指标")) &&
         !Holds(text, {U"完成", U"实现", U"达到", U"超额"});
}

// 计划工业总产值增长20%.
bool PlansName(std::u32string_view text, const std::vector<Token>& tokens, size_t i) {
  return i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::kName &&
         text.substr(tokens[i].span.begin, tokens[i].span.end - tokens[i].span.begin) == U"计划";
}

// 确保地区生产总值增长8% aims at it; 争取资金, 在全镇人民的努力下, 保证了供水 tell of what was done.
bool AimsAtName(const std::vector<Token>& tokens, size_t i, std::u32string_view text) {
  constexpr size_t kReach = 12;
  for (size_t k = i + 1; k < tokens.size() && k - i <= kReach; ++k) {
    const Token& token = tokens[k];
    if (token.kind == TokenKind::kName) return true;
    if (token.kind == TokenKind::kComma || token.kind == TokenKind::kStop) return false;
    if (k == i + 1 && text.substr(token.span.begin, 1) == U"了") return false;
  }
  return false;
}

// Verbs of an aim that also tell of what was done.
bool IsAimVerb(std::u32string_view word) {
  return word == U"确保" || word == U"保证" || word == U"力保" || word == U"争取" ||
         word == U"努力" || word == U"奋力" || word == U"要";
}

}  // namespace

// 到2025年 in a report of 2021.
bool StatusTracker::IsAhead(const PeriodMark& mark) const {
  if (mark.compared || mark.deadline || !context_.review_year() ||
      context_.document().kind == model::DocumentKind::kPlan) {
    return false;
  }
  const bool year = mark.form == PeriodForm::kYear || mark.form == PeriodForm::kTerm;
  return year && mark.until && mark.year > *context_.review_year();
}

void StatusTracker::Read(SentenceView* sentence) {
  const std::u32string_view text = sentence->chars;
  const std::vector<Token>& tokens = sentence->tokens;
  const std::vector<PeriodMark>& periods = sentence->periods;
  const int32_t section = sentence->section;
  if (sentence->paragraph != paragraph_) {
    estimate_ = false;
    aim_ = below_aims_ = aims_follow_;
    aims_follow_ = false;
    paragraph_ = sentence->paragraph;
  }
  sentence->aims_follow = below_aims_;
  const bool plan = context_.IsPlan(section);
  const bool settled = context_.IsReview(section) || context_.IsProblem(section);
  std::vector<FactStatus>& status = sentence->status;
  status.assign(tokens.size(), FactStatus::kActual);
  sentence->expected.assign(tokens.size(), false);
  // The sentence says what came of a plan; looked for once, since a sentence may be very long.
  const bool tells_outcome = Holds(text, {U"完成", U"实际", U"实现"});
  bool budget = false;  // 年初预算8.6亿元，实际完成…: for its own clause
  bool named = false;   // a name or a figure stands before in the clause
  bool done = false;    // 完成 stands before in the clause
  bool local = false;   // 财政总收入预计可净增1亿元: an estimate of this name, not of a list
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::u32string_view word =
        text.substr(token.span.begin, token.span.end - token.span.begin);
    // A verb may stand inside a name: 规模以上工业企业预计完成总产值.
    const bool inside = token.kind == TokenKind::kName && word.find(U"预计") != word.npos;
    if (token.Is(kEstimate) && named) local = true;
    if ((token.Is(kEstimate) && !named) || inside) estimate_ = true;
    if (token.Is(kStrong) || NamesAim(text, tokens, i)) aim_ = true;
    if (!named && !tells_outcome && PlansName(text, tokens, i)) aim_ = true;
    if (token.Is(kTarget) && !settled && !IsAimNoun(word) &&
        (!IsAimVerb(word) || AimsAtName(tokens, i, text))) {
      aim_ = true;
    }
    if (token.kind == TokenKind::kCue && (word == U"年初预算" || word == U"年度预算"))
      budget = true;
    // 财政收入任务174万元，完成198万元: what was set.
    done |= word == U"完成" || word == U"超额完成" || word == U"实现";
    if (i > 0 && tokens[i - 1].kind == TokenKind::kName && token.kind == TokenKind::kCue && !done &&
        (IsAimNoun(word) || word == U"计划" || word == U"预算")) {
      budget = true;
    }
    if (token.kind == TokenKind::kPeriod && IsAhead(periods[token.index])) aim_ = true;
    if (token.kind == TokenKind::kComma || token.kind == TokenKind::kStop) budget = named = done = false;
    named |= token.kind == TokenKind::kName || token.kind == TokenKind::kFigure;
    sentence->expected[i] = estimate_ || local;
    status[i] = plan || aim_ || budget ? FactStatus::kTarget
                : estimate_ || local   ? FactStatus::kEstimate
                                       : FactStatus::kActual;
  }
  if (!text.empty() && text.back() != U'；' && text.back() != U';') estimate_ = aim_ = false;
  aims_follow_ = IsHeadingOfAims(text);
}

}  // namespace gongbao::extraction
