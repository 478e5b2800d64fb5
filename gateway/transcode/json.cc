#include "gateway/transcode/json.h"

#include <google/protobuf/util/json_util.h>

#include "gateway/transcode/json_check.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

namespace util = google::protobuf::util;

util::JsonPrintOptions PrintOptions() {
  util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  return options;
}

std::string_view MessageOf(const util::Status& status) {
  return std::string_view(status.message().data(), status.message().size());
}

}  // namespace

Status FromJson(std::string_view json, google::protobuf::Message* message) {
  GONGBAO_RETURN_IF_ERROR(CheckJson(json, kMaxJsonDepth));
  const util::Status parsed = util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), message, util::JsonParseOptions());
  if (parsed.ok()) return absl::OkStatus();
  return InvalidArgument(Cat(
      {"JSON is no ", message->GetDescriptor()->name(), ": ", Shorten(MessageOf(parsed), 300)}));
}

StatusOr<std::string> ToJson(const google::protobuf::Message& message) {
  std::string json;
  const util::Status printed = util::MessageToJsonString(message, &json, PrintOptions());
  if (!printed.ok()) return Internal(Cat({"cannot print JSON: ", MessageOf(printed)}));
  return json;
}

}  // namespace gongbao::gateway
