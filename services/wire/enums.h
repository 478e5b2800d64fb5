// The enums of model and proto have the same numbers (Bound apart: kExact is BOUND_EXACT, one more),
// so a checked cast converts them. Inside services/wire only.
#pragma once

#include <string>

#include "services/base/status.h"

namespace gongbao::wire {

// The model's value of a proto enum; INVALID_ARGUMENT naming the field where the model has none.
template <class Model, class Proto>
StatusOr<Model> EnumFromProto(Proto value, Model last, const char* field) {
  const int number = static_cast<int>(value);
  if (number < 0 || number > static_cast<int>(last)) {
    return InvalidArgument(std::string(field) + ": unknown value " + std::to_string(number));
  }
  return static_cast<Model>(number);
}

template <class Proto, class Model>
Proto EnumToProto(Model value) {
  return static_cast<Proto>(static_cast<int>(value));
}

}  // namespace gongbao::wire
