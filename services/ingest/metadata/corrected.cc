#include "services/ingest/metadata/corrected.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/metadata/dates.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kMaxNoteBytes = 1000;
constexpr size_t kMaxAuthorBytes = 200;
constexpr size_t kMaxFieldBytes = 2000;
constexpr int32_t kFirstYear = 1949;
constexpr int32_t kLastYear = 2100;

// Puts a person's word into the field's evidence; what was read before becomes a conflict.
void Note(std::string_view field, const std::string& read, const std::string& corrected,
          model::Document* document) {
  auto& evidence = document->evidence;
  auto entry = std::find_if(evidence.begin(), evidence.end(),
                            [&](const model::FieldEvidence& e) { return e.field == field; });
  if (entry == evidence.end()) {
    evidence.push_back({std::string(field), "", 0, {}, ""});
    entry = evidence.end() - 1;
  }
  std::vector<std::string>& conflicts = entry->conflicts;
  conflicts.erase(std::remove(conflicts.begin(), conflicts.end(), corrected), conflicts.end());
  if (!read.empty() && read != corrected &&
      std::find(conflicts.begin(), conflicts.end(), read) == conflicts.end()) {
    conflicts.insert(conflicts.begin(), read);
  }
  entry->basis = "correction";
  entry->confidence_per_mille = 1000;
  entry->note.clear();
}

void Unmask(std::string_view field, model::Document* document) {
  auto& masked = document->masked;
  masked.erase(std::remove(masked.begin(), masked.end(), field), masked.end());
}

void SetText(std::string_view field, const std::optional<std::string>& value, std::string* text,
             model::Document* document) {
  if (!value) return;
  Note(field, *text, *value, document);
  *text = *value;
}

void SetPlace(const gazetteer::Gazetteer& gazetteer, const std::string& id, model::Document* document) {
  const model::PlaceRef read = std::exchange(document->place, {});
  Note("place", read.place_id.empty() ? read.text : read.place_id, id, document);
  if (const auto place = ReferById(gazetteer, id)) {
    document->place = *place;
  } else {
    // A gazetteer of another day knew it.
    document->place.place_id = id;
    document->place.level = id.size() > 6 ? model::PlaceLevel::kTown : model::PlaceLevel::kCounty;
    document->warnings.push_back("the place " + id + " of a correction is not in the gazetteer");
  }
  // The name as the text has it stays, where it has one.
  if (!read.text.empty()) document->place.text = read.text;
  Unmask("place", document);
}

void CheckLength(const char* field, const std::optional<std::string>& value, ErrorValues* wrong) {
  if (!value) return;
  if (value->size() > kMaxFieldBytes) {
    wrong->push_back({field, "is longer than " + std::to_string(kMaxFieldBytes) + " bytes"});
  }
}

void CheckCleared(const model::Correction& correction, ErrorValues* wrong) {
  const auto known = model::CorrectableFields();
  const model::CorrectedFields& fields = correction.fields;
  const auto is_set = [&](std::string_view field) {
    return (field == "place" && fields.place_id) || (field == "year" && fields.year) ||
           (field == "kind" && fields.kind) || (field == "title" && fields.title) ||
           (field == "subtitle" && fields.subtitle) || (field == "published" && fields.published) ||
           (field == "url" && fields.url) || (field == "speaker_role" && fields.speaker_role);
  };
  for (const std::string& field : correction.cleared) {
    if (std::find(known.begin(), known.end(), field) == known.end()) {
      const std::vector<std::string> names(known.begin(), known.end());
      wrong->push_back({"clear_fields", "\"" + Shorten(field, 40) + "\" is none of " + Join(names, ", ")});
    } else if (is_set(field)) {
      wrong->push_back({"clear_fields", field + " is set and cleared at once"});
    }
  }
}

}  // namespace

std::optional<model::PlaceRef> ReferById(const gazetteer::Gazetteer& gazetteer, const std::string& place_id) {
  const std::optional<model::Place> place = gazetteer.Describe(place_id);
  if (!place) return std::nullopt;
  if (const auto index = gazetteer.Find(place_id)) return gazetteer.Refer(*index, place->name);
  const auto county = gazetteer.Find(place->parent);
  if (!county) return std::nullopt;
  model::PlaceRef ref = gazetteer.Refer(*county, place->name);
  ref.county = std::string(gazetteer.Name(*county));
  ref.place_id = place->id;
  ref.level = place->level;
  return ref;
}

void ApplyCorrection(const gazetteer::Gazetteer& gazetteer, const model::CorrectedFields& fields,
                     model::Document* document) {
  SetText("title", fields.title, &document->title, document);
  SetText("subtitle", fields.subtitle, &document->subtitle, document);
  SetText("published", fields.published, &document->published, document);
  SetText("url", fields.url, &document->url, document);
  SetText("speaker_role", fields.speaker_role, &document->speaker_role, document);
  if (fields.kind) {
    Note("kind", std::string(DocumentKindName(document->kind)), std::string(DocumentKindName(*fields.kind)),
         document);
    document->kind = *fields.kind;
  }
  if (fields.year) {
    Note("year", document->year ? std::to_string(*document->year) : "", std::to_string(*fields.year), document);
    document->year = *fields.year;
    Unmask("year", document);
  }
  if (fields.place_id) SetPlace(gazetteer, *fields.place_id, document);
}

Status CheckCorrection(const gazetteer::Gazetteer& gazetteer, const model::Correction& correction) {
  ErrorValues wrong;
  const model::CorrectedFields& fields = correction.fields;
  if (fields.empty() && correction.cleared.empty()) {
    wrong.push_back({"fields", "sets nothing, and nothing is cleared"});
  }
  if (fields.place_id && !gazetteer.Describe(*fields.place_id)) {
    wrong.push_back({"fields.place_id", "there is no place \"" + Shorten(*fields.place_id, 80) +
                                            "\": give a code (421321) or an unlisted town of a listed county "
                                            "(421321~新月镇)"});
  }
  if (fields.year && (*fields.year < kFirstYear || *fields.year > kLastYear)) {
    wrong.push_back({"fields.year", std::to_string(*fields.year) + " is not between " +
                                        std::to_string(kFirstYear) + " and " + std::to_string(kLastYear)});
  }
  if (fields.kind && *fields.kind == model::DocumentKind::kUnknown) {
    wrong.push_back({"fields.kind", "is not said"});
  }
  if (fields.published && !fields.published->empty()) {
    const auto date = FindDate(*fields.published);
    if (!date || date->ToText() != *fields.published) {
      wrong.push_back({"fields.published", "\"" + Shorten(*fields.published, 40) + "\" is no date YYYY-MM-DD"});
    }
  }
  CheckLength("fields.place_id", fields.place_id, &wrong);
  CheckLength("fields.title", fields.title, &wrong);
  CheckLength("fields.subtitle", fields.subtitle, &wrong);
  CheckLength("fields.url", fields.url, &wrong);
  CheckLength("fields.speaker_role", fields.speaker_role, &wrong);
  if (correction.note.size() > kMaxNoteBytes) wrong.push_back({"note", "is longer than 1000 bytes"});
  if (correction.author.size() > kMaxAuthorBytes) wrong.push_back({"author", "is longer than 200 bytes"});
  CheckCleared(correction, &wrong);
  if (wrong.empty()) return absl::OkStatus();
  std::string message;
  for (const auto& [field, problem] : wrong) message += (message.empty() ? "" : "; ") + field + ": " + problem;
  return InvalidArgument(message, std::move(wrong));
}

}  // namespace gongbao::ingest
