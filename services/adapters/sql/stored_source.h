// Origins and documents of ingest in the form in which they are stored. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/adapters/sql/connection.h"
#include "services/base/status.h"
#include "services/model/correction.h"
#include "services/model/document.h"
#include "services/ports/source_store.h"

namespace gongbao::sql {

// v1.Origin without the time. INVALID_ARGUMENT: text that is not UTF-8.
StatusOr<std::string> EncodeOrigin(const model::Origin& origin);
StatusOr<model::Origin> DecodeOrigin(std::string_view bytes, int64_t arrived_unix_ms);
// v1.Correction without name, number and time. INVALID_ARGUMENT: text that is not UTF-8.
StatusOr<std::string> EncodeCorrection(const model::Correction& correction);
// DATA_LOSS where the bytes are no such message.
StatusOr<model::Correction> DecodeCorrection(std::string_view bytes, std::string_view document_id,
                                             int64_t number, int64_t made_unix_ms);
// v1.Document.
StatusOr<std::string> EncodeDocument(const model::Document& document);

// Replaces the account of how the source was last read.
Status PutReading(Connection& connection, const std::string& source_id,
                  const ports::Reading& reading);

}  // namespace gongbao::sql
