// What people can do about a failed item. Thread-safe: free functions over a table that is compiled in.
#pragma once

#include <string>
#include <string_view>

namespace gongbao::ingest {

// By the machine-readable reason and the stage of the failure; empty where nothing is known.
std::string RemedyFor(std::string_view reason, std::string_view stage);

}  // namespace gongbao::ingest
