#include "services/model/correction.h"

namespace gongbao::model {
namespace {

constexpr std::string_view kFields[] = {"place", "year",      "kind", "title",
                                        "subtitle", "published", "url",  "speaker_role"};

void Clear(std::string_view field, CorrectedFields* fields) {
  if (field == "place") fields->place_id.reset();
  if (field == "year") fields->year.reset();
  if (field == "kind") fields->kind.reset();
  if (field == "title") fields->title.reset();
  if (field == "subtitle") fields->subtitle.reset();
  if (field == "published") fields->published.reset();
  if (field == "url") fields->url.reset();
  if (field == "speaker_role") fields->speaker_role.reset();
}

template <class T>
void Take(const std::optional<T>& from, std::optional<T>* to) {
  if (from) *to = from;
}

}  // namespace

std::span<const std::string_view> CorrectableFields() { return kFields; }

CorrectedFields Combine(std::span<const Correction> corrections, std::string_view document_id) {
  CorrectedFields all;
  for (const Correction& correction : corrections) {
    if (correction.document_id != document_id) continue;
    for (const std::string& field : correction.cleared) Clear(field, &all);
    const CorrectedFields& fields = correction.fields;
    Take(fields.place_id, &all.place_id);
    Take(fields.year, &all.year);
    Take(fields.kind, &all.kind);
    Take(fields.title, &all.title);
    Take(fields.subtitle, &all.subtitle);
    Take(fields.published, &all.published);
    Take(fields.url, &all.url);
    Take(fields.speaker_role, &all.speaker_role);
  }
  return all;
}

}  // namespace gongbao::model
