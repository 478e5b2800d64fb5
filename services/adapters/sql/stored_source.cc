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

StatusOr<std::string> EncodeDocument(const model::Document& document) {
  std::string bytes = wire::ToProto(document).SerializeAsString();
  if (!DecodeDocument(bytes).ok()) {
    return InvalidArgument("document " + Shorten(document.id, 80) +
                           " holds text that is not UTF-8, or a value out of range");
  }
  return bytes;
}

}  // namespace gongbao::sql
