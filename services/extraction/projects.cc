#include "services/extraction/projects.h"

#include <algorithm>
#include <optional>

#include "services/base/text.h"
#include "services/extraction/clauses.h"
#include "services/extraction/word_lists.h"

namespace gongbao::data {
extern const std::string_view kProjectWordsData;
}

namespace gongbao::extraction {
namespace {

using model::ProjectStage;

enum List {
  kDone,
  kUnderway,
  kPrepare,
  kPlanned,
  kBegin,
  kHead,
  kWorks,
  kGeneric,
  kLead,
  kBehind,
  kCampaign,
  kSite,
  kBad,
  kOwn
};

const WordLists& Words() {
  static const WordLists words(data::kProjectWordsData,
                               {"done", "underway", "prepare", "plan", "begin", "head", "works",
                                "generic", "strip", "tail", "campaign", "site", "bad", "own"});
  return words;
}

constexpr size_t kShortest = 4;
constexpr size_t kLongest = 34;

// Items of a list: 、 and 和, 与, 及 outside of quotes and brackets.
std::vector<CharSpan> SplitNames(std::u32string_view chars, CharSpan all) {
  std::vector<CharSpan> out;
  uint32_t begin = all.begin;
  int depth = 0;
  for (uint32_t i = all.begin; i <= all.end; ++i) {
    const char32_t c = i < all.end ? chars[i] : U'、';
    if (c == U'“' || c == U'（' || c == U'《') ++depth;
    if (c == U'”' || c == U'）' || c == U'》') depth = std::max(0, depth - 1);
    bool cut = i == all.end || (depth == 0 && c == U'、');
    if (!cut && depth == 0 && (c == U'和' || c == U'与' || c == U'及')) {
      const std::u32string_view left = chars.substr(begin, i - begin);
      cut = Words().Ends(kHead, left) || Words().Ends(kWorks, left) || left.ends_with(U"”");
    }
    if (!cut) continue;
    if (i > begin) out.push_back({begin, i});
    begin = i + 1;
  }
  return out;
}

// Words in front of a name that are no part of it: adverbs, 总投资…的, a count of one.
void StripLead(const SentenceView& sentence, CharSpan* item) {
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  int depth = 0;
  for (uint32_t i = item->begin; i < item->end; ++i) {
    if (chars[i] == U'“' || chars[i] == U'（') ++depth;
    if (chars[i] == U'”' || chars[i] == U'）') depth = std::max(0, depth - 1);
    // 总投资18亿元的晋耀光伏产业园
    if (chars[i] == U'的' && depth == 0 && i + 3 < item->end && i - item->begin < 40)
      item->begin = i + 1;
  }
  for (bool again = true; again && item->begin < item->end;) {
    again = false;
    if (const size_t lead = words.At(kLead, chars, item->begin);
        lead != 0 && item->begin + lead < item->end) {
      item->begin += static_cast<uint32_t>(lead);
      again = true;
    }
    for (const PeriodMark& mark : sentence.periods) {
      if (mark.span.begin != item->begin || mark.span.end >= item->end) continue;
      item->begin = mark.span.end;
      again = true;
    }
    while (item->begin < item->end &&
           std::u32string_view(U"，。：前底末内").find(chars[item->begin]) !=
               std::u32string_view::npos) {
      ++item->begin;
      again = true;
    }
  }
}

// 已, 均, 预计今年 between a name and its verb.
void StripTrail(std::u32string_view chars, CharSpan* item) {
  static constexpr std::u32string_view kTrail[] = {
      U"已经", U"已",   U"均",   U"全部", U"正",   U"正在", U"预计", U"今年",
      U"年内", U"即将", U"顺利", U"如期", U"也",   U"全面", U"成功", U"基本",
      U"先后", U"相继", U"已于", U"等",   U"加快", U"于",   U"并",   U"将"};
  for (bool again = true; again;) {
    again = false;
    const std::u32string_view text = chars.substr(item->begin, item->end - item->begin);
    for (const std::u32string_view trail : kTrail) {
      if (!text.ends_with(trail) || trail.size() >= text.size()) continue;
      item->end -= static_cast<uint32_t>(trail.size());
      again = true;
      break;
    }
  }
}

// Whether words say which one it is: something is left of them that no generic word covers.
bool Identifies(std::u32string_view modifier) {
  const WordLists& words = Words();
  size_t rest = 0;
  for (size_t at = 0; at < modifier.size();) {
    if (const size_t length = words.At(kGeneric, modifier, at)) {
      at += length;
      continue;
    }
    ++rest;
    ++at;
  }
  return rest >= 2;
}

bool HoldsFigure(const SentenceView& sentence, CharSpan item) {
  return std::any_of(sentence.figures.begin(), sentence.figures.end(),
                     [&](const figures::Figure& figure) {
                       return figure.core.begin >= item.begin && figure.core.end <= item.end;
                     });
}

size_t HeadLength(std::u32string_view name) {
  const WordLists& words = Words();
  const size_t head = words.Before(kHead, name, name.size());
  if (head != 0) return head;
  size_t works = words.Before(kWorks, name, name.size());
  if (works == 0) return 0;
  // 园区循环道路建设: the thing before the works counts
  if (name.size() > works) works += words.Before(kHead, name, name.size() - works);
  return works;
}

// 镇污水处理厂, 县人民医院: the one of its unit.
bool IsOnlyOne(std::u32string_view name) {
  const WordLists& words = Words();
  const size_t own = words.At(kOwn, name, 0);
  if (own == 0) return false;
  std::u32string_view thing = name.substr(own);
  if (words.Ends(kWorks, thing) && !words.Ends(kHead, thing))
    thing.remove_suffix(words.Before(kWorks, thing, thing.size()));
  if (thing.ends_with(U"工程") || thing.ends_with(U"项目")) {
    thing.remove_suffix(2);
    if (const size_t works = words.Before(kWorks, thing, thing.size())) thing.remove_suffix(works);
  }
  return thing.size() >= 2 && words.Ends(kSite, thing);
}

// 土山河治理 is done to one thing, 作风建设 to none.
bool HasSite(std::u32string_view name) {
  const WordLists& words = Words();
  if (words.Ends(kHead, name)) return true;
  const size_t works = words.Before(kWorks, name, name.size());
  if (works == 0) return false;
  std::u32string_view thing = name.substr(0, name.size() - works);
  if (thing.ends_with(U"”")) thing.remove_suffix(1);
  return words.Ends(kSite, thing) || words.Ends(kHead, thing);
}

bool IsName(const SentenceView& sentence, CharSpan item, size_t head) {
  const std::u32string_view name = sentence.In(item);
  if (name.size() < kShortest || name.size() > kLongest || head == 0 || head >= name.size())
    return false;
  if (Words().Ends(kCampaign, name) || HoldsFigure(sentence, item)) return false;
  if (name.find(U'，') != name.npos || name.find(U'；') != name.npos) return false;
  const char32_t first = name.front();
  if (first >= U'0' && first <= U'9') return false;  // 1.项目建设
  if (Words().In(kBad, name) || !HasSite(name)) return false;
  return Identifies(name.substr(0, name.size() - head)) || IsOnlyOne(name);
}

bool IsWorksNoun(std::u32string_view word) { return word == U"工程" || word == U"项目"; }

std::optional<model::Quantity> InvestmentBefore(const SentenceView& sentence, CharSpan clause,
                                                uint32_t name) {
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.quantity.kind != model::QuantityKind::kMoney && figure.quantity.printed_unit != "万")
      continue;
    if (figure.span.begin < clause.begin || figure.span.end > name) continue;
    const uint32_t reach = std::min<uint32_t>(6, figure.span.begin - clause.begin);
    const auto before =
        std::u32string_view(sentence.chars).substr(figure.span.begin - reach, reach);
    if (before.find(U"投资") != before.npos) return figure.quantity;
  }
  return std::nullopt;
}

}  // namespace

std::vector<ProjectEmitter::Verb> ProjectEmitter::FindVerbs(const SentenceView& sentence,
                                                            CharSpan clause) const {
  const WordLists& words = Words();
  const std::u32string_view chars = sentence.chars;
  std::vector<Verb> verbs;
  int quotes = 0;
  bool begins = true;
  for (uint32_t at = clause.begin; at < clause.end;) {
    if (chars[at] == U'“' || chars[at] == U'（') ++quotes;
    if (chars[at] == U'”' || chars[at] == U'）') quotes = std::max(0, quotes - 1);
    size_t best = 0;
    Verb verb;
    const auto look = [&](int list, ProjectStage stage) {
      const size_t length = words.At(list, chars, at);
      if (length <= best || at + length > clause.end) return;
      best = length;
      verb.stage = stage;
      verb.drives = list == kUnderway;
    };
    if (quotes == 0) {
      look(kDone, ProjectStage::kCompleted);
      look(kUnderway, ProjectStage::kUnderway);
      look(kPrepare, ProjectStage::kPreparing);
      look(kPlanned, ProjectStage::kPlanned);
      if (begins) look(kBegin, ProjectStage::kCompleted);
    }
    // 改造提升工程, 提升改造: part of a name
    const auto end = static_cast<uint32_t>(at + best);
    const bool named = best != 0 && !begins &&
                       (IsWorksNoun(chars.substr(end, 2)) || words.At(kWorks, chars, at) > 0);
    if (best != 0 && !named) {
      verb.span = {at, end};
      verbs.push_back(verb);
      at = end;
      begins = words.At(kBegin, chars, at) != 0;
      continue;
    }
    if (begins && words.At(kLead, chars, at) != 0) {
      at += static_cast<uint32_t>(words.At(kLead, chars, at));
      continue;
    }
    begins = false;
    ++at;
  }
  return verbs;
}

void ProjectEmitter::ReadRegion(const SentenceView& sentence, CharSpan clause, CharSpan region,
                                const Verb* before, const Verb* behind,
                                std::vector<model::Fact>* facts) {
  const std::u32string_view chars = sentence.chars;
  if (region.end <= region.begin || (before == nullptr && behind == nullptr)) return;
  CharSpan names = region;
  // A、B、C等5条高铁: the names end at 等
  bool listed = false;
  size_t kind = 0;
  const std::u32string_view text = sentence.In(region);
  if (const size_t etc = text.rfind(U'等'); etc != text.npos && etc >= 2) {
    names.end = region.begin + static_cast<uint32_t>(etc);
    listed = true;
    kind = HeadLength(text);
  }
  std::vector<CharSpan> items = SplitNames(chars, names);
  if (items.empty()) return;
  StripLead(sentence, &items[0]);
  for (CharSpan& item : items) {
    // 镇级污水处理厂1座
    for (const figures::Figure& figure : sentence.figures) {
      if (figure.core.end != item.end || figure.span.begin <= item.begin + 3) continue;
      // 示范基地10个 is a class of things
      const bool one = figure.quantity.kind != model::QuantityKind::kCount ||
                       figure.quantity.printed_value == "1";
      item.end = one ? figure.span.begin : item.begin;
      break;
    }
  }
  if (items.back().end > items.back().begin) StripTrail(chars, &items.back());
  const bool target = sentence.role == model::SectionRole::kPlan;
  // behind: 县职教中心竣工; before: 建成县职教中心
  const bool adjoins = behind != nullptr;
  const Verb& verb = adjoins && !(before != nullptr && !behind->drives &&
                                  behind->stage != ProjectStage::kCompleted &&
                                  behind->stage != ProjectStage::kPreparing)
                         ? *behind
                         : (before != nullptr ? *before : *behind);
  ProjectStage stage = verb.stage;
  if (target && stage == ProjectStage::kCompleted) stage = ProjectStage::kPlanned;
  if (target && verb.drives) {
    const std::u32string_view word = sentence.In(verb.span);
    if (word.find(U"实施") != word.npos || word.find(U"启动") != word.npos ||
        word.find(U"开工") != word.npos || word.find(U"提升") != word.npos ||
        word.find(U"动工") != word.npos) {
      stage = ProjectStage::kPlanned;
    }
    if (before != nullptr && before->span.begin != verb.span.begin && before->drives)
      stage = ProjectStage::kUnderway;
  }
  const CharSpan last = items.back();
  const size_t last_head = HeadLength(sentence.In(last));
  for (CharSpan item : items) {
    while (item.begin < item.end && chars[item.begin] == U' ') ++item.begin;
    if (item.end <= item.begin) continue;
    std::u32string_view name = sentence.In(item);
    const size_t head = HeadLength(name);
    std::string printed = ToUtf8(name);
    bool good = IsName(sentence, item, head);
    if (!good && (head == 0 || (listed && kind != 0)) && items.size() > 1 &&
        !Words().In(kBad, name) && !HoldsFigure(sentence, item) && name.size() >= 2 &&
        name.size() <= 20) {
      if (last_head != 0 && !listed) {
        // 西十、康渝高铁
        printed += ToUtf8(sentence.In(last).substr(last.end - last.begin - last_head));
        good = Identifies(name) && IsName(sentence, last, last_head);
      } else if (listed && kind != 0) {
        good = Identifies(name);
      }
    }
    if (!good) continue;
    const auto status = target ? model::FactStatus::kTarget : model::FactStatus::kActual;
    if (!seen_.emplace(printed, status).second) continue;
    model::Fact fact =
        MakeFact(sentence, clause, item, adjoins ? "project.subject" : "project.object",
                 head != 0 ? 780 : 640);
    model::ProjectFact content;
    content.name = printed;
    content.stage = stage;
    content.status = status;
    if (items.size() == 1) {
      content.investment = InvestmentBefore(sentence, clause, item.begin);
    }
    fact.content = std::move(content);
    facts->push_back(std::move(fact));
  }
}

void ProjectEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  using model::SectionRole;
  if (sentence.role == SectionRole::kProblem || sentence.role == SectionRole::kMeta) return;
  if (sentence.chars.size() > kLongestSentence) return;
  for (const CharSpan& clause : ClausesOf(sentence.chars)) {
    if (clause.end - clause.begin > kLongestClause) continue;
    const std::vector<Verb> verbs = FindVerbs(sentence, clause);
    if (verbs.empty()) continue;
    for (size_t i = 0; i <= verbs.size(); ++i) {
      const CharSpan region{i == 0 ? clause.begin : verbs[i - 1].span.end,
                            i == verbs.size() ? clause.end : verbs[i].span.begin};
      ReadRegion(sentence, clause, region, i == 0 ? nullptr : &verbs[i - 1],
                 i == verbs.size() ? nullptr : &verbs[i], facts);
    }
  }
}

}  // namespace gongbao::extraction
