// Sources and documents. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/period.h"
#include "services/model/place.h"

namespace gongbao::model {

enum class DocumentKind { kUnknown, kWorkReport, kWorkSummary, kSpeech, kPlan, kBulletin, kOther };
std::string_view DocumentKindName(DocumentKind kind);  // "work_report"; "unknown"

// What a person or a table says of a source before it is read; empty means that nothing is said.
struct Hints {
  std::string province;
  std::string city;
  std::string county;
  std::string place;
  std::string place_id;
  std::optional<int32_t> year;
  std::string title;
  std::string url;
  std::string published;  // YYYY-MM-DD
  std::string encoding;
  friend bool operator==(const Hints&, const Hints&) = default;
};

// One arrival of a source.
struct Origin {
  std::string name;       // file name or address
  std::string container;  // SHA-256 of the container, hex; empty for a plain file
  std::string member;     // member path or row number in it
  Hints hints;
  int64_t arrived_unix_ms = 0;
  friend bool operator==(const Origin&, const Origin&) = default;
};

// The bytes of one leaf. id = SHA-256 of them, hex.
struct Source {
  std::string id;
  int64_t byte_size = 0;
  std::string media_type;
  std::string encoding;
  std::vector<Origin> origins;  // oldest first
  friend bool operator==(const Source&, const Source&) = default;
};

// How a metadata field came about. basis: text, name, hint, correction.
struct FieldEvidence {
  std::string field;
  std::string basis;
  int32_t confidence_per_mille = 0;
  std::vector<std::string> conflicts;
  std::string note;  // for people
  friend bool operator==(const FieldEvidence&, const FieldEvidence&) = default;
};

// One report of one source. id = source id + "-" + offset in the source text (bytes).
struct Document {
  std::string id;
  std::string source_id;
  int64_t source_offset = 0;
  std::string title;
  std::string subtitle;
  DocumentKind kind = DocumentKind::kUnknown;
  PlaceRef place;
  std::optional<int32_t> year;  // under review; of a plan, the year it is for
  std::optional<Period> term;   // the term under review
  std::string speaker_role;
  std::string published;  // YYYY-MM-DD
  std::string url;
  std::vector<std::string> masked;  // "place", "year"
  std::string home;                 // six characters, see HomeOf
  std::vector<FieldEvidence> evidence;
  std::vector<std::string> warnings;
  friend bool operator==(const Document&, const Document&) = default;
};

std::string DocumentId(std::string_view source_id, int64_t source_offset);

}  // namespace gongbao::model
