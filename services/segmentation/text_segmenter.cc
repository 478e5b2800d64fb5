#include "services/segmentation/text_segmenter.h"

#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/segmentation/outline.h"
#include "services/segmentation/sentences.h"

namespace gongbao::segmentation {
namespace {

// Rises with every change of the rules of this folder that changes an answer.
constexpr std::string_view kRulesVersion = "segmentation 1";

Status CheckText(std::string_view text) {
  if (text.size() > TextSegmenter::kMostBytes) {
    return LimitExceeded(
        Cat({"text of ", std::to_string(text.size()), " bytes, more than the limit of ",
             std::to_string(TextSegmenter::kMostBytes)}),
        {{"bytes", std::to_string(text.size())},
         {"limit", std::to_string(TextSegmenter::kMostBytes)}});
  }
  if (const size_t at = FindInvalidUtf8(text); at != text.npos) {
    return InvalidArgument(Cat({"text is not UTF-8 at byte ", std::to_string(at)}),
                           {{"byte", std::to_string(at)}});
  }
  return absl::OkStatus();
}

}  // namespace

TextSegmenter::TextSegmenter(std::shared_ptr<const words::Dictionary> dictionary)
    : words_(std::move(dictionary)),
      digest_(Sha256Hex(Cat({kRulesVersion, RulesText(), words_.dictionary().digest()}))) {}

StatusOr<std::unique_ptr<TextSegmenter>> TextSegmenter::Create() {
  GONGBAO_ASSIGN_OR_RETURN(auto dictionary, words::Dictionary::Open());
  return std::make_unique<TextSegmenter>(std::move(dictionary));
}

StatusOr<model::Segmentation> TextSegmenter::Segment(const Context& context,
                                                     const ports::SegmentRequest& request) const {
  GONGBAO_RETURN_IF_ERROR(CheckText(request.text));
  if (context.Expired()) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, Reason::kOverloaded,
                     "deadline passed before segmentation");
  }
  model::Segmentation out;
  if (request.outline || request.sentences) {
    out.sections = ReadOutline(request.text, {request.kind, request.year});
    if (out.sections.size() > kMostSections) {
      return LimitExceeded(Cat({"text of more than ", std::to_string(kMostSections), " headings"}),
                           {{"limit", std::to_string(kMostSections)}});
    }
  }
  if (request.sentences) out.sentences = SplitSentences(request.text, out.sections);
  if (request.tokens) words_.Segment(request.text, &out.tokens);
  if (!request.outline) {
    out.sections.clear();
    for (model::Sentence& sentence : out.sentences) sentence.section = 0;
  }
  return out;
}

}  // namespace gongbao::segmentation
