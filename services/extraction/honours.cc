#include "services/extraction/honours.h"

#include <algorithm>
#include <optional>

#include "services/base/text.h"
#include "services/extraction/clauses.h"
#include "services/extraction/word_lists.h"

namespace gongbao::data {
extern const std::string_view kHonourWordsData;
}

namespace gongbao::extraction {
namespace {

enum List {
  kWon,
  kMay,
  kPlaceVerb,
  kTitleTail,
  kGrade,
  kNot,
  kStrip,
  kEnd,
  kFiller,
  kSelf,
  kPlanWord
};

const WordLists& Words() {
  static const WordLists words(
      data::kHonourWordsData,
      {"won", "may", "place", "tail", "grade", "not", "strip", "end", "filler", "self", "plan"});
  return words;
}

bool IsQuote(char32_t c) { return c == U'“' || c == U'”' || c == U'‘' || c == U'’'; }

void StripTitle(std::u32string_view chars, CharSpan* title) {
  const WordLists& words = Words();
  for (bool again = true; again && title->begin < title->end;) {
    again = false;
    const std::u32string_view text = chars.substr(title->begin, title->end - title->begin);
    // 全国文明村镇” without the mark that opens it
    if (const size_t length = words.Before(kEnd, text, text.size());
        length != 0 && length < text.size()) {
      // …奖等荣誉 loses the tail, 一等 is a title's own
      const std::u32string_view left = text.substr(0, text.size() - length);
      if (text.substr(left.size()) == U"等" && !left.empty() &&
          std::u32string_view(U"一二三特").find(left.back()) != std::u32string_view::npos) {
        break;
      }
      title->end -= static_cast<uint32_t>(length);
      again = true;
    } else if (const size_t lead = words.At(kStrip, text, 0);
               lead != 0 && !IsQuote(text[0]) && lead < text.size()) {
      title->begin += static_cast<uint32_t>(lead);
      again = true;
    } else if (text[0] == U'“' && text.back() == U'”' &&
               text.substr(1).find(U'“') == std::u32string_view::npos && text.size() > 2) {
      ++title->begin;
      --title->end;
      again = true;
    }
  }
}

bool Balanced(std::u32string_view text) {
  return std::count(text.begin(), text.end(), U'“') == std::count(text.begin(), text.end(), U'”');
}

// A title by its look: whose it is, and what titles end with.
bool LooksLikeTitle(std::u32string_view title) {
  const WordLists& words = Words();
  const size_t size = title.size();
  if (size < 3 || size > 50) return false;
  std::u32string_view bare = title;
  while (!bare.empty() && IsQuote(bare.back())) bare.remove_suffix(1);
  if (words.Ends(kNot, bare)) return false;
  if (!words.Ends(kTitleTail, bare)) return false;
  return words.In(kGrade, bare) || title.back() == U'”' || title.front() == U'“' ||
         words.Before(kTitleTail, bare, bare.size()) >= 3;
}

// Where a list of titles is split: 、 outside quotes and brackets, and 和 between two titles.
std::vector<CharSpan> SplitTitles(std::u32string_view chars, CharSpan all) {
  std::vector<CharSpan> out;
  uint32_t begin = all.begin;
  int depth = 0;
  for (uint32_t i = all.begin; i < all.end; ++i) {
    const char32_t c = chars[i];
    if (c == U'“' || c == U'《' || c == U'（') ++depth;
    if (c == U'”' || c == U'》' || c == U'）') depth = std::max(0, depth - 1);
    bool cut = depth == 0 && c == U'、';
    if (!cut && depth == 0 && (c == U'和' || c == U'及' || c == U'与')) {
      const std::u32string_view left = chars.substr(begin, i - begin);
      const std::u32string_view right = chars.substr(i + 1, all.end - i - 1);
      cut = (left.ends_with(U"”") || LooksLikeTitle(left)) &&
            (right.starts_with(U"“") || Words().In(kGrade, right.substr(0, 6)) ||
             Words().Before(kTitleTail, right, right.size()) >= 3);
    }
    if (!cut && !(depth == 0 && c == U'”' && i + 1 < all.end && chars[i + 1] == U'“')) continue;
    const uint32_t end = cut ? i : i + 1;
    if (end > begin) out.push_back({begin, end});
    begin = i + 1;
  }
  if (all.end > begin) out.push_back({begin, all.end});
  return out;
}

bool IsCounted(const SentenceView& sentence, CharSpan title) {
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.span.end <= title.begin || figure.span.begin >= title.end) continue;
    if (figure.quantity.kind == model::QuantityKind::kRank) continue;
    // 国家级荣誉12项, 12个国家级称号
    if (figure.span.end == title.end || figure.span.begin == title.begin) return true;
  }
  return false;
}

void Reject(const SentenceView& sentence, CharSpan title, std::string_view why) {
  if (sentence.trace != nullptr) sentence.trace->Reject(title, "honour.title", why);
}

std::optional<int32_t> RankOf(std::u32string_view title) {
  if (title.ends_with(U"冠军")) return 1;
  if (title.ends_with(U"亚军")) return 2;
  if (title.ends_with(U"季军")) return 3;
  return std::nullopt;
}

std::optional<int32_t> NumberOf(const model::Quantity& quantity) {
  if (!quantity.printed_value) return std::nullopt;
  int32_t value = 0;
  for (const char c : *quantity.printed_value) {
    if (c < '0' || c > '9' || value > 100000) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string HonourEmitter::OwnPlace() const {
  return report_.document().place.masked ? "" : report_.document().place.text;
}

void HonourEmitter::FindParties(const SentenceView& sentence, const Trigger& trigger,
                                std::string* holder, std::string* granted_by) const {
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  uint32_t end = trigger.verb.begin;
  const std::u32string_view before = chars.substr(trigger.clause.begin, end - trigger.clause.begin);
  const size_t by = before.rfind(U'被');
  if (by != before.npos && by + 1 < before.size()) {
    *granted_by = ToUtf8(before.substr(by + 1));
    end = trigger.clause.begin + static_cast<uint32_t>(by);
  }
  uint32_t begin = trigger.clause.begin;
  for (bool again = true; again && end > begin;) {
    again = false;
    const std::u32string_view text = chars.substr(begin, end - begin);
    if (const size_t length = words.Before(kFiller, text, text.size())) {
      end -= static_cast<uint32_t>(length);
      again = true;
    } else if (const size_t lead = words.At(kFiller, text, 0)) {
      begin += static_cast<uint32_t>(lead);
      again = true;
    }
    for (const PeriodMark& mark : sentence.periods) {  // 2021年我镇入选…
      if (mark.span.begin != begin || mark.span.end > end) continue;
      begin = mark.span.end;
      again = true;
    }
  }
  const std::u32string_view name = chars.substr(begin, end - begin);
  *holder = name.empty() || words.At(kSelf, name, 0) == name.size() ? OwnPlace() : ToUtf8(name);
}

bool HonourEmitter::ReadTitles(const SentenceView& sentence, const Trigger& trigger,
                               std::vector<model::Fact>* facts) {
  const std::u32string_view chars = sentence.chars;
  CharSpan all{trigger.verb.end, trigger.clause.end};
  // 获…称号 ends where the title ends
  StripTitle(chars, &all);
  if (all.begin >= all.end || !Balanced(sentence.In(all))) return false;
  const size_t before = facts->size();
  std::string holder;
  std::string granted_by;
  FindParties(sentence, trigger, &holder, &granted_by);
  for (CharSpan title : SplitTitles(chars, all)) {
    StripTitle(chars, &title);
    if (title.end < title.begin + 3) continue;
    const std::u32string_view text = sentence.In(title);
    if (text.size() > 50 || IsCounted(sentence, title)) {
      Reject(sentence, title, "too long for a title, or a count of titles");
      continue;
    }
    const bool looks = LooksLikeTitle(text);
    if (!looks && (!trigger.strong || Words().Ends(kNot, text) || !Words().In(kGrade, text))) {
      const bool quoted = title.begin > 0 && chars[title.begin - 1] == U'“';
      if (!trigger.strong || !(quoted || Words().Ends(kTitleTail, text))) {
        Reject(sentence, title, "does not look like a title");
        continue;
      }
    }
    // a place in a ranking is read apart
    if (std::any_of(
            sentence.figures.begin(), sentence.figures.end(), [&](const figures::Figure& f) {
              return f.quantity.kind == model::QuantityKind::kRank && f.core.end == title.end;
            })) {
      continue;
    }
    model::Fact fact =
        MakeFact(sentence, trigger.clause, title, trigger.strong ? "honour.won" : "honour.title",
                 trigger.strong && looks ? 930
                 : looks                 ? 820
                                         : 700);
    fact.content = model::HonourFact{ToUtf8(text), holder, granted_by, RankOf(text)};
    facts->push_back(std::move(fact));
  }
  return facts->size() > before;
}

void HonourEmitter::ReadPlaces(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.quantity.kind != model::QuantityKind::kRank) continue;
    CharSpan clause = ClauseAround(sentence, figure.core.begin);
    clause.end = std::max(clause.end, figure.core.end);
    const std::u32string_view before = chars.substr(clause.begin, figure.core.begin - clause.begin);
    const WordLists::Hit verb = words.Last(kPlaceVerb, before);
    if (!verb || words.In(kPlanWord, before)) continue;
    const uint32_t begin = clause.begin + static_cast<uint32_t>(verb.end);
    std::string name = ToUtf8(chars.substr(begin, figure.core.end - begin));
    // 在全市乡镇考评中列第2位
    const size_t in = before.rfind(U'在', verb.begin);
    if (begin == figure.core.begin && in != before.npos && in < verb.begin) {
      std::u32string_view where = before.substr(in + 1, verb.begin - in - 1);
      if (where.ends_with(U"中")) where.remove_suffix(1);
      name = ToUtf8(where) + name;
    }
    Trigger trigger{clause, {clause.begin + static_cast<uint32_t>(verb.begin), begin}, true};
    std::string holder;
    std::string granted_by;
    FindParties(sentence, trigger, &holder, &granted_by);
    model::Fact fact = MakeFact(sentence, clause, {begin, figure.core.end}, "honour.place", 850);
    fact.content = model::HonourFact{name, OwnPlace(), "", NumberOf(figure.quantity)};
    facts->push_back(std::move(fact));
  }
}

void HonourEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (sentence.role == model::SectionRole::kPlan || sentence.role == model::SectionRole::kProblem)
    return;
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  if (chars.size() > kLongestSentence) return;
  for (const CharSpan& clause : sentence.clauses) {
    if (clause.end - clause.begin > kLongestClause) continue;
    int quotes = 0;
    for (uint32_t at = clause.begin; at < clause.end; ++at) {
      if (chars[at] == U'“') ++quotes;
      if (chars[at] == U'”') quotes = 0;
      if (quotes != 0) continue;
      const size_t won = words.At(kWon, chars, at);
      const size_t may = words.At(kMay, chars, at);
      const size_t length = std::max(won, may);
      if (length == 0 || at + length >= clause.end) continue;
      const std::u32string_view before = chars.substr(clause.begin, at - clause.begin);
      if (words.In(kPlanWord, before)) break;
      const CharSpan verb{at, at + static_cast<uint32_t>(length)};
      if (ReadTitles(sentence, {clause, verb, won >= may}, facts) || won >= may) break;
      at += static_cast<uint32_t>(length) - 1;
    }
  }
  ReadPlaces(sentence, facts);
}

}  // namespace gongbao::extraction
