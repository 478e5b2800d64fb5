// Marks that stand for what was taken out of a text: X, ××, 某某, **, □. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string_view>

namespace gongbao::ingest {

// Size of the run of masking characters at `at`; 0 where there is none. Latin X only where no other Latin
// letter is beside it.
size_t MaskSizeAt(std::string_view text, size_t at);

// How often a mask stands where a name would: 某某镇, X发展, 和美×; not where it masks a figure, a year or a person.
size_t CountMaskedNames(std::string_view text);

}  // namespace gongbao::ingest
