#include "services/extraction/entities.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/extraction/clauses.h"
#include "services/extraction/project_names.h"
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
  kCommonPlace,
  kAbstract,
  kPersonTitle,
  kSurname,
  kCampaign,
  kLaunch,
  kStock,
  kPluralPlace,
  kPluralOrg,
  kCity,
  kAward
};

const WordLists& Words() {
  static const WordLists words(
      data::kEntityWordsData,
      {"programme", "common", "facility", "org", "place", "stop", "bad", "person", "common_place",
       "abstract", "person_title", "surname", "campaign", "launch", "stock", "plural_place",
       "plural_org", "city", "award"});
  return words;
}

bool IsNameChar(char32_t c) {
  return IsHan(c) || c == U'×' || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

}  // namespace

EntityEmitter::EntityEmitter(const ReportContext& report, const model::Segmentation& segmentation)
    : segmentation_(segmentation) {
  const model::PlaceRef& place = report.document().place;
  if (place.masked) return;
  own_stem_ = ToUtf32(place.text);
  if (own_stem_.size() >= 3) own_stem_.pop_back();
}

void EntityEmitter::Add(const SentenceView& sentence, CharSpan name, EntityKind kind,
                        std::string_view rule, int32_t confidence,
                        std::vector<model::Fact>* facts) {
  const std::string text = ToUtf8(sentence.In(name));
  covered_.push_back(name);
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
    const bool formula = text.find(U'+') != text.npos;  // “党支部+合作社”
    if ((Words().Ends(kOrg, text) && !formula) || text.ends_with(U"奖") || text.ends_with(U"杯")) continue;
    if (Words().At(kAbstract, chars, close + 1) != 0 || text.find(U'，') != text.npos) continue;
    const CharSpan clause = ClauseAround(sentence, static_cast<uint32_t>(open));
    if (Words().In(kAward, chars.substr(clause.begin, open - clause.begin))) continue;
    const bool facility = text.size() >= 4 && Words().Ends(kFacility, text);
    Add(sentence, {static_cast<uint32_t>(open + 1), static_cast<uint32_t>(close)},
        facility ? EntityKind::kFacility : EntityKind::kProgramme, "entity.quoted", 700, facts);
  }
}

void EntityEmitter::ReadKnown(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  const WordLists& words = Words();
  for (uint32_t at = 0; at < sentence.chars.size();) {
    const WordLists::Found name =
        words.AnyAt(WordLists::MaskOf({kProgramme, kPerson}), sentence.chars, at);
    const auto length = static_cast<uint32_t>(name.length);
    if (length == 0) {
      ++at;
      continue;
    }
    Add(sentence, {at, at + length}, name.Has(kProgramme) ? EntityKind::kProgramme : EntityKind::kPerson,
        "entity.known", 900, facts);
    at += length;
  }
}

namespace {

// 周口纳入…: a border stands before it, so that it is no part of a longer name.
bool StandsAlone(const SentenceView& sentence, CharSpan span) {
  const std::u32string_view chars = sentence.chars;
  return span.begin == 0 || !IsNameChar(chars[span.begin - 1]) ||
         Words().Before(kStopWord, chars, span.begin) != 0;
}

}  // namespace

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
    if (IsCovered(span)) continue;
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
    const bool alone =
        name != own_stem_ && Words().Is(kCity, name) && StandsAlone(sentence, span);
    if (!unit && !before && !behind && !alone) continue;
    Add(sentence, span, EntityKind::kPlace, "entity.place", 800, facts);
  }
}

namespace {

// 殷墟博物馆新馆, 大河村遗址博物馆: a name goes on to the last of its heads.
void ExtendName(const SentenceView& sentence, uint32_t* end, bool* is_facility) {
  constexpr uint32_t kReach = 6;
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  for (uint32_t at = *end; at < chars.size() && at - *end <= kReach; ++at) {
    if (!IsNameChar(chars[at]) || words.At(kStopWord, chars, at) != 0) return;
    const size_t facility = words.At(kFacility, chars, at);
    const size_t org = words.At(kOrg, chars, at);
    if (facility == 0 && org == 0) continue;
    *end = at + static_cast<uint32_t>(std::max(facility, org));
    *is_facility = facility >= org;
    at = *end - 1;
  }
}

}  // namespace

// …公路, …集团: back from the word that tells the kind to where the name begins.
void EntityEmitter::ReadNames(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  constexpr uint32_t kLongest = 14;
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  uint32_t last = 0;
  for (uint32_t at = 1; at < chars.size();) {
    const WordLists::Found head = words.AnyAt(WordLists::MaskOf({kFacility, kOrg}), chars, at);
    const auto length = static_cast<uint32_t>(head.length);
    if (length == 0) {
      ++at;
      continue;
    }
    uint32_t end = at + length;
    bool is_facility = head.Has(kFacility);
    ExtendName(sentence, &end, &is_facility);
    uint32_t begin = at;
    for (const figures::Figure& figure : sentence.figures) {
      if (figure.span.end <= at && figure.span.end > last) last = figure.span.end;
    }
    while (begin > last && at - begin < kLongest && IsNameChar(chars[begin - 1]) &&
           words.Before(kStopWord, chars, begin) == 0) {
      --begin;
    }
    const std::u32string_view name = chars.substr(begin, end - begin);
    const bool cut = at - begin >= kLongest;
    const bool generic = is_facility && !Identifies(name.substr(0, at - begin));
    if (!cut && at - begin >= 2 && !words.In(kBad, name) && !generic) {
      Add(sentence, {begin, end}, is_facility ? EntityKind::kFacility : EntityKind::kOrg,
          "entity.name", 650, facts);
      last = end;
    }
    at = end;
  }
}

bool EntityEmitter::IsCovered(CharSpan span) const {
  return std::any_of(covered_.begin(), covered_.end(), [&](CharSpan name) {
    return name.begin <= span.begin && span.end <= name.end &&
           name.end - name.begin > span.end - span.begin;
  });
}

// 深入实施营商环境优化提升行动: from the verb that starts a campaign to its end.
void EntityEmitter::ReadCampaigns(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  constexpr uint32_t kShortest = 6;
  constexpr uint32_t kLongest = 20;
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  for (uint32_t at = 0; at < chars.size(); ++at) {
    const auto launch = static_cast<uint32_t>(words.At(kLaunch, chars, at));
    if (launch == 0) continue;
    const uint32_t begin = at + launch;
    uint32_t end = begin;
    while (end < chars.size() && end - begin <= kLongest && IsNameChar(chars[end]) &&
           chars[end] != U'的') {
      ++end;
    }
    const std::u32string_view name = chars.substr(begin, end - begin);
    if (name.size() >= kShortest && name.size() <= kLongest && words.Ends(kCampaign, name) &&
        words.At(kLaunch, name, 0) == 0) {
      Add(sentence, {begin, end}, EntityKind::kProgramme, "entity.campaign", 650, facts);
    }
    at = begin - 1;
  }
}

// 平安湖北 in a report of Hubei.
void EntityEmitter::ReadStock(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (own_stem_.size() < 2) return;
  const std::u32string_view chars = sentence.chars;
  for (size_t at = chars.find(own_stem_); at != chars.npos; at = chars.find(own_stem_, at + 1)) {
    const auto length = static_cast<uint32_t>(Words().Before(kStock, chars, at));
    if (length == 0) continue;
    const auto begin = static_cast<uint32_t>(at) - length;
    const auto end = static_cast<uint32_t>(at + own_stem_.size());
    if (end < chars.size() && std::u32string_view(U"省市县镇乡区州").find(chars[end]) !=
                                  std::u32string_view::npos) {
      continue;
    }
    Add(sentence, {begin, end}, EntityKind::kProgramme, "entity.stock", 750, facts);
  }
}

// 路村、庙口、大屯等6个村; 立洲、泓安等企业: a list of names and what they are.
void EntityEmitter::ReadLists(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  constexpr uint32_t kLongest = 10;
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  for (size_t etc = chars.find(U'等'); etc != chars.npos; etc = chars.find(U'等', etc + 1)) {
    uint32_t kind = static_cast<uint32_t>(etc) + 1;
    for (const figures::Figure& figure : sentence.figures) {
      if (figure.span.begin == kind) kind = figure.span.end;
    }
    // 等6个村: the figure takes the measure word, and may take 村
    uint32_t end = kind;
    while (end < chars.size() && end - kind < 8 && IsHan(chars[end])) ++end;
    const std::u32string_view what = chars.substr(kind, end - kind);
    const std::u32string_view counted = kind > etc + 1 ? chars.substr(kind - 1, 1) : U"";
    const bool place = words.At(kPluralPlace, what, 0) == what.size() ? !what.empty() : false;
    const bool counted_place = counted == U"村" || counted == U"镇" || counted == U"乡" || counted == U"县";
    bool org = false;
    for (size_t i = 0; i + 2 <= what.size() && !org; ++i) org = words.At(kPluralOrg, what, i) != 0;
    if (!place && !counted_place && !org) continue;
    uint32_t last = static_cast<uint32_t>(etc);
    std::vector<CharSpan> items;
    for (uint32_t at = last; last - at <= kLongest + 1;) {
      const bool border = at == 0 || chars[at - 1] == U'、' || !IsNameChar(chars[at - 1]) ||
                          words.Before(kStopWord, chars, at) != 0;
      if (!border) {
        --at;
        continue;
      }
      if (last - at >= 2 && last - at <= kLongest) items.push_back({at, last});
      if (at == 0 || chars[at - 1] != U'、') break;
      last = at = at - 1;
    }
    if (items.size() < 2) continue;
    for (const CharSpan& item : items) {
      const std::u32string_view name = sentence.In(item);
      if (words.In(kBad, name) || !Identifies(name)) continue;
      const bool is_place = place || counted_place;
      if (is_place && name.size() > 5) continue;
      Add(sentence, item, is_place ? EntityKind::kPlace : EntityKind::kOrg, "entity.listed", 700,
          facts);
    }
  }
}

// 省长 王某 on a line of its own.
void EntityEmitter::ReadSpeaker(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  const WordLists& words = Words();
  std::u32string_view line = sentence.chars;
  if (line.size() > 40 || line.size() < 4) return;
  uint32_t end = static_cast<uint32_t>(line.size());
  while (end > 0 && !IsHan(line[end - 1])) --end;
  for (uint32_t length = 2; length <= 4 && length < end; ++length) {
    uint32_t begin = end - length;
    if (words.At(kSurname, line, begin) == 0) continue;
    uint32_t title = begin;
    while (title > 0 && (line[title - 1] == U' ' || line[title - 1] == U'　')) --title;
    if (words.Before(kPersonTitle, line, title) == 0) continue;
    Add(sentence, {begin, end}, EntityKind::kPerson, "entity.speaker", 800, facts);
    return;
  }
}

void EntityEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (sentence.chars.size() > kLongestSentence) return;
  covered_.clear();
  ReadNames(sentence, facts);
  ReadQuotes(sentence, facts);
  ReadKnown(sentence, facts);
  ReadCampaigns(sentence, facts);
  ReadStock(sentence, facts);
  ReadLists(sentence, facts);
  ReadPlaces(sentence, facts);
  ReadSpeaker(sentence, facts);
}

}  // namespace gongbao::extraction
