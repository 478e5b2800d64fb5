// Words that no list has, out of the single characters that the best path leaves: by jieba's model
// (UnknownModel), as its cut(HMM=True) does. Thread rule: pure functions.
#pragma once

#include <string_view>

#include "services/language/words/lattice.h"
#include "services/model/analysis.h"

namespace gongbao::words {

// Rewrites the steps of the best path: rows of two and more single characters become words of entry
// 0. `text` holds the row, `end` is the byte at which it ends. keep_numerals: numerals are left as
// they are, so that numbers can be joined later.
void JoinUnknownWords(const Dictionary& dictionary, const double* weights, std::string_view text,
                      size_t end, bool keep_numerals, Lattice* lattice);

// Tag of a word that no list has, by its shape: 公司, 集团 end firms, 镇, 村, 路 places; a surname and
// one or two characters are a person.
model::WordTag TagOfUnknownWord(std::string_view word);

}  // namespace gongbao::words
