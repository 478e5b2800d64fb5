// jieba's part-of-speech tags to the coarse ones of the model. Thread rule: a pure function.
#pragma once

#include <string_view>

#include "services/model/analysis.h"

namespace gongbao::words {

// ns → place, nr → person, nt → org, other n → noun, v → verb, m → number, …
model::WordTag TagOfJieba(std::string_view tag);

}  // namespace gongbao::words
