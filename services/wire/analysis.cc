#include <algorithm>

#include "services/wire/convert.h"
#include "services/wire/enums.h"

namespace gongbao::wire {
namespace {

v1::Span ToProto(const model::Span& span) {
  v1::Span out;
  out.set_begin(span.begin);
  out.set_end(span.end);
  return out;
}

StatusOr<model::Span> SpanIn(const v1::Span& span, size_t text_size, const char* field) {
  if (span.begin() < 0 || span.end() < span.begin() ||
      static_cast<uint64_t>(span.end()) > text_size) {
    return InvalidArgument(std::string(field) + ": [" + std::to_string(span.begin()) + ", " +
                           std::to_string(span.end()) + ") is no span of a text of " +
                           std::to_string(text_size) + " bytes");
  }
  return model::Span{static_cast<uint32_t>(span.begin()), static_cast<uint32_t>(span.end())};
}

StatusOr<model::Section> FromProto(const v1::Section& section, size_t text_size, int index) {
  model::Section out;
  out.level = section.level();
  out.label = section.label();
  out.title = section.title();
  GONGBAO_ASSIGN_OR_RETURN(
      out.role, EnumFromProto(section.role(), model::SectionRole::kMeta, "section.role"));
  GONGBAO_ASSIGN_OR_RETURN(out.heading, SpanIn(section.heading(), text_size, "section.heading"));
  GONGBAO_ASSIGN_OR_RETURN(out.span, SpanIn(section.span(), text_size, "section.span"));
  out.parent = section.parent();
  if (out.parent < -1 || out.parent >= index) {
    return InvalidArgument("section.parent: " + std::to_string(out.parent) +
                           " does not come before section " + std::to_string(index));
  }
  out.is_inline = section.is_inline();
  return out;
}

StatusOr<model::Tokens> FromProto(const v1::Tokens& tokens, size_t text_size) {
  if (tokens.begin_size() != tokens.end_size() || tokens.begin_size() != tokens.tag_size()) {
    return InvalidArgument("tokens: arrays of different lengths");
  }
  model::Tokens out;
  out.begin.assign(tokens.begin().begin(), tokens.begin().end());
  out.end.assign(tokens.end().begin(), tokens.end().end());
  out.tag.reserve(tokens.tag_size());
  uint32_t last = 0;
  for (int i = 0; i < tokens.begin_size(); ++i) {
    if (tokens.begin(i) < last || tokens.end(i) <= tokens.begin(i) || tokens.end(i) > text_size) {
      return InvalidArgument("tokens: word " + std::to_string(i) + " is out of order or outside");
    }
    last = tokens.end(i);
    if (tokens.tag(i) >= static_cast<uint32_t>(model::kWordTagCount)) {
      return InvalidArgument("tokens.tag: unknown value " + std::to_string(tokens.tag(i)));
    }
    out.tag.push_back(static_cast<uint8_t>(tokens.tag(i)));
  }
  return out;
}

}  // namespace

v1::Section ToProto(const model::Section& section) {
  v1::Section out;
  out.set_level(section.level);
  out.set_label(section.label);
  out.set_title(section.title);
  out.set_role(ToProto(section.role));
  *out.mutable_heading() = ToProto(section.heading);
  *out.mutable_span() = ToProto(section.span);
  out.set_parent(section.parent);
  out.set_is_inline(section.is_inline);
  return out;
}

v1::Sentence ToProto(const model::Sentence& sentence) {
  v1::Sentence out;
  *out.mutable_span() = ToProto(sentence.span);
  out.set_section(sentence.section);
  out.set_paragraph(sentence.paragraph);
  out.set_heading(sentence.heading);
  return out;
}

v1::Segmentation ToProto(const model::Segmentation& segmentation) {
  v1::Segmentation out;
  for (const model::Section& section : segmentation.sections) *out.add_sections() = ToProto(section);
  for (const model::Sentence& sentence : segmentation.sentences) {
    *out.add_sentences() = ToProto(sentence);
  }
  const model::Tokens& tokens = segmentation.tokens;
  if (!tokens.begin.empty()) {
    v1::Tokens* t = out.mutable_tokens();
    t->mutable_begin()->Add(tokens.begin.begin(), tokens.begin.end());
    t->mutable_end()->Add(tokens.end.begin(), tokens.end.end());
    t->mutable_tag()->Add(tokens.tag.begin(), tokens.tag.end());
    for (int tag = 0; tag < model::kWordTagCount; ++tag) {
      t->add_tag_names(std::string(model::WordTagName(static_cast<model::WordTag>(tag))));
    }
  }
  return out;
}

StatusOr<model::Segmentation> FromProto(const v1::Segmentation& segmentation, size_t text_size) {
  model::Segmentation out;
  for (int i = 0; i < segmentation.sections_size(); ++i) {
    GONGBAO_ASSIGN_OR_RETURN(model::Section section,
                             FromProto(segmentation.sections(i), text_size, i));
    out.sections.push_back(std::move(section));
  }
  for (const v1::Sentence& sentence : segmentation.sentences()) {
    model::Sentence s;
    GONGBAO_ASSIGN_OR_RETURN(s.span, SpanIn(sentence.span(), text_size, "sentence.span"));
    s.section = sentence.section();
    if (s.section < 0 || s.section >= std::max(1, segmentation.sections_size())) {
      return InvalidArgument("sentence.section: no section " + std::to_string(s.section));
    }
    s.paragraph = sentence.paragraph();
    s.heading = sentence.heading();
    out.sentences.push_back(s);
  }
  GONGBAO_ASSIGN_OR_RETURN(out.tokens, FromProto(segmentation.tokens(), text_size));
  return out;
}

v1::Analysis ToProto(const model::Analysis& analysis) {
  v1::Analysis out;
  *out.mutable_document() = ToProto(analysis.document);
  out.set_revision(analysis.revision);
  out.set_pipeline_version(analysis.pipeline_version);
  out.set_clean_text(analysis.clean_text);
  *out.mutable_segmentation() = ToProto(analysis.segmentation);
  for (const model::Fact& fact : analysis.facts) *out.add_facts() = ToProto(fact);
  out.mutable_fingerprint()->Add(analysis.fingerprint.begin(), analysis.fingerprint.end());
  for (const std::string& id : analysis.bundle_ids) out.add_bundle_ids(id);
  out.set_metadata_version(analysis.metadata_version);
  return out;
}

StatusOr<model::Analysis> FromProto(const v1::Analysis& analysis) {
  model::Analysis out;
  GONGBAO_ASSIGN_OR_RETURN(out.document, FromProto(analysis.document()));
  out.revision = analysis.revision();
  out.pipeline_version = analysis.pipeline_version();
  out.clean_text = analysis.clean_text();
  const size_t size = out.clean_text.size();
  GONGBAO_ASSIGN_OR_RETURN(out.segmentation, FromProto(analysis.segmentation(), size));
  for (const v1::Fact& fact : analysis.facts()) {
    GONGBAO_ASSIGN_OR_RETURN(model::Fact f, FromProto(fact));
    if (f.evidence.end > size) return InvalidArgument("fact.evidence: outside the clean text");
    out.facts.push_back(std::move(f));
  }
  out.fingerprint.assign(analysis.fingerprint().begin(), analysis.fingerprint().end());
  out.bundle_ids.assign(analysis.bundle_ids().begin(), analysis.bundle_ids().end());
  out.metadata_version = analysis.metadata_version();
  return out;
}

}  // namespace gongbao::wire
