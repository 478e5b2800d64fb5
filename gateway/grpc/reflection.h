// Server reflection (grpc.reflection.v1 and v1alpha) of the services that pass through, answered
// from the program's descriptor pool. Its messages are compiled here under a package of their own:
// the generic service hides what it serves from gRPC's own plugin. Thread-safe.
#pragma once

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/async_generic_service.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::gateway {

class Reflection {
 public:
  // Only these services, and the files that they need, can be seen.
  explicit Reflection(const std::vector<const google::protobuf::ServiceDescriptor*>& services);

  static bool IsReflectionMethod(std::string_view method);
  // A reactor that answers one stream of questions and deletes itself.
  grpc::ServerGenericBidiReactor* Serve() const;

  // Bytes of a ServerReflectionRequest → bytes of its response; empty where they are no request.
  std::string Answer(const std::string& request) const;

 private:
  void AddFile(const google::protobuf::FileDescriptor* file);
  // The file that holds a symbol, null where it can't be seen.
  const google::protobuf::FileDescriptor* FindSymbol(const std::string& symbol) const;

  std::vector<std::string> services_;  // sorted
  std::set<const google::protobuf::FileDescriptor*> files_;
};

}  // namespace gongbao::gateway
