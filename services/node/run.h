// The one entry of all executables. Call it from main, once.
#pragma once

#include <string_view>

namespace gongbao::node {

// role: name of the executable (gongbao, gongbao-ingest, …). Gives the exit code.
int Run(std::string_view role, int argc, char** argv);

}  // namespace gongbao::node
