#include "services/model/analysis.h"

#include <charconv>

#include "services/base/hash.h"

namespace gongbao::model {

std::string_view SectionRoleName(SectionRole role) {
  switch (role) {
    case SectionRole::kReview: return "review";
    case SectionRole::kPlan: return "plan";
    case SectionRole::kProblem: return "problem";
    case SectionRole::kMeta: return "meta";
    case SectionRole::kUnknown: break;
  }
  return "";
}

std::string_view WordTagName(WordTag tag) {
  static constexpr std::string_view kNames[kWordTagCount] = {
      "other", "noun",  "verb",   "adjective", "adverb", "function", "punctuation",
      "number", "time", "place",  "org",       "person", "latin",    "masked"};
  return kNames[static_cast<size_t>(tag)];
}

int64_t GenerationOf(std::string_view pipeline_version) {
  int64_t generation = -1;
  const size_t dash = pipeline_version.find('-');
  if (dash == std::string_view::npos) return -1;
  const char* end = pipeline_version.data() + dash;
  const auto result = std::from_chars(pipeline_version.data(), end, generation);
  return result.ec == std::errc() && result.ptr == end ? generation : -1;
}

std::string RevisionOf(const Analysis& analysis) {
  const Document& d = analysis.document;
  Sha256 hash;
  const auto add = [&](std::string_view part) {
    hash.Update(part);
    hash.Update(std::string_view("\0", 1));
  };
  add(analysis.pipeline_version);
  add(d.id);
  add(d.title);
  add(d.subtitle);
  add(DocumentKindName(d.kind));
  add(d.place.place_id);
  add(d.place.text);
  add(d.year ? std::to_string(*d.year) : "");
  add(d.term ? d.term->ToText() : "");
  add(d.published);
  add(d.url);
  for (const std::string& bundle : analysis.bundle_ids) add(bundle);
  add(analysis.clean_text);
  return hash.FinishHex().substr(0, 32);
}

}  // namespace gongbao::model
