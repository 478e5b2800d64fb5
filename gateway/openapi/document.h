// The OpenAPI 3.0 document of the routes: paths, parameters, bodies, answers, errors, with the
// comments of the protos. Free functions, called once at start.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/transcode/route.h"
#include "services/base/status.h"

namespace gongbao::gateway {

// JSON. descriptors: a serialized FileDescriptorSet with source information; that of gongbao.v1
// where empty.
StatusOr<std::string> MakeOpenApi(const RouteTable& routes, std::string_view descriptors);

// "/v1/{name=jobs/*}:seal" → "/v1/jobs/{job}:seal", with what each parameter stands for.
struct OpenApiPath {
  struct Parameter {
    std::string name;         // "job"
    std::string field_path;   // "name"
    std::string description;  // "part of name = jobs/{job}"
  };
  std::string path;
  std::vector<Parameter> parameters;
};
OpenApiPath ToOpenApiPath(const PathTemplate& path);

}  // namespace gongbao::gateway
