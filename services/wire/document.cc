#include "services/wire/convert.h"
#include "services/wire/enums.h"

namespace gongbao::wire {

v1::Place ToProto(const model::Place& place) {
  v1::Place out;
  out.set_name(NameOf("places", place.id));
  out.set_id(place.id);
  out.set_display_name(place.name);
  out.set_level(ToProto(place.level));
  out.set_parent(place.parent);
  if (place.valid_from) out.set_valid_from(*place.valid_from);
  if (place.valid_until) out.set_valid_until(*place.valid_until);
  for (const std::string& id : place.successors) out.add_successors(id);
  return out;
}

v1::PlaceRef ToProto(const model::PlaceRef& place) {
  v1::PlaceRef out;
  out.set_place_id(place.place_id);
  out.set_text(place.text);
  out.set_level(ToProto(place.level));
  out.set_province(place.province);
  out.set_city(place.city);
  out.set_county(place.county);
  for (const std::string& id : place.candidates) out.add_candidates(id);
  out.set_masked(place.masked);
  return out;
}

StatusOr<model::PlaceRef> FromProto(const v1::PlaceRef& place) {
  model::PlaceRef out;
  out.place_id = place.place_id();
  out.text = place.text();
  GONGBAO_ASSIGN_OR_RETURN(
      out.level, EnumFromProto(place.level(), model::PlaceLevel::kVillage, "place.level"));
  out.province = place.province();
  out.city = place.city();
  out.county = place.county();
  out.candidates.assign(place.candidates().begin(), place.candidates().end());
  out.masked = place.masked();
  return out;
}

v1::Period ToProto(const model::Period& period) {
  v1::Period out;
  out.set_kind(EnumToProto<v1::PeriodKind>(period.kind));
  out.set_first_month(period.first_month);
  out.set_last_month(period.last_month);
  out.set_as_printed(period.as_printed);
  return out;
}

StatusOr<model::Period> FromProto(const v1::Period& period) {
  model::Period out;
  GONGBAO_ASSIGN_OR_RETURN(
      out.kind, EnumFromProto(period.kind(), model::PeriodKind::kInstant, "period.kind"));
  out.first_month = period.first_month();
  out.last_month = period.last_month();
  out.as_printed = period.as_printed();
  return out;
}

v1::Hints ToProto(const model::Hints& hints) {
  v1::Hints out;
  out.set_province(hints.province);
  out.set_city(hints.city);
  out.set_county(hints.county);
  out.set_place(hints.place);
  out.set_place_id(hints.place_id);
  if (hints.year) out.set_year(*hints.year);
  out.set_title(hints.title);
  out.set_url(hints.url);
  out.set_published(hints.published);
  out.set_encoding(hints.encoding);
  return out;
}

StatusOr<model::Hints> FromProto(const v1::Hints& hints) {
  model::Hints out;
  out.province = hints.province();
  out.city = hints.city();
  out.county = hints.county();
  out.place = hints.place();
  out.place_id = hints.place_id();
  if (hints.has_year()) out.year = hints.year();
  out.title = hints.title();
  out.url = hints.url();
  out.published = hints.published();
  out.encoding = hints.encoding();
  return out;
}

v1::Origin ToProto(const model::Origin& origin) {
  v1::Origin out;
  out.set_name(origin.name);
  out.set_container(origin.container);
  out.set_member(origin.member);
  *out.mutable_hints() = ToProto(origin.hints);
  out.set_arrived_unix_ms(origin.arrived_unix_ms);
  return out;
}

v1::Source ToProto(const model::Source& source) {
  v1::Source out;
  out.set_name(NameOf("sources", source.id));
  out.set_id(source.id);
  out.set_byte_size(source.byte_size);
  out.set_media_type(source.media_type);
  out.set_encoding(source.encoding);
  for (const model::Origin& origin : source.origins) *out.add_origins() = ToProto(origin);
  return out;
}

v1::Document ToProto(const model::Document& document) {
  v1::Document out;
  out.set_name(NameOf("documents", document.id));
  out.set_id(document.id);
  out.set_source(document.source_id);
  out.set_source_offset(document.source_offset);
  out.set_title(document.title);
  out.set_subtitle(document.subtitle);
  out.set_kind(ToProto(document.kind));
  *out.mutable_place() = ToProto(document.place);
  if (document.year) out.set_year(*document.year);
  if (document.term) *out.mutable_term() = ToProto(*document.term);
  out.set_speaker_role(document.speaker_role);
  out.set_published(document.published);
  out.set_url(document.url);
  for (const std::string& field : document.masked) out.add_masked(field);
  out.set_home(document.home);
  for (const model::FieldEvidence& evidence : document.evidence) {
    v1::FieldEvidence* e = out.add_evidence();
    e->set_field(evidence.field);
    e->set_basis(evidence.basis);
    e->set_confidence_per_mille(evidence.confidence_per_mille);
    for (const std::string& value : evidence.conflicts) e->add_conflicts(value);
    e->set_note(evidence.note);
  }
  for (const std::string& warning : document.warnings) out.add_warnings(warning);
  return out;
}

StatusOr<model::Document> FromProto(const v1::Document& document) {
  model::Document out;
  out.id = document.id();
  out.source_id = document.source();
  out.source_offset = document.source_offset();
  out.title = document.title();
  out.subtitle = document.subtitle();
  GONGBAO_ASSIGN_OR_RETURN(
      out.kind, EnumFromProto(document.kind(), model::DocumentKind::kOther, "document.kind"));
  GONGBAO_ASSIGN_OR_RETURN(out.place, FromProto(document.place()));
  if (document.has_year()) out.year = document.year();
  if (document.has_term()) {
    GONGBAO_ASSIGN_OR_RETURN(out.term, FromProto(document.term()));
  }
  out.speaker_role = document.speaker_role();
  out.published = document.published();
  out.url = document.url();
  out.masked.assign(document.masked().begin(), document.masked().end());
  out.home = document.home();
  for (const v1::FieldEvidence& e : document.evidence()) {
    out.evidence.push_back({e.field(), e.basis(), e.confidence_per_mille(),
                            {e.conflicts().begin(), e.conflicts().end()}, e.note()});
  }
  out.warnings.assign(document.warnings().begin(), document.warnings().end());
  return out;
}

}  // namespace gongbao::wire
