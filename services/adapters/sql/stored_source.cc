#include "services/adapters/sql/stored_source.h"

#include "services/adapters/sql/stored_analysis.h"
#include "services/base/text.h"
#include "services/wire/convert.h"

namespace gongbao::sql {

StatusOr<std::string> EncodeOrigin(const model::Origin& origin) {
  v1::Origin message = wire::ToProto(origin);
  message.clear_arrived_unix_ms();
  const std::string bytes = message.SerializeAsString();
  if (!DecodeOrigin(bytes, 0).ok()) {
    return InvalidArgument("the origin \"" + Shorten(origin.name, 80) +
                           "\" holds text that is not UTF-8");
  }
  return bytes;
}

StatusOr<model::Origin> DecodeOrigin(std::string_view bytes, int64_t arrived_unix_ms) {
  v1::Origin message;
  const Status broken =
      MakeError(absl::StatusCode::kDataLoss, Reason::kInternal, "a stored origin can't be read");
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return broken;
  auto hints = wire::FromProto(message.hints());
  if (!hints.ok()) return broken;
  model::Origin origin;
  origin.name = message.name();
  origin.container = message.container();
  origin.member = message.member();
  origin.hints = std::move(hints).value();
  origin.arrived_unix_ms = arrived_unix_ms;
  return origin;
}

StatusOr<std::string> EncodeCorrection(const model::Correction& correction) {
  v1::Correction message = wire::ToProto(correction);
  message.clear_name();
  message.clear_number();
  message.clear_made_unix_ms();
  const std::string bytes = message.SerializeAsString();
  if (!DecodeCorrection(bytes, correction.document_id, 1, 0).ok()) {
    return InvalidArgument("the correction of document " + Shorten(correction.document_id, 80) +
                           " holds text that is not UTF-8, or a value out of range");
  }
  return bytes;
}

StatusOr<model::Correction> DecodeCorrection(std::string_view bytes, std::string_view document_id,
                                             int64_t number, int64_t made_unix_ms) {
  const Status broken = MakeError(absl::StatusCode::kDataLoss, Reason::kInternal,
                                  "a stored correction can't be read");
  v1::Correction message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return broken;
  auto fields = wire::FromProto(message.fields());
  if (!fields.ok()) return broken;
  model::Correction correction;
  correction.document_id = document_id;
  correction.number = number;
  correction.fields = std::move(fields).value();
  correction.cleared.assign(message.cleared_fields().begin(), message.cleared_fields().end());
  correction.author = message.author();
  correction.note = message.note();
  correction.made_unix_ms = made_unix_ms;
  return correction;
}

StatusOr<std::string> EncodeDocument(const model::Document& document) {
  std::string bytes = wire::ToProto(document).SerializeAsString();
  if (!DecodeDocument(bytes).ok()) {
    return InvalidArgument("document " + Shorten(document.id, 80) +
                           " holds text that is not UTF-8, or a value out of range");
  }
  return bytes;
}

}  // namespace gongbao::sql
