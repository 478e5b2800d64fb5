#include "services/wire/enums.h"
#include "services/wire/words.h"

namespace gongbao::wire {
namespace {

StatusOr<model::WordTag> TagNamed(const std::string& name) {
  for (int i = 0; i < model::kWordTagCount; ++i) {
    const auto tag = static_cast<model::WordTag>(i);
    if (model::WordTagName(tag) == name) return tag;
  }
  return InvalidArgument("word.tag: unknown value " + name);
}

}  // namespace

v1::SearchTerms ToProto(const model::SearchTerms& terms) {
  v1::SearchTerms out;
  if (terms.begin.empty()) return out;
  out.mutable_begin()->Add(terms.begin.begin(), terms.begin.end());
  out.mutable_end()->Add(terms.end.begin(), terms.end.end());
  out.mutable_kind()->Add(terms.kind.begin(), terms.kind.end());
  for (int kind = 0; kind < model::kTermKindCount; ++kind) {
    out.add_kind_names(std::string(model::TermKindName(static_cast<model::TermKind>(kind))));
  }
  return out;
}

StatusOr<model::SearchTerms> FromProto(const v1::SearchTerms& terms, size_t text_size) {
  if (terms.begin_size() != terms.end_size() || terms.begin_size() != terms.kind_size()) {
    return InvalidArgument("terms: arrays of different lengths");
  }
  model::SearchTerms out;
  uint32_t last = 0;
  for (int i = 0; i < terms.begin_size(); ++i) {
    if (terms.begin(i) < last || terms.end(i) <= terms.begin(i) || terms.end(i) > text_size) {
      return InvalidArgument("terms: term " + std::to_string(i) + " is out of order or outside");
    }
    last = terms.begin(i);
    if (terms.kind(i) >= static_cast<uint32_t>(model::kTermKindCount)) {
      return InvalidArgument("terms.kind: unknown value " + std::to_string(terms.kind(i)));
    }
    out.kind.push_back(static_cast<uint8_t>(terms.kind(i)));
  }
  out.begin.assign(terms.begin().begin(), terms.begin().end());
  out.end.assign(terms.end().begin(), terms.end().end());
  return out;
}

v1::ConsideredWord ToProto(const model::ConsideredWord& word) {
  v1::ConsideredWord out;
  out.set_begin(word.begin);
  out.set_end(word.end);
  // The proto's enum has one value more, in front.
  out.set_origin(static_cast<v1::WordOrigin>(static_cast<int>(word.origin) + 1));
  out.set_tag(std::string(model::WordTagName(word.tag)));
  if (word.weight) out.set_weight(*word.weight);
  if (word.path_weight) out.set_path_weight(*word.path_weight);
  out.set_taken(word.taken);
  return out;
}

StatusOr<model::ConsideredWord> FromProto(const v1::ConsideredWord& word, size_t text_size) {
  if (word.begin() >= word.end() || word.end() > text_size) {
    return InvalidArgument("word: [" + std::to_string(word.begin()) + ", " + std::to_string(word.end()) +
                           ") is no span of a text of " + std::to_string(text_size) + " bytes");
  }
  model::ConsideredWord out;
  out.begin = word.begin();
  out.end = word.end();
  GONGBAO_ASSIGN_OR_RETURN(out.origin,
                           EnumFromProto(static_cast<int>(word.origin()) - 1, model::WordOrigin::kUnknown,
                                         "word.origin"));
  GONGBAO_ASSIGN_OR_RETURN(out.tag, TagNamed(word.tag()));
  if (word.has_weight()) out.weight = word.weight();
  if (word.has_path_weight()) out.path_weight = word.path_weight();
  out.taken = word.taken();
  return out;
}

v1::BundleRef ToProto(const model::BundleRef& bundle) {
  v1::BundleRef out;
  if (!bundle.id.empty()) {
    out.set_id(bundle.id);
  } else {
    out.set_text(bundle.text);
  }
  return out;
}

model::BundleRef FromProto(const v1::BundleRef& bundle) { return {bundle.text(), bundle.id()}; }

}  // namespace gongbao::wire
