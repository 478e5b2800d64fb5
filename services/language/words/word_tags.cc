#include "services/language/words/word_tags.h"

namespace gongbao::words {

model::WordTag TagOfJieba(std::string_view tag) {
  using model::WordTag;
  if (tag.starts_with("nr")) return WordTag::kPerson;
  if (tag.starts_with("ns")) return WordTag::kPlace;
  if (tag.starts_with("nt")) return WordTag::kOrg;
  if (tag == "ad") return WordTag::kAdverb;
  if (tag == "an") return WordTag::kNoun;
  if (tag == "eng") return WordTag::kLatin;
  if (tag.empty()) return WordTag::kOther;
  switch (tag[0]) {
    case 'n':
    case 'j':
    case 's':
    case 'g':
      return WordTag::kNoun;  // j: abbreviations, s: places (门口)
    case 'v':
      return WordTag::kVerb;
    case 'a':
    case 'b':
      return WordTag::kAdjective;
    case 'd':
      return WordTag::kAdverb;
    case 'm':
      return WordTag::kNumber;
    case 't':
      return WordTag::kTime;
    case 'c':
    case 'f':
    case 'h':
    case 'k':
    case 'p':
    case 'q':
    case 'r':
    case 'u':
    case 'y':
      return WordTag::kFunction;
    default:
      break;
  }
  // z holds the states (轻松), zg single characters of every kind.
  return tag == "z" ? WordTag::kAdjective : WordTag::kOther;
}

}  // namespace gongbao::words
