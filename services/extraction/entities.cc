#include "services/extraction/entities.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/extraction/word_lists.h"

namespace gongbao::data {
extern const std::string_view kEntityWordsData;
}

namespace gongbao::extraction {
namespace {

using model::EntityKind;

enum List {
  kProgramme,
  kCommon,
  kFacility,
  kOrg,
  kPlaceEnd,
  kStopWord,
  kBad,
  kPerson,
  kCommonPlace
};

const WordLists& Words() {
  static const WordLists words(
      data::kEntityWordsData,
      {"programme", "common", "facility", "org", "place", "stop", "bad", "person", "common_place"});
  return words;
}

bool IsNameChar(char32_t c) {
  return IsHan(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

}  // namespace

void EntityEmitter::Add(const SentenceView& sentence, CharSpan name, EntityKind kind,
                        std::string_view rule, int32_t confidence,
                        std::vector<model::Fact>* facts) {
  const std::string text = ToUtf8(sentence.In(name));
  if (text.empty() || !seen_.emplace(kind, text).second) return;
  CharSpan evidence = ClauseAround(sentence, name.begin);
  evidence.begin = std::min(evidence.begin, name.begin);
  evidence.end = std::max(evidence.end, name.end);
  model::Fact fact = MakeFact(sentence, evidence, name, rule, confidence);
  fact.content = model::EntityFact{kind, text};
  facts->push_back(std::move(fact));
}

// “雪亮工程”: a quoted name; titles of honours and figures of speech are not.
void EntityEmitter::ReadQuotes(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  constexpr size_t kLongest = 24;
  const std::u32string_view chars = sentence.chars;
  for (size_t open = chars.find(U'“'); open != chars.npos; open = chars.find(U'“', open + 1)) {
    const size_t within = chars.substr(open + 1, kLongest + 1).find(U'”');
    if (within == chars.npos) continue;
    const size_t close = open + 1 + within;
    const std::u32string_view text = chars.substr(open + 1, close - open - 1);
    if (text.size() < 2 || text.size() > kLongest || text.find(U'“') != text.npos) continue;
    if (text.find_first_of(U"。；！？·") != text.npos || Words().Is(kCommon, text)) continue;
    // “文华奖”: a prize; “某公司”: an institution
    if (Words().Ends(kOrg, text) || text.ends_with(U"奖") || text.ends_with(U"杯")) continue;
    const bool facility = text.size() >= 4 && Words().Ends(kFacility, text);
    Add(sentence, {static_cast<uint32_t>(open + 1), static_cast<uint32_t>(close)},
        facility ? EntityKind::kFacility : EntityKind::kProgramme, "entity.quoted", 700, facts);
  }
}

void EntityEmitter::ReadKnown(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  const WordLists& words = Words();
  for (uint32_t at = 0; at < sentence.chars.size();) {
    const size_t programme = words.At(kProgramme, sentence.chars, at);
    const size_t person = programme == 0 ? words.At(kPerson, sentence.chars, at) : 0;
    const auto length = static_cast<uint32_t>(std::max(programme, person));
    if (length == 0) {
      ++at;
      continue;
    }
    Add(sentence, {at, at + length}, programme != 0 ? EntityKind::kProgramme : EntityKind::kPerson,
        "entity.known", 900, facts);
    at += length;
  }
}

// Words that the dictionary and the gazetteer know as places and that end like administrative
// units.
void EntityEmitter::ReadPlaces(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  const model::Tokens& tokens = segmentation_.tokens;
  const size_t count = std::min({tokens.begin.size(), tokens.end.size(), tokens.tag.size()});
  while (token_ < count && tokens.begin[token_] < sentence.span.begin) ++token_;
  for (; token_ < count && tokens.end[token_] <= sentence.span.end; ++token_) {
    if (tokens.tag[token_] != static_cast<uint8_t>(model::WordTag::kPlace)) continue;
    const auto begin =
        std::lower_bound(sentence.at.begin(), sentence.at.end(), tokens.begin[token_]);
    const auto end = std::lower_bound(sentence.at.begin(), sentence.at.end(), tokens.end[token_]);
    if (end == sentence.at.end()) break;
    const CharSpan span{static_cast<uint32_t>(begin - sentence.at.begin()),
                        static_cast<uint32_t>(end - sentence.at.begin())};
    const std::u32string_view name = sentence.In(span);
    if (name.size() < 2 || Words().Is(kCommonPlace, name) || Words().In(kBad, name)) continue;
    // 襄阳、宜昌: without its unit, a place stands in a list of places
    const bool unit = name.size() >= 3 && Words().Ends(kPlaceEnd, name);
    const auto place_at = [&](size_t i) {
      return i < count && tokens.tag[i] == static_cast<uint8_t>(model::WordTag::kPlace) &&
             tokens.end[i] - tokens.begin[i] >= 6;
    };
    const bool before = span.begin > 0 && sentence.chars[span.begin - 1] == U'、' && token_ >= 2 &&
                        place_at(token_ - 2);
    const bool behind = span.end < sentence.chars.size() && sentence.chars[span.end] == U'、' &&
                        place_at(token_ + 2);
    if (!unit && !before && !behind) continue;
    Add(sentence, span, EntityKind::kPlace, "entity.place", 800, facts);
  }
}

// …公路, …集团: back from the word that tells the kind to where the name begins.
void EntityEmitter::ReadNames(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  constexpr uint32_t kLongest = 14;
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  uint32_t last = 0;
  for (uint32_t at = 1; at < chars.size();) {
    const size_t facility = words.At(kFacility, chars, at);
    const size_t org = words.At(kOrg, chars, at);
    const auto length = static_cast<uint32_t>(std::max(facility, org));
    if (length == 0) {
      ++at;
      continue;
    }
    const uint32_t end = at + length;
    uint32_t begin = at;
    while (begin > last && at - begin < kLongest && IsNameChar(chars[begin - 1]) &&
           words.Before(kStopWord, chars, begin) == 0) {
      --begin;
    }
    const std::u32string_view name = chars.substr(begin, end - begin);
    const bool cut = at - begin >= kLongest;
    if (!cut && at - begin >= 2 && !words.In(kBad, name)) {
      Add(sentence, {begin, end}, facility >= org ? EntityKind::kFacility : EntityKind::kOrg,
          "entity.name", 650, facts);
      last = end;
    }
    at = end;
  }
}

void EntityEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  ReadQuotes(sentence, facts);
  ReadKnown(sentence, facts);
  ReadPlaces(sentence, facts);
  ReadNames(sentence, facts);
}

}  // namespace gongbao::extraction
