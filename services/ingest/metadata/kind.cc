#include "services/ingest/metadata/kind.h"

#include <string>

namespace gongbao::ingest {
namespace {

using model::DocumentKind;

bool Has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

struct Cue {
  std::string_view word;
  DocumentKind kind;
};
// In order: the first that a title holds decides. 预算 reports are reports to the congress, but not the government's.
constexpr Cue kCues[] = {
    {"预算执行情况", DocumentKind::kOther},    {"预算草案", DocumentKind::kOther},
    {"国民经济和社会发展计划", DocumentKind::kOther}, {"调研报告", DocumentKind::kOther},
    {"审计", DocumentKind::kOther},            {"可行性", DocumentKind::kOther},
    {"规划纲要", DocumentKind::kPlan},
    {"讲话", DocumentKind::kSpeech},           {"发言", DocumentKind::kSpeech},
    {"致辞", DocumentKind::kSpeech},           {"政府工作报告", DocumentKind::kWorkReport},
    {"工作报告", DocumentKind::kWorkReport},   {"总结", DocumentKind::kWorkSummary},
    {"汇报", DocumentKind::kWorkSummary},      {"述职", DocumentKind::kWorkSummary},
    {"工作情况", DocumentKind::kWorkSummary},  {"工作计划", DocumentKind::kPlan},
    {"工作要点", DocumentKind::kPlan},         {"工作安排", DocumentKind::kPlan},
    {"工作打算", DocumentKind::kPlan},         {"工作思路", DocumentKind::kPlan},
    {"实施方案", DocumentKind::kPlan},         {"行动方案", DocumentKind::kPlan},
    {"行动计划", DocumentKind::kPlan},         {"公报", DocumentKind::kBulletin},
    {"通报", DocumentKind::kBulletin},         {"运行分析", DocumentKind::kBulletin},
    {"比较分析", DocumentKind::kBulletin},     {"运行情况", DocumentKind::kBulletin},
    {"经济分析", DocumentKind::kBulletin},     {"计划", DocumentKind::kPlan},
    {"报告", DocumentKind::kWorkReport},
};

}  // namespace

KindReading ReadKind(const Head& head, std::string_view text) {
  // News of a meeting is none of the texts given there: 新月镇召开2021年度工作总结大会.
  const bool news = Has(head.title, "召开") || Has(head.title, "举行") || Has(head.title, "举办");
  if (news && !Has(head.title, "讲话") && !Has(head.title, "发言")) return {DocumentKind::kOther, 800};
  for (const std::string* line : {&head.title, &head.subtitle}) {
    for (const Cue& cue : kCues) {
      if (Has(*line, cue.word)) return {cue.kind, line == &head.title ? 950 : 900};
    }
  }
  const std::string_view start = text.substr(0, 3000);
  const bool deputies = Has(text, "各位代表");
  if (deputies && (Has(start, "报告工作") || Has(text, "政府工作") || Has(start, "工作回顾"))) {
    return {DocumentKind::kWorkReport, 800};
  }
  if (Has(start, "同志们：")) return {DocumentKind::kSpeech, 700};
  if (Has(start, "总结如下") || Has(start, "汇报如下")) return {DocumentKind::kWorkSummary, 700};
  if (deputies) return {DocumentKind::kWorkReport, 600};
  return {DocumentKind::kOther, head.title.empty() ? 300 : 600};
}

}  // namespace gongbao::ingest
