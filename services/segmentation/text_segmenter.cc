#include "services/segmentation/text_segmenter.h"

#include <utility>

#include "services/base/text.h"
#include "services/language/words/explain.h"
#include "services/language/words/search_terms.h"
#include "services/segmentation/outline.h"
#include "services/segmentation/sentences.h"

namespace gongbao::segmentation {
namespace {

Status CheckText(std::string_view text, size_t most_bytes) {
  if (text.size() > most_bytes) {
    return LimitExceeded(Cat({"text of ", std::to_string(text.size()), " bytes, more than the limit of ",
                              std::to_string(most_bytes)}),
                         {{"bytes", std::to_string(text.size())}, {"limit", std::to_string(most_bytes)}});
  }
  if (const size_t at = FindInvalidUtf8(text); at != text.npos) {
    return InvalidArgument(Cat({"text is not UTF-8 at byte ", std::to_string(at)}),
                           {{"byte", std::to_string(at)}});
  }
  return absl::OkStatus();
}

Status CheckContext(const Context& context) {
  if (!context.Expired()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kDeadlineExceeded, Reason::kOverloaded,
                   "deadline passed before segmentation");
}

StatusOr<std::shared_ptr<const Rules>> OpenRules(const std::string& bundle_folder) {
  GONGBAO_ASSIGN_OR_RETURN(auto dictionary, words::Dictionary::Open());
  GONGBAO_ASSIGN_OR_RETURN(model::BundleRegistry bundles, model::BundleRegistry::Load(bundle_folder));
  return Rules::Make(std::move(dictionary),
                     std::make_shared<const model::BundleRegistry>(std::move(bundles)));
}

}  // namespace

TextSegmenter::TextSegmenter(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

StatusOr<std::unique_ptr<TextSegmenter>> TextSegmenter::Create(const std::string& bundle_folder) {
  GONGBAO_ASSIGN_OR_RETURN(auto rules, OpenRules(bundle_folder));
  auto segmenter = std::make_unique<TextSegmenter>(std::move(rules));
  segmenter->bundle_folder_ = bundle_folder;
  return segmenter;
}

Status TextSegmenter::Reload() {
  GONGBAO_ASSIGN_OR_RETURN(auto rules, OpenRules(bundle_folder_));
  Replace(std::move(rules));
  return absl::OkStatus();
}

void TextSegmenter::Replace(std::shared_ptr<const Rules> rules) {
  std::lock_guard lock(mutex_);
  rules_.swap(rules);  // the old ones end outside the lock, with the last call that has them
}

std::shared_ptr<const Rules> TextSegmenter::rules() const {
  std::lock_guard lock(mutex_);
  return rules_;
}

StatusOr<ports::SegmentAnswer> TextSegmenter::Answer(const Context& context,
                                                     const ports::SegmentRequest& request) const {
  GONGBAO_RETURN_IF_ERROR(CheckText(request.text, kMostBytes));
  GONGBAO_RETURN_IF_ERROR(CheckContext(context));
  const std::shared_ptr<const Rules> rules = this->rules();
  GONGBAO_ASSIGN_OR_RETURN(Rules::Chosen chosen, rules->Choose(request.words));
  ports::SegmentAnswer answer;
  answer.version = rules->version();
  answer.bundle_ids = std::move(chosen.bundle_ids);
  model::Segmentation& out = answer.segmentation;
  if (request.outline || request.sentences) {
    out.sections = ReadOutline(request.text, {request.kind, request.year});
    if (out.sections.size() > kMostSections) {
      return LimitExceeded(Cat({"text of more than ", std::to_string(kMostSections), " headings"}),
                           {{"limit", std::to_string(kMostSections)}});
    }
  }
  if (request.sentences) out.sentences = SplitSentences(request.text, out.sections);
  if (request.tokens || request.terms) chosen.segmenter.Segment(request.text, &out.tokens);
  if (request.terms) answer.terms = words::TermsWithPlaces(request.text, out.tokens, chosen.segmenter);
  if (!request.tokens) out.tokens = {};
  if (!request.outline) {
    out.sections.clear();
    for (model::Sentence& sentence : out.sentences) sentence.section = 0;
  }
  return answer;
}

StatusOr<ports::ExplainAnswer> TextSegmenter::Explain(const Context& context,
                                                      const ports::ExplainRequest& request) const {
  GONGBAO_RETURN_IF_ERROR(CheckText(request.text, ports::ExplainRequest::kMostBytes));
  GONGBAO_RETURN_IF_ERROR(CheckContext(context));
  const std::shared_ptr<const Rules> rules = this->rules();
  GONGBAO_ASSIGN_OR_RETURN(Rules::Chosen chosen, rules->Choose(request.words));
  return ports::ExplainAnswer{words::Explain(request.text, chosen.segmenter),
                              std::move(chosen.bundle_ids), rules->version()};
}

}  // namespace gongbao::segmentation
