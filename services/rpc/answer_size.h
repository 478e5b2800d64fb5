// The limit on what a handler answers in one message. Thread rule: a pure function.
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "services/base/status.h"

namespace gongbao::rpc {

// RESOURCE_EXHAUSTED, naming the limit, where the answer would not fit in a message of that size.
inline Status CheckAnswerSize(const google::protobuf::Message& answer, size_t limit) {
  const size_t bytes = answer.ByteSizeLong();
  if (bytes <= limit) return absl::OkStatus();
  return LimitExceeded("the answer has " + std::to_string(bytes) + " bytes, more than " +
                           std::to_string(limit) + ": ask for less",
                       {{"limit", std::to_string(limit)}});
}

}  // namespace gongbao::rpc
