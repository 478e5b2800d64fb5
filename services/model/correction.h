// What a person says of a document. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/document.h"

namespace gongbao::model {

// Values of fields that hold whatever hints and the text say.
struct CorrectedFields {
  std::optional<std::string> place_id;
  std::optional<int32_t> year;
  std::optional<DocumentKind> kind;
  std::optional<std::string> title;
  std::optional<std::string> subtitle;
  std::optional<std::string> published;  // YYYY-MM-DD
  std::optional<std::string> url;
  std::optional<std::string> speaker_role;

  bool empty() const { return *this == CorrectedFields{}; }
  friend bool operator==(const CorrectedFields&, const CorrectedFields&) = default;
};

// One change that a person made. Kept for ever: what holds is what all of them together say.
struct Correction {
  std::string document_id;
  int64_t number = 0;  // from 1 in each document, in the order made; given by the store
  CorrectedFields fields;
  std::vector<std::string> cleared;  // fields given back to hints and the text, before `fields` are set
  std::string author;
  std::string note;
  int64_t made_unix_ms = 0;
  friend bool operator==(const Correction&, const Correction&) = default;
};

// Names of the fields that can be corrected: place, year, kind, title, subtitle, published, url, speaker_role.
std::span<const std::string_view> CorrectableFields();
// What the corrections of one document, oldest first, say together; those of others are passed over.
CorrectedFields Combine(std::span<const Correction> corrections, std::string_view document_id);

}  // namespace gongbao::model
