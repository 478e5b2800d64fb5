// Finds the reports in a source that holds several: a book of them behind a table of contents, or one behind the other.
// Thread rule: pure functions.
//
// A report begins at its title: a line that stands alone, says what kind of text it heads, and is followed by what
// reports begin with (subtitle, speaker, 各位代表：, 现在，我代表…), or names a place and is followed by text whose numbering
// starts again. A heading without text behind it (an entry of the table of contents, a teaser) begins nothing; nor does
// a title inside a sentence, in quotation marks or with a label of the report's own outline.
#pragma once

#include <string_view>
#include <vector>

#include "services/model/span.h"

namespace gongbao::ingest {

// What a text must hold to be a report of its own, in bytes of running text (about 250 characters).
inline constexpr size_t kLeastReportBytes = 750;

// The reports of the text in order, from title to the last line of each, where it holds two or more; empty where it is
// one report (or none). text: simplified, figures narrow, lines as in the source. Linear in its size.
std::vector<model::Span> FindReports(std::string_view text);

}  // namespace gongbao::ingest
