// Files that are there whole or not at all. Free functions; thread-safe for different paths.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::node {

// Makes the folder and those above it. PERMISSION_DENIED, UNAVAILABLE; the message names the path.
Status MakeFolder(const std::string& path);

// Writes beside the path and renames, so that nobody sees a part of it. Makes the folder it lies in.
Status WriteWholeFile(const std::string& path, std::string_view content);

}  // namespace gongbao::node
