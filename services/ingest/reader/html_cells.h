// Cells of tables that are no figures but parts of a page's layout. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gongbao::ingest {

// Where the cells with much text begin (that of the tables inside included), in order.
std::vector<size_t> FindLayoutCells(std::string_view html);

}  // namespace gongbao::ingest
