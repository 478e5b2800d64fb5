// Fields of a message named by dotted paths, and setting them from text (path and query
// parameters). Free functions; a FieldPath may be shared by all threads.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::gateway {

// The fields on the way from a message to a leaf; all but the last are singular messages.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// Names of fields as in the proto (page_size) or in JSON (pageSize). INVALID_ARGUMENT names the
// part that is not there or that can't be walked through.
StatusOr<FieldPath> ResolveFieldPath(const google::protobuf::Descriptor& message,
                                     std::string_view path);

// True where a leaf can be given as text: a scalar, an enum, a wrapper, Duration, Timestamp or
// FieldMask.
bool IsTextual(const google::protobuf::FieldDescriptor& leaf);

// Sets the leaf (or adds to it, where it is repeated). INVALID_ARGUMENT names the parameter where
// the text is no value of the field, or where another member of the same oneof is set.
Status SetFromText(google::protobuf::Message* message, const FieldPath& path,
                   std::string_view parameter, const std::string& text);

}  // namespace gongbao::gateway
