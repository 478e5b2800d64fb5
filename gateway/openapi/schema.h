// OpenAPI schemas of messages and enums, as protobuf's JSON mapping has them. One thread.
#pragma once

#include <google/protobuf/descriptor.h>

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "gateway/openapi/comments.h"

namespace gongbao::gateway {

class Schemas {
 public:
  explicit Schemas(const Comments& comments) : comments_(comments) {}

  // The schema of a field, with its comment; messages and enums are references to components.
  boost::json::object OfField(const google::protobuf::FieldDescriptor& field);
  // A reference to the message's component.
  boost::json::object OfMessage(const google::protobuf::Descriptor& message);

  // Every component that was referred to, by name.
  boost::json::object TakeComponents();

 private:
  boost::json::object OfValue(const google::protobuf::FieldDescriptor& field);
  boost::json::object OfEnum(const google::protobuf::EnumDescriptor& type);
  boost::json::object Describe(const google::protobuf::Descriptor& message);
  boost::json::object Describe(const google::protobuf::EnumDescriptor& type);

  const Comments& comments_;
  std::map<std::string, boost::json::object> components_;
  std::vector<const google::protobuf::Descriptor*> messages_;  // referred to, not yet described
};

}  // namespace gongbao::gateway
