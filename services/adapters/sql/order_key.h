// The order keys that pages begin after: text whose bytes rise with the order. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::sql {

// Canonical order of facts; n, the number in its document, sets apart what is equal otherwise.
struct FactKey {
  std::string home;
  std::string place_id;
  int64_t first_month = 0;
  int64_t last_month = 0;
  std::string document;
  int64_t evidence_begin = 0;
  int64_t evidence_end = 0;
  int64_t kind = 0;
  std::string id;
  int64_t n = 0;
};

struct DocumentKey {
  std::string home;
  std::string place_id;
  int64_t year = 0;
  std::string id;
};

std::string EncodeKey(const FactKey& key);
std::string EncodeKey(const DocumentKey& key);
// INVALID_ARGUMENT where the text is no such key.
StatusOr<FactKey> DecodeFactKey(std::string_view text);
StatusOr<DocumentKey> DecodeDocumentKey(std::string_view text);

}  // namespace gongbao::sql
