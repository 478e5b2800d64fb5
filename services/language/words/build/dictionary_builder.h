// Makes the image of a Dictionary from readable lists of words. Runs at build time and in tests.
// Thread rule: a pure function.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"
#include "services/language/words/build/read_unknown_model.h"

namespace gongbao::words {

// jieba: lines "word count tag", as in jieba's dict.txt.
// domain: lines "word weight tag"; weight is a count on jieba's scale, or = for just enough to keep
// the word whole; # begins a comment. A word of both lists has the larger count and the domain's
// tag.
// places: names of divisions, one a line; as domain words with = and the tag of a place, unless
// another list has them. Those of fewer than three characters (城区) are left out.
// unknown: parameters of the model of words that no list has.
// INVALID_ARGUMENT names the list and the line.
StatusOr<std::string> BuildDictionaryImage(std::string_view jieba, std::string_view domain,
                                           std::string_view places = {},
                                           const UnknownModelFiles& unknown = {});

}  // namespace gongbao::words
