#include "gateway/grpc/reflection.h"

#include <google/protobuf/descriptor.pb.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>

#include "gateway/grpc/reflection_messages.pb.h"

namespace gongbao::gateway {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;
using reflection::ServerReflectionRequest;
using reflection::ServerReflectionResponse;

// The file and, once each, the files that it needs.
void AddWithImports(const FileDescriptor* file, std::set<const FileDescriptor*>* seen,
                    reflection::FileDescriptorResponse* response) {
  if (!seen->insert(file).second) return;
  FileDescriptorProto proto;
  file->CopyTo(&proto);
  response->add_file_descriptor_proto(proto.SerializeAsString());
  for (int i = 0; i < file->dependency_count(); ++i) {
    AddWithImports(file->dependency(i), seen, response);
  }
}

void SetError(grpc::StatusCode code, const std::string& message,
              ServerReflectionResponse* response) {
  response->mutable_error_response()->set_error_code(code);
  response->mutable_error_response()->set_error_message(message);
}

void SetFile(const FileDescriptor* file, const std::string& asked,
             ServerReflectionResponse* response) {
  if (file == nullptr)
    return SetError(grpc::StatusCode::NOT_FOUND, "not found: " + asked, response);
  std::set<const FileDescriptor*> seen;
  AddWithImports(file, &seen, response->mutable_file_descriptor_response());
}

std::string ToString(grpc::ByteBuffer buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return "";
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

// One answer for each question, one at a time.
class ReflectionReactor : public grpc::ServerGenericBidiReactor {
 public:
  explicit ReflectionReactor(const Reflection& owner) : reflection_(owner) { StartRead(&in_); }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    const std::string answer = reflection_.Answer(ToString(in_));
    if (answer.empty()) {
      return Finish({grpc::StatusCode::INVALID_ARGUMENT, "not a ServerReflectionRequest"});
    }
    const grpc::Slice slice(answer);
    out_ = grpc::ByteBuffer(&slice, 1);
    StartWrite(&out_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    StartRead(&in_);
  }
  void OnDone() override { delete this; }

 private:
  const Reflection& reflection_;
  grpc::ByteBuffer in_;
  grpc::ByteBuffer out_;
};

}  // namespace

Reflection::Reflection(const std::vector<const google::protobuf::ServiceDescriptor*>& services) {
  for (const auto* service : services) {
    services_.push_back(service->full_name());
    AddFile(service->file());
  }
  std::sort(services_.begin(), services_.end());
}

void Reflection::AddFile(const FileDescriptor* file) {
  if (!files_.insert(file).second) return;
  for (int i = 0; i < file->dependency_count(); ++i) AddFile(file->dependency(i));
}

bool Reflection::IsReflectionMethod(std::string_view method) {
  return method == "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo" ||
         method == "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
}

grpc::ServerGenericBidiReactor* Reflection::Serve() const { return new ReflectionReactor(*this); }

const FileDescriptor* Reflection::FindSymbol(const std::string& symbol) const {
  const FileDescriptor* file = DescriptorPool::generated_pool()->FindFileContainingSymbol(symbol);
  return files_.contains(file) ? file : nullptr;
}

std::string Reflection::Answer(const std::string& request) const {
  ServerReflectionRequest question;
  if (!question.ParseFromString(request)) return "";
  ServerReflectionResponse response;
  response.set_valid_host(question.host());
  *response.mutable_original_request() = question;
  const DescriptorPool* pool = DescriptorPool::generated_pool();
  switch (question.message_request_case()) {
    case ServerReflectionRequest::kListServices: {
      auto* list = response.mutable_list_services_response();
      for (const std::string& name : services_) list->add_service()->set_name(name);
      break;
    }
    case ServerReflectionRequest::kFileByFilename: {
      const FileDescriptor* file = pool->FindFileByName(question.file_by_filename());
      SetFile(files_.contains(file) ? file : nullptr, question.file_by_filename(), &response);
      break;
    }
    case ServerReflectionRequest::kFileContainingSymbol:
      SetFile(FindSymbol(question.file_containing_symbol()), question.file_containing_symbol(),
              &response);
      break;
    case ServerReflectionRequest::kFileContainingExtension: {
      const auto& asked = question.file_containing_extension();
      const auto* type = pool->FindMessageTypeByName(asked.containing_type());
      const FieldDescriptor* field =
          type == nullptr ? nullptr : pool->FindExtensionByNumber(type, asked.extension_number());
      const bool seen = field != nullptr && files_.contains(field->file());
      SetFile(seen ? field->file() : nullptr, asked.containing_type(), &response);
      break;
    }
    case ServerReflectionRequest::kAllExtensionNumbersOfType: {
      const std::string& name = question.all_extension_numbers_of_type();
      const auto* type = pool->FindMessageTypeByName(name);
      if (type == nullptr || !files_.contains(type->file())) {
        SetError(grpc::StatusCode::NOT_FOUND, "not found: " + name, &response);
        break;
      }
      auto* numbers = response.mutable_all_extension_numbers_response();
      numbers->set_base_type_name(name);
      std::vector<const FieldDescriptor*> extensions;
      pool->FindAllExtensions(type, &extensions);
      for (const FieldDescriptor* field : extensions) {
        if (files_.contains(field->file())) numbers->add_extension_number(field->number());
      }
      break;
    }
    case ServerReflectionRequest::MESSAGE_REQUEST_NOT_SET:
      SetError(grpc::StatusCode::INVALID_ARGUMENT, "no question", &response);
      break;
  }
  return response.SerializeAsString();
}

}  // namespace gongbao::gateway
