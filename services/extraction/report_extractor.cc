#include "services/extraction/report_extractor.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "services/base/text.h"
#include "services/extraction/indicator_binder.h"
#include "services/extraction/quantity_emitter.h"
#include "services/extraction/report_context.h"
#include "services/extraction/report_reader.h"
#include "services/extraction/sentence_view.h"
#include "services/extraction/stated_emitters.h"
#include "services/extraction/status_tracker.h"
#include "services/extraction/table_reader.h"

namespace gongbao::extraction {
namespace {

Status CheckRequest(const ports::ExtractRequest& request) {
  if (request.document == nullptr || request.segmentation == nullptr) {
    return InvalidArgument("a document and a segmentation are needed");
  }
  if (const size_t byte = FindInvalidUtf8(request.text); byte != std::string_view::npos) {
    return InvalidArgument(Cat({"text is not UTF-8 at byte ", std::to_string(byte)}));
  }
  const model::Segmentation& segmentation = *request.segmentation;
  if (segmentation.sections.empty()) return InvalidArgument("the segmentation has no section");
  const auto on_border = [&](uint32_t at) {
    return at == request.text.size() ||
           (static_cast<unsigned char>(request.text[at]) & 0xC0) != 0x80;
  };
  for (size_t i = 0; i < segmentation.sentences.size(); ++i) {
    const model::Sentence& sentence = segmentation.sentences[i];
    if (sentence.span.begin > sentence.span.end || sentence.span.end > request.text.size() ||
        !on_border(sentence.span.begin) || !on_border(sentence.span.end)) {
      return InvalidArgument(Cat({"sentence ", std::to_string(i), " is outside the text"}));
    }
    if (sentence.section < 0 ||
        static_cast<size_t>(sentence.section) >= segmentation.sections.size()) {
      return InvalidArgument(Cat({"sentence ", std::to_string(i), " is in no section"}));
    }
  }
  for (size_t i = 0; i < segmentation.sections.size(); ++i) {
    const model::Section& section = segmentation.sections[i];
    const bool inside =
        section.heading.begin <= section.heading.end && section.heading.end <= request.text.size();
    if (!inside || section.parent >= static_cast<int32_t>(i) || section.parent < -1) {
      return InvalidArgument(Cat({"section ", std::to_string(i), " is outside the text"}));
    }
  }
  return {};
}

bool StandsBefore(const model::Fact& a, const model::Fact& b) {
  if (a.evidence.begin != b.evidence.begin) return a.evidence.begin < b.evidence.begin;
  if (a.evidence.end != b.evidence.end) return a.evidence.end < b.evidence.end;
  if (a.kind() != b.kind()) return a.kind() < b.kind();
  return a.anchor < b.anchor;
}

// Each fact is moved once: they are large.
void InOrder(std::vector<model::Fact>* facts) {
  std::vector<uint32_t> order(facts->size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return StandsBefore((*facts)[a], (*facts)[b]);
  });
  std::vector<model::Fact> sorted;
  sorted.reserve(facts->size());
  for (const uint32_t index : order) sorted.push_back(std::move((*facts)[index]));
  *facts = std::move(sorted);
}

}  // namespace

std::shared_ptr<const ReportExtractor> ReportExtractor::Create() {
  return std::make_shared<const ReportExtractor>();
}

StatusOr<std::vector<model::Fact>> ReportExtractor::Extract(
    const Context& context, const ports::ExtractRequest& request) const {
  return ReadReport(context, request, nullptr);
}

StatusOr<std::vector<model::Fact>> ReadReport(const Context& context,
                                              const ports::ExtractRequest& request,
                                              SentenceWatch* watch) {
  GONGBAO_RETURN_IF_ERROR(CheckRequest(request));
  std::vector<std::unique_ptr<Emitter>> emitters;
  const ReportContext report(request.text, *request.document, *request.segmentation);
  PlaceNames places(ToUtf32(request.text), request.document->place.level);
  places.SetOwn(ToUtf32(request.document->place.text));
  StatusTracker status(report);
  TableReader tables(report);
  emitters.push_back(std::make_unique<QuantityEmitter>());
  emitters.push_back(std::make_unique<IndicatorBinder>(request.text, report, places));
  AddStatedEmitters(request.text, report, *request.segmentation, &emitters);
  std::vector<model::Fact> facts;
  const auto count = static_cast<int32_t>(request.segmentation->sentences.size());
  for (int32_t i = 0; i < count; ++i) {
    if (i % 256 == 0 && context.Expired())
      return absl::DeadlineExceededError("extraction took too long");
    SentenceView sentence = ReadSentence(request.text, *request.segmentation, i, places);
    if (watch != nullptr) sentence.trace = watch->TraceFor(i);
    if (TableReader::IsRow(sentence.chars)) {
      tables.Read(sentence, &facts);
      if (watch != nullptr) watch->Seen(sentence, report);
      continue;
    }
    status.Read(&sentence);
    for (const auto& emitter : emitters) emitter->Read(sentence, &facts);
    if (watch != nullptr) watch->Seen(sentence, report);
  }
  for (const auto& emitter : emitters) emitter->Finish(&facts);
  InOrder(&facts);
  return facts;
}

}  // namespace gongbao::extraction
