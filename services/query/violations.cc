#include "services/query/violations.h"

namespace gongbao::query {

void Violations::Add(std::string_view field, std::string_view problem) {
  values_.emplace_back(field, problem);
}

void Violations::Add(std::string_view field, const Status& error) { Add(field, Message(error)); }

Status Violations::ToStatus() const {
  if (values_.empty()) return absl::OkStatus();
  std::string message;
  for (const auto& [field, problem] : values_) {
    if (!message.empty()) message += "; ";
    message += field + " " + problem;
  }
  return InvalidArgument(message, values_);
}

}  // namespace gongbao::query
