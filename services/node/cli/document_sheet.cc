#include <ctime>

#include "services/base/text.h"
#include "services/node/cli/documents.h"
#include "services/node/cli/fact_text.h"

namespace gongbao::node {
namespace {

const v1::FieldEvidence* EvidenceOf(const v1::Document& document, std::string_view field) {
  for (const v1::FieldEvidence& evidence : document.evidence()) {
    if (evidence.field() == field) return &evidence;
  }
  return nullptr;
}

std::string PlaceWithAbove(const v1::PlaceRef& place) {
  std::string text = PlaceText(place);
  if (!place.place_id().empty()) text += " (" + place.place_id() + ")";
  for (const std::string* above : {&place.county(), &place.city(), &place.province()}) {
    if (!above->empty()) text += (text.empty() ? "" : ", ") + *above;
  }
  if (place.place_id().empty() && !place.masked()) text += text.empty() ? "not found" : ": not settled";
  return text;
}

class Sheet {
 public:
  explicit Sheet(const v1::Document& document) : document_(document) {}

  void Line(const std::string& name, const std::string& value) {
    if (value.empty()) return;
    out_ += name + std::string(name.size() < kColumn ? kColumn - name.size() : 1, ' ') + value + "\n";
  }
  // A field with what is known of its value.
  void Field(const std::string& name, const std::string& value) {
    const v1::FieldEvidence* evidence = EvidenceOf(document_, name);
    if (evidence == nullptr) return Line(name, value);
    Line(name, Cat({value.empty() ? "-" : value, "  [", evidence->basis(), " ",
                    std::to_string(evidence->confidence_per_mille()), "‰]"}));
    for (const std::string& other : evidence->conflicts()) Line("", "not " + other);
    Line("", evidence->note());
  }
  std::string Take() && { return std::move(out_); }

 private:
  static constexpr size_t kColumn = 14;
  const v1::Document& document_;
  std::string out_;
};

}  // namespace

std::string DocumentName(const std::string& id) {
  return id.starts_with("documents/") ? id : "documents/" + id;
}

std::string CorrectionText(const v1::Correction& correction) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const std::string& field : correction.cleared_fields()) add(field + " cleared");
  const v1::CorrectedFields& fields = correction.fields();
  if (fields.has_place_id()) add("place " + fields.place_id());
  if (fields.has_year()) add("year " + std::to_string(fields.year()));
  if (fields.has_kind()) add("kind " + EnumText(fields.kind()));
  if (fields.has_title()) add("title " + fields.title());
  if (fields.has_subtitle()) add("subtitle " + fields.subtitle());
  if (fields.has_published()) add("published " + fields.published());
  if (fields.has_url()) add("url " + fields.url());
  if (fields.has_speaker_role()) add("speaker_role " + fields.speaker_role());
  const std::time_t seconds = static_cast<std::time_t>(correction.made_unix_ms() / 1000);
  std::tm utc{};
  char when[32] = "";
  if (gmtime_r(&seconds, &utc) != nullptr) std::strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
  if (correction.made_unix_ms() != 0) text += Cat({"  [", when});
  if (correction.made_unix_ms() != 0 && !correction.author().empty()) text += " " + correction.author();
  if (correction.made_unix_ms() != 0) text += "]";
  if (!correction.note().empty()) text += " " + correction.note();
  return text;
}

std::string DocumentSheet(const v1::Document& document) {
  Sheet sheet(document);
  sheet.Line("document", document.id());
  sheet.Field("title", document.title());
  sheet.Field("subtitle", document.subtitle());
  sheet.Field("kind", EnumText(document.kind()));
  sheet.Field("place", PlaceWithAbove(document.place()));
  sheet.Line("level", EnumText(document.place().level()));
  sheet.Line("candidates", Join({document.place().candidates().begin(), document.place().candidates().end()},
                                ", "));
  sheet.Field("year", document.has_year() ? std::to_string(document.year()) : "");
  sheet.Field("term", document.has_term() ? PeriodText(document.term()) : "");
  sheet.Field("speaker_role", document.speaker_role());
  sheet.Field("published", document.published());
  sheet.Field("url", document.url());
  sheet.Line("masked", Join({document.masked().begin(), document.masked().end()}, ", "));
  for (const std::string& warning : document.warnings()) sheet.Line("warning", warning);
  return std::move(sheet).Take();
}

}  // namespace gongbao::node
