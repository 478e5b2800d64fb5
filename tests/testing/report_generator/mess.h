// What happens to a report between its author and a folder of downloads. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "tests/testing/report_generator/town.h"

namespace gongbao::generator {

using Lines = std::vector<std::string>;

// One paragraph a line, those of the body indented by two ideographic spaces where wanted.
std::string AsPlainText(const Lines& lines, bool indent);

// Lines of 32 characters, a page number after every 14 lines, in the middle of words and sentences; now
// and then a space where a figure meets its unit.
std::string AsPages(const Lines& lines, uint64_t seed);

// Commas, colons, semicolons and parentheses as on an English keyboard.
std::string WithAsciiPunctuation(std::string_view text);

// Digits, full stops between them and percent signs in full width.
std::string WithFullWidthDigits(std::string_view text);

// Traditional characters, some with their pronunciation behind them: 鎮(zhèn). Characters outside
// data/traditional.txt stay as they are.
std::string AsTraditional(std::string_view text, uint64_t seed);

// The page of a town's site as a crawler stores it: head, styles, script, navigation, links, footer.
std::string AsWebPage(const Town& town, int year, const Lines& lines);

// The same as text copied from a browser: bread crumbs and counters before, buttons and footer after.
std::string AsCopiedPage(const Town& town, int year, const Lines& lines);

StatusOr<std::string> AsGb18030(std::string_view text);

// A cell of a CSV row, quoted.
std::string CsvCell(std::string_view text);

}  // namespace gongbao::generator
