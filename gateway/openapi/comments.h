// Comments of the protos, which compiled code does not hold, from a FileDescriptorSet with source
// information. Const after Load, so free for all threads.
#pragma once

#include <google/protobuf/descriptor.h>

#include <memory>
#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::gateway {

class Comments {
 public:
  // INTERNAL where the bytes are no FileDescriptorSet whose files belong together.
  static StatusOr<Comments> Load(std::string_view descriptor_set);

  // The comment before the element, lines joined; empty where there is none.
  std::string Of(const google::protobuf::ServiceDescriptor& service) const;
  std::string Of(const google::protobuf::MethodDescriptor& method) const;
  std::string Of(const google::protobuf::Descriptor& message) const;
  std::string Of(const google::protobuf::FieldDescriptor& field) const;
  std::string Of(const google::protobuf::EnumDescriptor& type) const;
  std::string Of(const google::protobuf::EnumValueDescriptor& value) const;

 private:
  std::unique_ptr<google::protobuf::DescriptorPool> pool_;
};

}  // namespace gongbao::gateway
