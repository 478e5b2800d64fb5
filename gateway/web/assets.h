// The files of the page, compiled in. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace gongbao::gateway {

struct WebAsset {
  std::string_view path;  // "/", "/app.js"
  std::string_view content_type;
  std::string_view content;
  std::string tag;  // for ETag, quotes included
};

// Null where there is no file of that path.
const WebAsset* FindWebAsset(std::string_view path);

}  // namespace gongbao::gateway
