#include "gateway/openapi/comments.h"

#include <google/protobuf/descriptor.pb.h>

#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using google::protobuf::SourceLocation;

// "  First line.\n second\n" → "First line. second"; an empty line stays a break.
std::string Tidy(const std::string& comment) {
  std::string out;
  bool gap = false;
  for (const std::string_view line : Split(comment, '\n')) {
    const std::string_view words = Strip(line);
    if (words.empty()) {
      gap = true;
      continue;
    }
    if (!out.empty()) out += gap ? "\n\n" : " ";
    out += words;
    gap = false;
  }
  return out;
}

// The element of the same name in the pool that has source information.
template <class Element>
std::string CommentOf(const Element* element) {
  SourceLocation location;
  if (element == nullptr || !element->GetSourceLocation(&location)) return "";
  return Tidy(location.leading_comments.empty() ? location.trailing_comments
                                                : location.leading_comments);
}

}  // namespace

StatusOr<Comments> Comments::Load(std::string_view descriptor_set) {
  FileDescriptorSet set;
  if (!set.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) {
    return Internal("the descriptors are no FileDescriptorSet");
  }
  Comments comments;
  comments.pool_ = std::make_unique<google::protobuf::DescriptorPool>();
  for (const FileDescriptorProto& file : set.file()) {  // imports come first
    if (comments.pool_->BuildFile(file) == nullptr) {
      return Internal(Cat({"the descriptors do not fit together at ", file.name()}));
    }
  }
  return comments;
}

std::string Comments::Of(const google::protobuf::ServiceDescriptor& service) const {
  return CommentOf(pool_->FindServiceByName(service.full_name()));
}
std::string Comments::Of(const google::protobuf::MethodDescriptor& method) const {
  return CommentOf(pool_->FindMethodByName(method.full_name()));
}
std::string Comments::Of(const google::protobuf::Descriptor& message) const {
  return CommentOf(pool_->FindMessageTypeByName(message.full_name()));
}
std::string Comments::Of(const google::protobuf::FieldDescriptor& field) const {
  return CommentOf(pool_->FindFieldByName(field.full_name()));
}
std::string Comments::Of(const google::protobuf::EnumDescriptor& type) const {
  return CommentOf(pool_->FindEnumTypeByName(type.full_name()));
}
std::string Comments::Of(const google::protobuf::EnumValueDescriptor& value) const {
  return CommentOf(pool_->FindEnumValueByName(value.full_name()));
}

}  // namespace gongbao::gateway
