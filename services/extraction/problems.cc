#include "services/extraction/problems.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/extraction/word_lists.h"

namespace gongbao::data {
extern const std::string_view kProblemWordsData;
}

namespace gongbao::extraction {
namespace {

enum List { kAdmit, kNoun, kExists, kMany, kLead, kClose, kCloses, kRest };

const WordLists& Words() {
  static const WordLists words(data::kProblemWordsData, {"admit", "noun", "exists", "many", "lead",
                                                         "close", "closes", "rest"});
  return words;
}

bool IsFinal(char32_t c) {
  return c == U'。' || c == U'；' || c == U';' || c == U'！' || c == U'!' || c == U'？' ||
         c == U'，' || c == U',' || c == U'\n' || c == U' ';
}

uint32_t TrimEnd(std::u32string_view chars, uint32_t begin, uint32_t end) {
  while (end > begin && IsFinal(chars[end - 1])) --end;
  return end;
}

size_t ClauseEnd(std::u32string_view chars, size_t at) {
  while (at < chars.size() && chars[at] != U'，' && chars[at] != U',') ++at;
  return at;
}

// 一是, 第一，, （1） in front of an item: their length; 0 where there is none.
uint32_t LabelLength(std::u32string_view chars, uint32_t at) {
  static constexpr std::u32string_view kDigits = U"一二三四五六七八九十0123456789";
  uint32_t i = at;
  const auto size = static_cast<uint32_t>(chars.size());
  const auto is = [&](std::u32string_view any) {
    return i < size && any.find(chars[i]) != std::u32string_view::npos;
  };
  const bool bracket = is(U"（(");
  if (bracket) ++i;
  const bool ordinal = is(U"第其");
  if (ordinal) ++i;
  const uint32_t digits = i;
  while (i < size && i - digits < 3 && is(kDigits)) ++i;
  if (i == digits) return 0;
  if (bracket) return is(U"）)") ? i + 1 - at : 0;
  if (ordinal) return is(U"，、,") ? i + 1 - at : 0;
  return is(U"是、.．") ? i + 1 - at : 0;
}

// An introduction: says that there are problems, and names none.
bool IsIntroduction(std::u32string_view words) {
  if (Words().In(kAdmit, words)) return true;
  return words.size() <= 60 && Words().In(kExists, words) && Words().In(kNoun, words);
}

// Where the first item begins in a sentence that introduces the list: behind the last ： whose
// words introduce, else behind the clause that admits.
size_t BehindIntroduction(std::u32string_view chars, bool first) {
  constexpr size_t kReach = 200;
  const std::u32string_view head = chars.substr(0, kReach);
  size_t colon = head.find(U'：');
  if (colon == head.npos) colon = head.find(U':');
  if (colon != head.npos && IsIntroduction(head.substr(0, colon))) return colon + 1;
  if (const auto hit = Words().Last(kAdmit, head)) return ClauseEnd(chars, hit.end) + 1;
  // 同时存在一些困难和问题，…
  if (!first) return 0;
  const size_t clause = ClauseEnd(chars, 0);
  const std::u32string_view words = chars.substr(0, clause);
  return clause < chars.size() && IsIntroduction(words) && Words().In(kMany, words) ? clause + 1
                                                                                    : 0;
}

}  // namespace

void ProblemEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (sentence.role != model::SectionRole::kProblem) {
    Flush(facts);
    section_ = -1;
    return;
  }
  const std::u32string_view chars = sentence.chars;
  if (sentence.section != section_) {
    const model::Section& section = segmentation_.sections[sentence.section];
    section_ = sentence.section;
    Flush(facts);
    closed_ = false;
    any_ = false;
    const auto label = static_cast<uint32_t>(CountCodePoints(section.label));
    const bool item = !section.label.empty() && sentence.text.starts_with(section.label) &&
                      (section.parent >= 0 || section.is_inline);
    if (item) {
      const auto end = TrimEnd(chars, 0, static_cast<uint32_t>(chars.size()));
      const std::u32string_view title = chars.substr(label, end > label ? end - label : 0);
      // 三、存在的困难和问题 names the list, 1、产业结构单一 is an item of it.
      const bool top =
          segmentation_.sections[std::max(section.parent, 0)].role != model::SectionRole::kProblem;
      if (title.empty() || (top && !section.is_inline)) return;
      Add(sentence, {0, end}, {label, end}, true, facts);
      return;
    }
    if (sentence.heading) return;
  } else if (sentence.heading) {
    return;
  }
  ReadRunning(sentence, 0, facts);
}

void ProblemEmitter::ReadRunning(const SentenceView& sentence, uint32_t begin,
                                 std::vector<model::Fact>* facts) {
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  begin += static_cast<uint32_t>(BehindIntroduction(chars.substr(begin), !any_));
  constexpr size_t kQuote = 60;  // a quotation mark that is not closed so soon opens no name
  while (begin < chars.size() && (chars[begin] == U' ' || chars[begin] == U'“')) {
    const bool closed = chars.substr(begin, kQuote).find(U'”') != chars.npos;
    if (chars[begin] == U'“' && closed) break;
    ++begin;
  }
  for (size_t lead = 0; (lead = words.At(kLead, chars, begin)) != 0;)
    begin += static_cast<uint32_t>(lead);
  if (begin < chars.size() && (chars[begin] == U'：' || chars[begin] == U'，')) ++begin;
  uint32_t end = TrimEnd(chars, std::min<uint32_t>(begin, static_cast<uint32_t>(chars.size())),
                         static_cast<uint32_t>(chars.size()));
  if (begin >= end) return;
  const std::u32string_view rest = chars.substr(begin, end - begin);
  if (words.At(kClose, rest, 0) != 0 || words.In(kCloses, rest)) {
    Flush(facts);
    closed_ = true;
    return;
  }
  if (closed_) return;
  const uint32_t label = LabelLength(chars, begin);
  const bool numbered = label != 0;
  if (!numbered && item_.open && item_.numbered) {
    Extend(sentence);
    return;
  }
  const size_t first = ClauseEnd(rest, 0);
  // 我县还存在不少困难和问题。 in front of the list; 养老服务仍有短板 is an item of it.
  const bool general = first == rest.size() && IsIntroduction(rest) && words.In(kMany, rest);
  if (!numbered && general && !any_) return;
  if (words.Is(kRest, rest) || rest.size() - label < 4) return;
  Add(sentence, {begin, end}, {begin + label, end}, numbered, facts);
}

void ProblemEmitter::Add(const SentenceView& sentence, CharSpan quote, CharSpan item, bool numbered,
                         std::vector<model::Fact>* facts) {
  Flush(facts);
  const std::u32string_view body = sentence.In(item);
  const auto first = static_cast<uint32_t>(std::min(ClauseEnd(body, 0), body.size()));
  if (first == 0) return;
  uint32_t end = item.end;
  // …，等等
  for (const std::u32string_view tail : {U"，等等", U"、等等"}) {
    if (sentence.In({quote.begin, end}).ends_with(tail) && end - item.begin > first + tail.size()) {
      end -= static_cast<uint32_t>(tail.size());
    }
  }
  item_.fact = MakeFact(sentence, {quote.begin, end}, {item.begin, item.begin + first},
                        numbered ? "problem.item" : "problem.sentence", numbered ? 960 : 880);
  item_.fact.content = model::ProblemFact{ToUtf8(body.substr(0, first)), ""};
  item_.numbered = numbered;
  any_ = true;
  item_.open = true;
}

// 一是质量有待提高。增长动力不足，…: what follows a numbered item belongs to it.
void ProblemEmitter::Extend(const SentenceView& sentence) {
  const std::u32string_view chars = sentence.chars;
  const uint32_t end = TrimEnd(chars, 0, static_cast<uint32_t>(chars.size()));
  constexpr uint32_t kMost = 1800;  // bytes
  if (end == 0 || sentence.at[end] - item_.fact.evidence.begin > kMost) return;
  item_.fact.evidence.end = sentence.at[end];
}

void ProblemEmitter::Flush(std::vector<model::Fact>* facts) {
  if (!item_.open) return;
  item_.open = false;
  model::Fact& fact = item_.fact;
  fact.quote = std::string(fact.evidence.In(text_));
  const size_t behind = fact.anchor.end - fact.evidence.begin;
  std::string_view detail = std::string_view(fact.quote).substr(behind);
  for (const std::string_view mark : {"，", "。", "；", ","}) {
    if (detail.starts_with(mark)) {
      detail.remove_prefix(mark.size());
      break;
    }
  }
  std::get<model::ProblemFact>(fact.content).detail = std::string(Strip(detail));
  facts->push_back(std::move(fact));
  item_ = Item();
}

}  // namespace gongbao::extraction
