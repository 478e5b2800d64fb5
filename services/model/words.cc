#include "services/model/words.h"

namespace gongbao::model {

std::string_view TermKindName(TermKind kind) {
  static constexpr std::string_view kNames[kTermKindCount] = {"character", "pair", "run", "inner_word", "word"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view WordOriginName(WordOrigin origin) {
  static constexpr std::string_view kNames[kWordOriginCount] = {"dictionary", "lexicon", "bundle",
                                                                "character",  "unit",    "unknown"};
  return kNames[static_cast<size_t>(origin)];
}

}  // namespace gongbao::model
