#include "services/base/text.h"
#include "services/wire/convert.h"
#include "services/wire/enums.h"

namespace gongbao::wire {

v1::CorrectedFields ToProto(const model::CorrectedFields& fields) {
  v1::CorrectedFields out;
  if (fields.place_id) out.set_place_id(*fields.place_id);
  if (fields.year) out.set_year(*fields.year);
  if (fields.kind) out.set_kind(ToProto(*fields.kind));
  if (fields.title) out.set_title(*fields.title);
  if (fields.subtitle) out.set_subtitle(*fields.subtitle);
  if (fields.published) out.set_published(*fields.published);
  if (fields.url) out.set_url(*fields.url);
  if (fields.speaker_role) out.set_speaker_role(*fields.speaker_role);
  return out;
}

StatusOr<model::CorrectedFields> FromProto(const v1::CorrectedFields& fields) {
  model::CorrectedFields out;
  if (fields.has_place_id()) out.place_id = fields.place_id();
  if (fields.has_year()) out.year = fields.year();
  if (fields.has_kind()) {
    GONGBAO_ASSIGN_OR_RETURN(
        out.kind, EnumFromProto(fields.kind(), model::DocumentKind::kOther, "fields.kind"));
  }
  if (fields.has_title()) out.title = fields.title();
  if (fields.has_subtitle()) out.subtitle = fields.subtitle();
  if (fields.has_published()) out.published = fields.published();
  if (fields.has_url()) out.url = fields.url();
  if (fields.has_speaker_role()) out.speaker_role = fields.speaker_role();
  return out;
}

v1::Correction ToProto(const model::Correction& correction) {
  v1::Correction out;
  out.set_name(Cat({NameOf("documents", correction.document_id), "/corrections/",
                    std::to_string(correction.number)}));
  out.set_number(correction.number);
  *out.mutable_fields() = ToProto(correction.fields);
  for (const std::string& field : correction.cleared) out.add_cleared_fields(field);
  out.set_author(correction.author);
  out.set_note(correction.note);
  out.set_made_unix_ms(correction.made_unix_ms);
  return out;
}

}  // namespace gongbao::wire
