#include "services/ingest/clean/cleaner.h"

#include <algorithm>
#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/ingest/clean/furniture.h"
#include "services/ingest/clean/passes.h"
#include "services/ingest/split/head_lines.h"
#include "services/ingest/split/report_finder.h"

namespace gongbao::ingest {

namespace {

constexpr size_t kMostFrontLines = 8;

// Lines in front of the first report that say of which book it is: 新月市2023年乡镇政府工作报告汇编.
std::vector<std::string> FrontLines(std::string_view front) {
  std::vector<std::string> lines;
  for (std::string_view line : Split(front, '\n')) {
    line = Strip(line);
    if (line.empty() || line.size() > 120) continue;
    if (IsContentsLine(line) || lines.size() == kMostFrontLines) break;
    if (!ReadTitleLine(line).is_title) lines.emplace_back(line);
  }
  return lines;
}

// Entries of the passes that ran before the reports were apart, to the report in which they stand.
void ShareAccount(const std::vector<Removal>& account, CleanedSource* cleaned) {
  std::vector<std::vector<Removal>> shared(cleaned->reports.size());
  for (const Removal& removal : account) {
    auto at = std::upper_bound(cleaned->reports.begin(), cleaned->reports.end(), removal.source.begin,
                               [](uint32_t begin, const CleanedSource::Report& report) {
                                 return begin < report.source_begin;
                               });
    if (at == cleaned->reports.begin()) {
      cleaned->outside.push_back(removal);
    } else {
      shared[static_cast<size_t>(at - cleaned->reports.begin()) - 1].push_back(removal);
    }
  }
  for (size_t i = 0; i < shared.size(); ++i) {
    std::vector<Removal>& own = cleaned->reports[i].cleaning.account;
    own.insert(own.begin(), shared[i].begin(), shared[i].end());
  }
}

}  // namespace

StatusOr<Cleaner> Cleaner::Create() {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const script::Simplifier> simplifier,
                           script::Simplifier::Open());
  return Cleaner(std::move(simplifier));
}

Draft Cleaner::Prepare(std::string_view source_text) const {
  Draft draft{std::string(source_text)};
  RepairMisread(&draft);
  {
    script::Simplifier::Result simplified = simplifier_->Convert(draft.text());
    draft.Apply("simplify", std::move(simplified.text), simplified.map, simplified.converted);
  }
  RemoveInvisible(&draft);
  RemoveGlosses(&draft);
  RemoveMarkup(&draft);
  RemoveArtefacts(&draft);
  NarrowFigures(&draft);
  RemovePieceNumbers(&draft);
  RestoreParagraphs(&draft);
  return draft;
}

CleanResult Cleaner::Finish(Draft draft) {
  CleanResult result;
  RemoveFurniture(&draft, &result.furniture);
  RemovePageNumbers(&draft);
  RejoinLines(&draft);
  WidenPunctuation(&draft);
  RemoveSpaces(&draft);
  RestoreLines(&draft);
  std::move(draft).Give(&result.text, &result.map, &result.account, &result.counts);
  return result;
}

CleanResult Cleaner::Clean(std::string_view source_text) const { return Finish(Prepare(source_text)); }

CleanedSource Cleaner::CleanReports(std::string_view source_text) const {
  CleanedSource cleaned;
  Draft draft = Prepare(source_text);
  std::vector<model::Span> spans = FindReports(draft.text());
  if (spans.empty()) {
    cleaned.reports.push_back({0, Finish(std::move(draft))});
    cleaned.counts = cleaned.reports[0].cleaning.counts;
    return cleaned;
  }
  cleaned.counts = draft.counts();
  cleaned.front = FrontLines(draft.text().substr(0, spans.front().begin));
  uint32_t reached = 0;  // in the draft
  const auto leave_out = [&](uint32_t begin, uint32_t end, std::string_view reason) {
    const std::string_view text = std::string_view(draft.text()).substr(begin, end - begin);
    if (Strip(text).empty()) return;
    const model::Span source = draft.map().Cover({begin, end});
    cleaned.outside.push_back({"split", std::string(reason), source, std::string(text), ""});
    ++cleaned.counts["split"];
  };
  for (const model::Span& span : spans) {
    leave_out(reached, span.begin, reached == 0 ? "in front of the first report" : "between two reports");
    CleanResult one = Finish(draft.Part(span));
    reached = span.end;
    if (one.text.empty()) {
      leave_out(span.begin, span.end, "nothing is left of it after cleaning");
      continue;
    }
    for (const auto& [pass, count] : one.counts) cleaned.counts[pass] += count;
    cleaned.reports.push_back({draft.map().Cover({span.begin, span.begin + 1}).begin, std::move(one)});
  }
  leave_out(reached, static_cast<uint32_t>(draft.text().size()), "behind the last report");
  ShareAccount(draft.account(), &cleaned);
  return cleaned;
}

std::string Cleaner::digest() const {
  return Sha256Hex(simplifier_->digest() + std::string(FurnitureData()));
}

}  // namespace gongbao::ingest
