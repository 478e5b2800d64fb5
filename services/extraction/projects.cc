#include "services/extraction/projects.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/extraction/clauses.h"
#include "services/extraction/project_spans.h"

namespace gongbao::extraction {

using namespace project_words;  // NOLINT: the names of lists

namespace {

using model::ProjectStage;

// 投资2600万元修建防洪堤: the money before a verb.
std::optional<model::Quantity> InvestmentIn(const SentenceView& sentence, CharSpan where) {
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.span.begin < where.begin || figure.span.end > where.end || !IsMoney(figure))
      continue;
    const uint32_t reach = std::min<uint32_t>(6, figure.span.begin - where.begin);
    const auto before = sentence.In({figure.span.begin - reach, figure.span.begin});
    if (before.find(U"投资") != before.npos) return figure.quantity;
  }
  return std::nullopt;
}

// 总投资18亿元 behind a name: a clause that begins with the money.
std::optional<model::Quantity> InvestmentBehind(const SentenceView& sentence, CharSpan next) {
  static constexpr std::u32string_view kWords[] = {U"总投资", U"计划投资", U"计划总投资",
                                                   U"概算投资", U"项目总投资", U"该项目总投资",
                                                   U"预计投资", U"预计总投资", U"投资"};
  const std::u32string_view text = sentence.In(next);
  if (std::none_of(std::begin(kWords), std::end(kWords),
                   [&](std::u32string_view word) { return text.starts_with(word); })) {
    return std::nullopt;
  }
  return InvestmentIn(sentence, next);
}

// 6个村, ×个社区: what is counted is a place.
bool CountsPlaces(const SentenceView& sentence, CharSpan kind) {
  const auto* figure = FigureIn(sentence, kind.begin, kind.end, false);
  if (figure == nullptr) return false;
  const std::u32string_view counted = sentence.In({figure->core.begin, kind.end}).substr(0, 8);
  return counted.find_first_of(U"村镇乡县户") != counted.npos ||
         counted.find(U"社区") != counted.npos || counted.find(U"街道") != counted.npos ||
         counted.find(U"小区") != counted.npos;
}

// 签约项目2个, 在建项目10个: the stage of those that are named behind it.
std::optional<ProjectStage> StageOfCount(std::u32string_view text) {
  struct Kind {
    std::u32string_view word;
    ProjectStage stage;
  };
  static constexpr Kind kKinds[] = {
      {U"签约", ProjectStage::kPreparing}, {U"签订", ProjectStage::kPreparing},
      {U"洽谈", ProjectStage::kPreparing}, {U"引进", ProjectStage::kPreparing},
      {U"在建", ProjectStage::kUnderway},  {U"开工", ProjectStage::kUnderway},
      {U"竣工", ProjectStage::kCompleted}, {U"投产", ProjectStage::kCompleted},
      {U"建成", ProjectStage::kCompleted}};
  for (const Kind& kind : kKinds) {
    if (text.find(kind.word) != text.npos) return kind.stage;
  }
  return std::nullopt;
}

bool BeginsOf(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::u32string_view word) { return text.starts_with(word); });
}

}  // namespace

// The verb of works that begins at `at`; gives its length. begins: nothing stands before it in the
// clause.
size_t ProjectEmitter::ReadVerb(std::u32string_view text, uint32_t at, bool begins, Verb* verb) {
  struct Kind {
    int list;
    ProjectStage stage;
  };
  static constexpr Kind kKinds[] = {{kDone, ProjectStage::kCompleted},
                                    {kUnderway, ProjectStage::kUnderway},
                                    {kPrepare, ProjectStage::kPreparing},
                                    {kPlanned, ProjectStage::kPlanned},
                                    {kBegin, ProjectStage::kCompleted}};
  constexpr uint32_t kInside = WordLists::MaskOf({kDone, kUnderway, kPrepare, kPlanned});
  const uint32_t mask = begins ? kInside | WordLists::MaskOf({kBegin}) : kInside;
  const WordLists::Found found = ProjectWords().AnyAt(mask, text, at);
  for (const Kind& kind : kKinds) {
    if (!found.Has(kind.list)) continue;
    verb->stage = kind.stage;
    verb->drives = kind.list == kUnderway;
    verb->builds = kind.list == kDone || kind.list == kBegin || kind.list == kPlanned;
    break;
  }
  return found.length;
}

ProjectEmitter::ProjectEmitter(const ReportContext& report) {
  using model::PlaceLevel;
  const PlaceLevel level = report.document().place.level;
  small_ = level != PlaceLevel::kCountry && level != PlaceLevel::kProvince &&
           level != PlaceLevel::kCity;
}

std::vector<ProjectEmitter::Verb> ProjectEmitter::FindVerbs(const SentenceView& sentence,
                                                            CharSpan clause) const {
  const WordLists& words = ProjectWords();
  const std::u32string_view chars = sentence.chars;
  std::vector<Verb> verbs;
  int quotes = 0;
  bool begins = true;
  for (uint32_t at = clause.begin; at < clause.end;) {
    if (chars[at] == U'“' || chars[at] == U'（') ++quotes;
    if (chars[at] == U'”' || chars[at] == U'）') quotes = std::max(0, quotes - 1);
    if (const size_t none = quotes == 0 ? words.At(kNoVerb, chars, at) : 0) {
      at += static_cast<uint32_t>(none);
      begins = false;
      continue;
    }
    Verb verb;
    const size_t best = quotes == 0 ? ReadVerb(chars.substr(0, clause.end), at, begins, &verb) : 0;
    // 改造提升工程, 提升改造: part of a name
    const auto end = static_cast<uint32_t>(at + best);
    const std::u32string_view behind = chars.substr(end, 2);
    const bool named = best != 0 && !begins &&
                       (behind == U"工程" || behind == U"项目" ||
                        (verb.stage != ProjectStage::kPreparing &&
                         words.At(kWorks, chars, at) >= best));
    if (best != 0 && !named) {
      verb.span = {at, end};
      verb.builds |= sentence.In(verb.span).find(U"建设") != std::u32string_view::npos ||
                     sentence.In(verb.span) == U"启动" || sentence.In(verb.span) == U"开工";
      verbs.push_back(verb);
      at = end;
      begins = words.At(kBegin, chars, at) != 0;
      continue;
    }
    if (begins) {
      const auto lead = static_cast<uint32_t>(words.At(kLead, chars, at));
      const uint32_t period = SkipPeriod(sentence, at);
      const auto* figure = FigureIn(sentence, at, clause.end, false);
      uint32_t next = std::max(at + lead, period);
      if (figure != nullptr && IsMoney(*figure)) next = std::max(next, figure->span.end);
      if (next == at && (chars[at] == U'底' || chars[at] == U'前' || chars[at] == U'末')) ++next;
      if (next > at) {
        at = next;
        continue;
      }
    }
    begins = chars[at] == U'、' || chars[at] == U'并' || chars[at] == U'和';
    ++at;
  }
  return verbs;
}

std::vector<ProjectEmitter::Item> ProjectEmitter::ItemsOf(const SentenceView& sentence,
                                                          CharSpan names) const {
  std::vector<Item> items;
  for (const CharSpan& span : SplitNames(sentence.chars, names)) {
    Item item;
    item.span = span;
    if (ReadMeasured(sentence, &item)) {
      items.push_back(std::move(item));
      continue;
    }
    if (const figures::Figure* money = StripAttribute(sentence, &item.span)) {
      item.investment = money->quantity;
      item.invested = true;
    }
    item.attributed = item.span.begin != span.begin && !item.invested;
    StripLead(sentence, &item.span);
    StripTrail(sentence, &item.span);
    if (item.span.end <= item.span.begin) continue;
    item.name = sentence.In(item.span);
    // “鹿鸣一中”: the marks are no part of a name that they stand around
    if (item.name.size() > 4 && item.name.front() == U'“' && item.name.find(U'”') + 1 == item.name.size()) {
      const std::u32string inner = item.name.substr(1, item.name.size() - 2);
      if (ProjectWords().Ends(kHead, inner)) item.name = inner;
    }
    items.push_back(std::move(item));
  }
  return items;
}

// 乡政府至上垄村4.3公里的沙石路: a length in the midst is no part of the name.
bool ProjectEmitter::ReadMeasured(const SentenceView& sentence, Item* item) const {
  CharSpan span = item->span;
  StripLead(sentence, &span);
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.span.begin < span.begin + 4 || figure.span.end + 1 >= span.end) continue;
    std::u32string_view before = sentence.In({span.begin, figure.span.begin});
    std::u32string_view behind = sentence.In({figure.span.end, span.end});
    if (behind.starts_with(U"的") || behind.starts_with(U"长")) behind.remove_prefix(1);
    const ProjectShape shape = ShapeOf(behind);
    const bool road = figure.quantity.kind == model::QuantityKind::kLength &&
                      (before.find(U'至') != before.npos || shape.head != 0 || shape.tail() != 0);
    // 红石桥农场日处理3000吨粮食烘干中心
    bool output = false;
    for (const std::u32string_view word :
         {U"日处理", U"年产", U"日产", U"占地", U"库容", U"年加工", U"日供水", U"总面积", U"建筑面积"}) {
      if (!before.ends_with(word) || before.size() < word.size() + 2) continue;
      before.remove_suffix(word.size());
      output = true;
      break;
    }
    if (behind.size() < 2 || behind.size() > 12 || (!road && !output)) return false;
    item->span = span;
    item->name = std::u32string(before) + std::u32string(behind);
    item->measured = true;
    return true;
  }
  return false;
}

std::vector<ProjectEmitter::Item> ProjectEmitter::WholeOf(const SentenceView& sentence,
                                                          CharSpan name) const {
  Item item;
  item.span = name;
  StripLead(sentence, &item.span);
  if (item.span.end <= item.span.begin) return {};
  item.name = sentence.In(item.span);
  return {item};
}

// 西十、康渝高铁; 何谢线、何花线整治建设; 桂华至白庙、编钟大道至白庙拓宽工程: what stands at the end
// of the list is meant of each.
void ProjectEmitter::ShareTail(const SentenceView& sentence, std::vector<Item>* items) const {
  if (items->size() < 2) return;
  const Item& last = items->back();
  const std::u32string_view text = sentence.In(last.span);
  // 联通境内外、辐射东中西的物流枢纽: the list is of attributes
  NameSetting setting;
  setting.small = small_;
  if (last.attributed || WhyNoProject(sentence, last.span, last.name, setting) != nullptr) return;
  const ProjectShape shape = ShapeOf(text);
  for (size_t i = 0; i + 1 < items->size(); ++i) {
    Item& item = (*items)[i];
    const ProjectShape own = ShapeOf(item.name);
    if (own.tail() != 0 || item.name.size() > 14) continue;
    const bool head = own.head == 0 && !own.site && (shape.head > 1 || shape.tail() == 0);
    const size_t length = shape.tail() + (head ? shape.head : 0);
    if (length == 0 || length >= text.size()) continue;
    item.name += text.substr(text.size() - length);
  }
}

ProjectStage ProjectEmitter::StageOf(const SentenceView& sentence, const Region& region) const {
  const Verb* verb = region.behind != nullptr ? region.behind : region.before;
  if (region.before != nullptr && region.behind != nullptr &&
      (region.object_behind || region.behind->stage == ProjectStage::kPlanned)) {
    verb = region.before;
  }
  if (verb == nullptr) return carried_.value_or(ProjectStage::kUnknown);
  if (verb == region.behind && region.then_preparing) return ProjectStage::kPreparing;
  // 预计今年完工: not done yet
  if (verb == region.behind && verb->stage == ProjectStage::kCompleted &&
      sentence.role != model::SectionRole::kPlan) {
    const std::u32string_view before = sentence.In(region.span);
    for (const std::u32string_view ahead : {U"预计", U"有望", U"即将", U"将于"}) {
      if (before.substr(before.size() - std::min<size_t>(before.size(), 10)).find(ahead) !=
          before.npos) {
        return ProjectStage::kUnderway;
      }
    }
  }
  if (sentence.role != model::SectionRole::kPlan) return verb->stage;
  if (verb->stage == ProjectStage::kCompleted) return ProjectStage::kPlanned;
  if (!verb->drives) return verb->stage;
  if (region.before != nullptr && verb != region.before && region.before->drives)
    return ProjectStage::kUnderway;
  const std::u32string_view word = sentence.In(verb->span);
  for (const std::u32string_view begun :
       {U"实施", U"启动", U"开工", U"提升", U"动工", U"奠基", U"破土"}) {
    if (word.find(begun) != word.npos && word.find(U"继续") == word.npos)
      return ProjectStage::kPlanned;
  }
  return verb->stage;
}

// 金源食品主体竣工: said of works only, so that a name without a head is one of works too.
bool ProjectEmitter::IsSubjectOfWorks(const SentenceView& sentence, const Region& region,
                                      const Item& item) const {
  if (region.behind == nullptr || region.object_behind) return false;
  if (sentence.In(region.span).find(U'等') != std::u32string_view::npos) return false;
  const WordLists& words = ProjectWords();
  if (!words.Is(kWorksVerb, sentence.In(region.behind->span))) return false;
  const std::u32string_view name = item.name;
  for (const std::u32string_view kind : {U"企业", U"项目", U"工程", U"产品", U"车型", U"工作", U"单位",
                                         U"产业", U"公司", U"集团", U"生产", U"会议"}) {
    if (name.ends_with(kind)) return false;
  }
  return name.size() >= 4 && name.size() <= 12;
}

void ProjectEmitter::Emit(const SentenceView& sentence, CharSpan clause, const Item& item,
                          ProjectStage stage, std::string_view rule, int32_t confidence,
                          std::vector<model::Fact>* facts) {
  const bool target = sentence.role == model::SectionRole::kPlan;
  const auto status = target ? model::FactStatus::kTarget : model::FactStatus::kActual;
  std::string name = ToUtf8(item.name);
  if (!seen_.emplace(name, status).second) {
    if (sentence.trace != nullptr) sentence.trace->Reject(item.span, rule, "named before");
    return;
  }
  model::Fact fact = MakeFact(sentence, clause, item.span, rule, confidence);
  model::ProjectFact content;
  content.name = std::move(name);
  content.stage = stage;
  content.status = status;
  content.investment = item.investment;
  fact.content = std::move(content);
  facts->push_back(std::move(fact));
}

void ProjectEmitter::ReadRegion(const SentenceView& sentence, const Region& region,
                                std::vector<model::Fact>* facts) {
  const WordLists& words = ProjectWords();
  CharSpan names = region.span;
  if (names.end <= names.begin) return;
  StripTrail(sentence, &names);
  // A、B、C等5条高铁: the names end at 等, behind it stands what they are
  bool listed = false;
  bool whole = false;
  const std::u32string_view text = sentence.In(names);
  if (const size_t etc = text.rfind(U'等'); etc != text.npos && etc >= 2 && etc + 1 < text.size()) {
    const std::u32string_view kind = text.substr(etc + 1);
    if (!kind.starts_with(U"级") && !kind.starts_with(U"教") && kind.find(U'、') == kind.npos) {
      // 路村、庙口等6个村厕所建设工程: the works are one, its villages are listed
      if (!CountsPlaces(sentence, {names.begin + static_cast<uint32_t>(etc) + 1, names.end})) {
        names.end = names.begin + static_cast<uint32_t>(etc);
        listed = words.Ends(kClass, kind) || ShapeOf(kind).noun != 0;
        // 清香荷园、山水庄园等一批民宿项目亮点纷呈: no verb of works, but projects all the same
        const size_t noun = kind.find(U"项目");
        listed |= region.before == nullptr && region.behind == nullptr && noun != kind.npos &&
                  kind.size() <= noun + 8;
      } else {
        whole = true;
      }
    }
  } else if (etc != text.npos && etc + 1 == text.size()) {
    names.end = names.begin + static_cast<uint32_t>(etc);
  }
  if (region.before == nullptr && region.behind == nullptr && !carried_ && !listed) {
    // 总投资2亿元的某项目 needs no verb
    if (text.find(U"投资") == text.npos) return;
  }
  std::vector<Item> items = whole ? WholeOf(sentence, names) : ItemsOf(sentence, names);
  if (items.empty()) return;
  if (!listed) ShareTail(sentence, &items);
  if (items.size() == 1 && !items[0].investment)
    items[0].investment = InvestmentIn(sentence, {region.clause.begin, items[0].span.begin});
  ProjectStage stage = StageOf(sentence, region);
  // 洪福冷链等在建项目
  if (stage == ProjectStage::kUnknown && listed)
    stage = StageOfCount(sentence.In({names.end, region.span.end})).value_or(stage);
  const bool verbless = region.before == nullptr && region.behind == nullptr && !carried_;
  for (const Item& item : items) {
    NameSetting setting;
    setting.listed = listed || whole;
    setting.invested = item.invested;
    setting.measured = item.measured || whole;
    setting.small = small_;
    setting.builds = (region.before != nullptr && region.before->builds) ||
                     (region.before != nullptr && region.before->drives) ||
                     (region.behind != nullptr && !region.object_behind &&
                      (region.behind->stage == ProjectStage::kCompleted ||
                       region.behind->stage == ProjectStage::kPreparing ||
                       words.Is(kWorksVerb, sentence.In(region.behind->span))));
    const uint32_t ahead = std::min<uint32_t>(4, item.span.begin - region.clause.begin);
    setting.many = words.In(kMany, sentence.In({item.span.begin - ahead, item.span.begin}));
    std::string_view rule = region.before != nullptr ? "project.object" : "project.subject";
    if (listed) rule = "project.listed";
    if (item.invested) rule = "project.invested";
    const char* why = WhyNoProject(sentence, item.span, item.name, setting);
    int32_t confidence = listed ? 720 : 800;
    if (why == nullptr && verbless && !listed && !item.invested) why = "no verb of works beside it";
    if (why != nullptr && IsSubjectOfWorks(sentence, region, item)) {
      setting.invested = true;
      if (WhyNoProject(sentence, item.span, item.name, setting) == nullptr) {
        why = nullptr;
        rule = "project.of_works";
        confidence = 600;
      }
    }
    if (why == nullptr) {
      Emit(sentence, region.clause, item, stage, rule, confidence, facts);
    } else if (sentence.trace != nullptr) {
      sentence.trace->Reject(item.span, rule, why);
    }
  }
}

bool ProjectEmitter::ReadTreatment(const SentenceView& sentence, CharSpan clause,
                                   std::vector<model::Fact>* facts) {
  const WordLists& words = ProjectWords();
  const std::u32string_view text = sentence.In(clause);
  const size_t verb = std::min({text.find(U"进行"), text.find(U"实施"), text.find(U"予以")});
  const size_t at = text.substr(0, std::min(verb, text.size())).rfind(U'对');
  if (verb == text.npos || at == text.npos || verb < at + 4 || verb - at > 24) return false;
  std::u32string_view works = text.substr(verb + 2);
  for (const std::u32string_view adverb : {U"了", U"全面", U"集中", U"整体", U"系统"}) {
    if (works.starts_with(adverb)) works.remove_prefix(adverb.size());
  }
  const size_t length = words.At(kWorks, works, 0);
  if (length == 0) return false;
  Item item;
  const auto begin = static_cast<uint32_t>(clause.begin + at + 1);
  item.span = {begin, static_cast<uint32_t>(clause.begin + verb)};
  if (!ReadMeasured(sentence, &item)) {
    StripLead(sentence, &item.span);
    item.name = sentence.In(item.span);
  }
  item.name += works.substr(0, length);
  NameSetting setting;
  setting.small = small_;
  setting.builds = true;
  setting.measured = item.measured;
  const char* why = WhyNoProject(sentence, item.span, item.name, setting);
  if (why != nullptr) {
    if (sentence.trace != nullptr) sentence.trace->Reject(item.span, "project.treated", why);
    return true;
  }
  const bool plan = sentence.role == model::SectionRole::kPlan;
  Emit(sentence, clause, item, plan ? ProjectStage::kPlanned : ProjectStage::kCompleted,
       "project.treated", 700, facts);
  return true;
}

void ProjectEmitter::ReadClause(const SentenceView& sentence, CharSpan clause, CharSpan next,
                                std::vector<model::Fact>* facts) {
  if (ReadTreatment(sentence, clause, facts)) return;
  const std::u32string_view text = sentence.In(clause);
  if (!BeginsOf(text, {U"分别", U"其中", U"包括", U"主要有", U"具体", U"有"})) carried_.reset();
  const std::vector<Verb> verbs = FindVerbs(sentence, clause);
  const size_t before = facts->size();
  for (size_t i = 0; i <= verbs.size(); ++i) {
    Region region;
    region.clause = clause;
    region.span = {i == 0 ? clause.begin : verbs[i - 1].span.end,
                   i == verbs.size() ? clause.end : verbs[i].span.begin};
    region.before = i == 0 ? nullptr : &verbs[i - 1];
    region.behind = i == verbs.size() ? nullptr : &verbs[i];
    if (region.behind != nullptr) {
      const uint32_t end = i + 1 < verbs.size() ? verbs[i + 1].span.begin : clause.end;
      // 正在征地
      region.then_preparing = i + 1 < verbs.size() &&
                              verbs[i + 1].span.begin == region.behind->span.end &&
                              verbs[i + 1].stage == ProjectStage::kPreparing;
      const uint32_t from = region.behind->span.end;
      region.object_behind =
          end > from + 3 &&
          std::u32string_view(U"和、及并（于在至").find(sentence.chars[from]) ==
              std::u32string_view::npos &&
          FigureIn(sentence, from, end, false) == nullptr;
    }
    ReadRegion(sentence, region, facts);
  }
  if (!verbs.empty()) carried_ = verbs.back().stage;
  // 签约项目2个，分别是…
  if (verbs.empty()) carried_ = StageOfCount(text);
  if (facts->size() == before + 1) {
    auto& project = std::get<model::ProjectFact>(facts->back().content);
    if (!project.investment && next.end > next.begin)
      project.investment = InvestmentBehind(sentence, next);
  }
}

void ProjectEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  using model::SectionRole;
  if (sentence.role == SectionRole::kProblem || sentence.role == SectionRole::kMeta) return;
  if (sentence.chars.size() > kLongestSentence) return;
  carried_.reset();
  const std::vector<CharSpan>& clauses = sentence.clauses;
  for (size_t i = 0; i < clauses.size(); ++i) {
    if (clauses[i].end - clauses[i].begin > kLongestClause) continue;
    ReadClause(sentence, clauses[i], i + 1 < clauses.size() ? clauses[i + 1] : CharSpan{}, facts);
  }
}

}  // namespace gongbao::extraction
