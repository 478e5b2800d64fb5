// What the columns of a table are for, by their names. Thread rule: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/model/document.h"

namespace gongbao::ingest {

// Of names such as full_text, content, 正文.
bool IsTextColumn(std::string_view name);
// Of names such as year, 省份.
bool IsHintColumn(std::string_view name);
// Takes what a cell says as the hint that its column's name stands for; nothing where the name is none of a hint, or the
// cell says nothing of its kind.
void SetHint(std::string_view name, std::string_view cell, model::Hints* hints);

// The column of that name, without regard to case and spaces.
std::optional<size_t> FindColumn(const std::vector<std::string>& names, std::string_view wanted);

// The one column of texts, by the first rows: its cells are long, and ten times as long as any other's.
std::optional<size_t> LongestColumn(const std::vector<std::vector<std::string>>& rows, size_t columns);

}  // namespace gongbao::ingest
