#include "services/extraction/status_tracker.h"

namespace gongbao::extraction {
namespace {

using model::FactStatus;

bool EndsWith(std::u32string_view text, std::u32string_view word) {
  return text.size() >= word.size() && text.substr(text.size() - word.size()) == word;
}

// 奋斗目标是…, 主要任务：…: names an aim wherever it stands.
bool NamesAim(std::u32string_view text, const std::vector<Token>& tokens, size_t i) {
  const Token& token = tokens[i];
  if (!token.Is(kTarget)) return false;
  const std::u32string_view word = text.substr(token.span.begin, token.span.end - token.span.begin);
  if (!EndsWith(word, U"目标") && !EndsWith(word, U"任务") && !EndsWith(word, U"计划"))
    return false;
  if (i + 1 >= tokens.size()) return false;
  const Token& next = tokens[i + 1];
  if (next.kind == TokenKind::kColon) return true;
  const std::u32string_view after = text.substr(next.span.begin, next.span.end - next.span.begin);
  return after == U"是" || after == U"为";
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

std::vector<FactStatus> StatusTracker::Read(std::u32string_view text,
                                            const std::vector<Token>& tokens,
                                            const std::vector<PeriodMark>& periods, int32_t section,
                                            int32_t paragraph) {
  if (paragraph != paragraph_) {
    estimate_ = aim_ = false;
    paragraph_ = paragraph;
  }
  const bool plan = context_.IsPlan(section);
  const bool settled = context_.IsReview(section) || context_.IsProblem(section);
  std::vector<FactStatus> status(tokens.size(), FactStatus::kActual);
  bool budget = false;  // 年初预算8.6亿元，实际完成…: for its own clause
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::u32string_view word =
        text.substr(token.span.begin, token.span.end - token.span.begin);
    // A verb may stand inside a name: 规模以上工业企业预计完成总产值.
    const bool inside = token.kind == TokenKind::kName && word.find(U"预计") != word.npos;
    if (token.Is(kEstimate) || inside) estimate_ = true;
    if (token.Is(kStrong) || NamesAim(text, tokens, i)) aim_ = true;
    if (token.Is(kTarget) && !settled) aim_ = true;
    if (token.kind == TokenKind::kCue && (word == U"年初预算" || word == U"年度预算"))
      budget = true;
    if (token.kind == TokenKind::kPeriod && IsAhead(periods[token.index])) aim_ = true;
    if (token.kind == TokenKind::kComma || token.kind == TokenKind::kStop) budget = false;
    status[i] = plan || aim_ || budget ? FactStatus::kTarget
                : estimate_            ? FactStatus::kEstimate
                                       : FactStatus::kActual;
  }
  if (!text.empty() && text.back() != U'；' && text.back() != U';') estimate_ = aim_ = false;
  return status;
}

}  // namespace gongbao::extraction
