#include "services/extraction/commitments.h"

#include <algorithm>
#include <string>

#include "services/base/text.h"
#include "services/extraction/clauses.h"
#include "services/extraction/word_lists.h"

namespace gongbao::data {
extern const std::string_view kCommitmentWordsData;
}

namespace gongbao::extraction {
namespace {

enum List {
  kBuild,
  kThing,
  kRule,
  kMake,
  kVague,
  kFirmWord,
  kAim,
  kStrip,
  kOwner,
  kBody,
  kApart,
  kDrive,
  kCount,
  kTold,
  kReach,
  kLeadOnly
};

const WordLists& Words() {
  static const WordLists words(data::kCommitmentWordsData,
                               {"build", "thing", "rule", "make", "vague", "firm", "aim", "strip",
                                "owner", "body", "apart", "drive", "count", "told", "reach", "leadonly"});
  return words;
}

constexpr uint32_t kLongestQuote = 190;  // characters

// 1.2万亩, but 三件实事 and 五年 measure nothing that can be checked.
bool IsMeasure(const SentenceView& sentence, const figures::Figure& figure) {
  using model::QuantityKind;
  const QuantityKind kind = figure.quantity.kind;
  if (kind == QuantityKind::kUnknown || kind == QuantityKind::kDuration) return false;
  if (kind != QuantityKind::kCount && kind != QuantityKind::kOther) return true;
  const std::u32string_view behind =
      std::u32string_view(sentence.chars).substr(figure.core.end - 1, 7);
  const std::u32string_view unit = sentence.In(figure.core);
  return !Words().In(kCount, behind.substr(0, std::min(behind.find(U'，'), behind.size()))) &&
         !unit.ends_with(U"类") && !unit.ends_with(U"方面");
}

// 6月底前, 年内: a day that the promise falls due; as printed.
std::string DeadlineOf(const SentenceView& sentence, CharSpan span) {
  const std::u32string_view chars = sentence.chars;
  for (const PeriodMark& mark : sentence.periods) {
    if (mark.span.begin < span.begin || mark.span.end > span.end) continue;
    uint32_t end = mark.span.end;
    for (const std::u32string_view tail : {U"底前", U"末前", U"初前", U"底", U"前", U"内"}) {
      if (chars.substr(end, tail.size()) == tail) {
        end += static_cast<uint32_t>(tail.size());
        break;
      }
    }
    return ToUtf8(chars.substr(mark.span.begin, end - mark.span.begin));
  }
  static constexpr std::u32string_view kOthers[] = {U"年内", U"年底前", U"年底",  U"全年",
                                                    U"今年", U"上半年", U"月底前"};
  for (const std::u32string_view other : kOthers) {
    const size_t at = chars.substr(0, span.end).find(other, span.begin);
    if (at != chars.npos) return ToUtf8(other);
  }
  return "";
}

// 由镇农业服务中心牵头, 县工信局牵头…, 各村居要…
std::string OwnerOf(std::u32string_view clause) {
  const WordLists& words = Words();
  const auto hit = words.First(kOwner, clause);
  if (!hit || hit.begin < 2 || hit.begin > 16) return "";
  std::u32string_view name = clause.substr(0, hit.begin);
  if (name.starts_with(U"由")) name.remove_prefix(1);
  return words.Ends(kBody, name) ? ToUtf8(name) : "";
}

// Whether only adverbs, a date or an owner stand before the verb.
bool LeadsClause(const SentenceView& sentence, CharSpan before) {
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  uint32_t at = before.begin;
  while (at < before.end) {
    const auto mark =
        std::find_if(sentence.periods.begin(), sentence.periods.end(),
                     [&](const PeriodMark& period) { return period.span.begin == at; });
    if (mark != sentence.periods.end() && mark->span.end > at) {
      at = mark->span.end;
    } else if (const size_t strip = words.At(kStrip, chars, at)) {
      at += static_cast<uint32_t>(strip);
    } else if (std::u32string_view(U"底前内末初年并还对").find(chars[at]) !=
               std::u32string_view::npos) {
      ++at;
    } else {
      return false;
    }
  }
  return true;
}

// The first verb that brings a thing about; 发展 in 发展思路 is none.
WordLists::Hit FindVerb(const SentenceView& sentence, CharSpan span) {
  const WordLists& words = Words();
  const std::u32string_view text = sentence.In(span);
  WordLists::Hit hit = words.First(kBuild, text);
  const auto is_noun = [&] {
    // 谋划好的项目, 开展的各种活动
    const std::u32string_view behind = text.substr(hit.end);
    if (behind.starts_with(U"的") || behind.starts_with(U"好的")) return true;
    return words.Is(kLeadOnly, text.substr(hit.begin, hit.end - hit.begin)) &&
           !LeadsClause(sentence, {span.begin, span.begin + static_cast<uint32_t>(hit.begin)});
  };
  while (hit && is_noun()) hit = words.First(kBuild, text, hit.end);
  return hit;
}

}  // namespace

CommitmentEmitter::Clause CommitmentEmitter::ReadClause(const SentenceView& sentence,
                                                        CharSpan span) const {
  const WordLists& words = Words();
  Clause clause;
  clause.span = span;
  clause.verb = {span.begin, span.begin};
  const std::u32string_view text = sentence.In(span);
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.core.begin >= span.begin && figure.core.end <= span.end &&
        IsMeasure(sentence, figure))
      clause.figure = true;
  }
  const WordLists::Hit verb = FindVerb(sentence, span);
  if (verb) {
    clause.verb = {span.begin + static_cast<uint32_t>(verb.begin),
                   span.begin + static_cast<uint32_t>(verb.end)};
    clause.own_verb = true;
  }
  bool dated =
      std::any_of(sentence.periods.begin(), sentence.periods.end(), [&](const PeriodMark& mark) {
        // 今年 and “十四五” are no days to keep to
        const bool day = mark.deadline || mark.first_month != 0 || mark.last_month != 0;
        return day && mark.span.begin >= span.begin && mark.span.end <= span.end;
      });
  for (const std::u32string_view day : {U"年内", U"年底前", U"月底前", U"年底", U"上半年", U"下半年"})
    dated |= text.find(day) != text.npos;
  if (verb) {
    clause.leads = words.At(kApart, text, verb.begin) != 0 &&
                   LeadsClause(sentence, {span.begin, clause.verb.begin});
  }
  const std::u32string_view behind = verb ? text.substr(verb.end) : std::u32string_view();
  const auto make = words.First(kMake, text);
  const bool rule = make && words.In(kRule, text.substr(make.end));
  const bool vague = words.Ends(kVague, text);
  // 2021年已收回沉淀资金, 整治已经开展了五年: told, not promised
  if (words.In(kTold, text)) return clause;
  clause.named = verb && std::any_of(projects_.begin(), projects_.end(), [&](CharSpan project) {
                   return project.begin >= span.begin && project.end <= span.end;
                 });
  clause.dated = dated;
  // 推进项目建设 is no more than a word of encouragement
  const std::u32string_view rest = verb ? text.substr(verb.end + words.At(kThing, text, verb.end))
                                        : std::u32string_view();
  const bool bare = verb && rest.size() < behind.size() && (rest.empty() || rest == U"建设") &&
                    !dated && !clause.named;
  if (clause.figure && (verb || words.In(kReach, text))) {
    clause.strength = 3;
  } else if (clause.named && !vague) {
    clause.strength = 3;
  } else if (bare) {
    return clause;
  } else if (verb && words.In(kThing, behind) && !vague) {
    clause.strength = (words.Ends(kThing, text) || dated) && !words.Ends(kDrive, text) ? 3 : 2;
  } else if (rule && !vague) {
    clause.strength = 2;
  } else if (verb && dated && !vague && !words.Ends(kDrive, text)) {
    clause.strength = 2;
  } else if (verb && (dated || words.In(kFirmWord, text)) && !vague) {
    clause.strength = 1;
  }
  return clause;
}

void CommitmentEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (sentence.chars.size() > kLongestSentence || ExtendAims(sentence, facts)) return;
  if (sentence.role != model::SectionRole::kPlan) return;
  const std::vector<CharSpan>& spans = sentence.clauses;
  FindProjects(sentence, *facts);
  // （一）推进乡村建设。 promises nothing, 二是新建枧背小学教学楼一栋 does
  const bool title = sentence.heading && spans.size() < 2;
  if (Words().In(kAim, std::u32string_view(sentence.chars).substr(0, 60)) && !spans.empty()) {
    const Clause first = ReadClause(sentence, spans[0]);
    bool any = false;
    for (const CharSpan& span : spans) any = any || ReadClause(sentence, span).figure;
    if (!any) return;
    Emit(sentence, {spans[0].begin, spans.back().end}, first, facts);
    if (sentence.chars.back() == U'；') {
      aims_ = static_cast<int32_t>(facts->size()) - 1;
      paragraph_ = sentence.paragraph;
    }
    return;
  }
  // Clauses from one promise that stands alone to the next.
  std::vector<Clause> promises;
  std::vector<uint32_t> begins;
  for (const CharSpan& span : spans) {
    const Clause clause = ReadClause(sentence, span);
    const bool item = clause.figure || clause.dated ||
                      (clause.named && std::u32string_view(U"，；").find(sentence.chars.back()) !=
                                           std::u32string_view::npos);
    if (clause.strength < (title ? 3 : 2) || (title && !item)) {
      if (sentence.trace != nullptr && clause.own_verb) {
        sentence.trace->Reject(span, clause.figure ? "commitment.figure" : "commitment.thing",
                               title ? "a heading without a figure, a date or named works"
                                     : "nothing in it that can be checked");
      }
      continue;
    }
    const bool apart =
        clause.strength == 3 && (clause.leads || (clause.dated && (clause.figure || clause.named)));
    if (!promises.empty() && !apart) {
      if (clause.strength > promises.back().strength) promises.back() = clause;
      continue;
    }
    begins.push_back(promises.empty() ? spans[0].begin : span.begin);
    promises.push_back(clause);
  }
  for (size_t i = 0; i < promises.size(); ++i) {
    CharSpan evidence{begins[i], i + 1 < begins.size() ? begins[i + 1] - 1 : spans.back().end};
    if (evidence.end - evidence.begin > kLongestQuote) {
      const uint32_t limit = evidence.end;
      evidence = promises[i].span;
      for (const CharSpan& span : spans) {
        if (span.end > evidence.end && span.end <= limit &&
            span.end - evidence.begin <= kLongestQuote) {
          evidence.end = span.end;
        }
      }
    }
    Emit(sentence, evidence, promises[i], facts);
  }
}

// The projects that were read in this sentence stand last among the facts.
void CommitmentEmitter::FindProjects(const SentenceView& sentence,
                                     const std::vector<model::Fact>& facts) {
  projects_.clear();
  for (size_t i = facts.size(); i-- > 0 && facts[i].sentence == sentence.index;) {
    if (facts[i].kind() != model::FactKind::kProject) continue;
    const auto at = [&](uint32_t byte) {
      return static_cast<uint32_t>(
          std::lower_bound(sentence.at.begin(), sentence.at.end(), byte) - sentence.at.begin());
    };
    projects_.push_back({at(facts[i].anchor.begin), at(facts[i].anchor.end)});
  }
}

bool CommitmentEmitter::ExtendAims(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  if (aims_ < 0) return false;
  const int32_t index = aims_;
  aims_ = -1;
  if (sentence.paragraph != paragraph_ || sentence.chars.empty()) return false;
  const std::vector<CharSpan>& spans = sentence.clauses;
  if (spans.empty()) return false;
  model::Fact& fact = (*facts)[static_cast<size_t>(index)];
  constexpr uint32_t kMost = 3000;  // bytes
  if (sentence.at[spans.back().end] - fact.evidence.begin > kMost) return false;
  fact.evidence.end = sentence.at[spans.back().end];
  fact.quote = std::string(fact.evidence.In(text_));
  if (sentence.chars.back() == U'；') aims_ = index;
  return true;
}

void CommitmentEmitter::Emit(const SentenceView& sentence, CharSpan evidence, const Clause& clause,
                             std::vector<model::Fact>* facts) const {
  if (evidence.end - evidence.begin > 4 * kLongestQuote) evidence.end = clause.span.end;
  const CharSpan anchor =
      clause.own_verb ? CharSpan{clause.verb.begin, clause.span.end} : clause.span;
  model::Fact fact =
      MakeFact(sentence, evidence, anchor, clause.figure ? "commitment.figure" : "commitment.thing",
               clause.strength >= 3 ? 750 : 620);
  model::CommitmentFact content;
  content.action = ToUtf8(sentence.In(clause.verb));
  content.object = ToUtf8(sentence.In({clause.verb.end, clause.span.end}));
  content.owner = OwnerOf(sentence.In(clause.span));
  if (content.owner.empty()) content.owner = OwnerOf(sentence.In(evidence));
  content.deadline = DeadlineOf(sentence, clause.span);
  if (content.deadline.empty()) content.deadline = DeadlineOf(sentence, evidence);
  fact.content = std::move(content);
  facts->push_back(std::move(fact));
}

}  // namespace gongbao::extraction
