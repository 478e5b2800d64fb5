#include "services/extraction/project_names.h"

#include <algorithm>

namespace gongbao::data {
extern const std::string_view kProjectWordsData;
}

namespace gongbao::extraction {

using namespace project_words;  // NOLINT: the names of lists

namespace {

constexpr size_t kShortest = 3;
constexpr size_t kLongest = 34;

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// 207国道, 省道304线
bool IsRoadNumber(std::u32string_view name) {
  const size_t begin = name.find_first_of(U"0123456789");
  if (begin == name.npos || begin > 4) return false;
  size_t digits = 0;
  while (begin + digits < name.size() && IsDigit(name[begin + digits])) ++digits;
  if (digits < 2 || digits > 4) return false;
  const std::u32string_view behind = name.substr(begin + digits, 2);
  return behind == U"国道" || behind == U"省道" || behind == U"县道" || behind == U"乡道" ||
         behind.starts_with(U"线") || behind.starts_with(U"高");
}

// Whether nothing is left of words that no generic word covers.
bool IsGeneric(std::u32string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t length = ProjectWords().At(kGeneric, text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

// G331, S304线, G334提质改造
bool IsRoadCode(std::u32string_view name) {
  if (std::u32string_view(U"GSXYC").find(name.front()) == std::u32string_view::npos) return false;
  size_t end = 1;
  while (end < name.size() && IsDigit(name[end])) ++end;
  if (end < 3 || end > 5) return false;
  std::u32string_view rest = name.substr(end);
  if (rest.starts_with(U"线") || rest.starts_with(U"段")) rest.remove_prefix(1);
  return rest.empty() || ProjectWords().Is(kWorks, rest);
}

// 镇污水处理厂, 县人民医院, 农村福利院: the one of its unit.
bool IsOnlyOne(const ProjectShape& shape, const NameSetting& setting) {
  const WordLists& words = ProjectWords();
  if (const size_t sole = words.Before(kSole, shape.thing, shape.thing.size());
      sole != 0 && setting.small && !setting.many &&
      IsGeneric(shape.thing.substr(0, shape.thing.size() - sole))) {
    return true;
  }
  const size_t own = words.At(kOwn, shape.thing, 0);
  if (own == 0 || shape.thing.substr(own).starts_with(U"级") || (!setting.small && shape.thing.front() != U'省')) return false;
  const std::u32string_view thing = shape.thing.substr(own);
  return thing.size() >= 2 && (words.Ends(kSite, thing) || words.Ends(kHead, thing));
}

// 乡政府至上垄村沙石路: from one place to another.
bool JoinsPlaces(std::u32string_view thing) {
  const size_t to = thing.find(U'至');
  if (to == thing.npos || to < 2 || to + 3 > thing.size()) return false;
  return Identifies(thing.substr(0, to)) || Identifies(thing.substr(to + 1));
}

// 人参交易市场: a building of a kind of which a small place builds one.
bool IsBuilding(const ProjectShape& shape, const NameSetting& setting) {
  const WordLists& words = ProjectWords();
  if (!setting.small || !setting.builds || setting.many || shape.modifier.size() < 2) return false;
  if (shape.thing.find(U'的') != shape.thing.npos) return false;
  return words.Ends(kBuilding, shape.thing) && !words.In(kWide, shape.thing);
}

// Years, lengths and counts name nothing; an output does: 年产60万吨油料项目.
bool HoldsFigure(const SentenceView& sentence, CharSpan item, const ProjectShape& shape) {
  const auto tail = static_cast<uint32_t>(shape.tail());
  for (const figures::Figure& figure : sentence.figures) {
    if (figure.core.begin < item.begin || figure.core.end > item.end) continue;
    using model::QuantityKind;
    const QuantityKind kind = figure.quantity.kind;
    const bool output = kind == QuantityKind::kWeight || kind == QuantityKind::kEnergy ||
                        kind == QuantityKind::kVolume || kind == QuantityKind::kOther ||
                        kind == QuantityKind::kArea;
    if (!output || shape.noun == 0 || figure.core.end + tail + 2 > item.end) return true;
  }
  return false;
}

// 推动服务向乡村延伸: words that make a clause of it.
bool IsClause(std::u32string_view name) {
  static constexpr std::u32string_view kFirst = U"以为由被把使让到向不";
  if (kFirst.find(name.front()) != kFirst.npos && name.substr(0, 2) != U"向阳" &&
      name.substr(0, 2) != U"为民") {
    return true;
  }
  int quotes = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    quotes += name[i] == U'“' ? 1 : name[i] == U'”' ? -1 : 0;
    if (quotes > 0) continue;
    const char32_t next = i + 1 < name.size() ? name[i + 1] : U'\0';
    switch (name[i]) {
      case U'向':
        if (std::u32string_view(U"阳东荣前家塘山").find(next) == std::u32string_view::npos) return true;
        break;
      case U'在':
        if (next != U'建' && next != U'线') return true;
        break;
      case U'把':
      case U'被':
      case U'让':
      case U'是':
      case U'着':
      case U'进':
        if (name[i] != U'进' || (i > 0 && (next == U'园' || next == U'景' || next == U'村')))
          return true;
        break;
      default:
        break;
    }
  }
  return false;
}

size_t NounLength(std::u32string_view name) {
  size_t noun = 0;
  if (name.ends_with(U"建设") && (name.ends_with(U"工程建设") || name.ends_with(U"项目建设")))
    noun = 2;
  name.remove_suffix(noun);
  if (name.ends_with(U"工程") || name.ends_with(U"项目")) return noun + 2;
  return 0;
}

size_t WorksLength(std::u32string_view name) {
  const WordLists& words = ProjectWords();
  size_t works = 0;
  for (int i = 0; i < 3; ++i) {
    const size_t more = words.Before(kWorks, name, name.size() - works);
    if (more == 0 || works + more >= name.size()) break;
    works += more;
    // 建设和绿化
    const size_t at = name.size() - works;
    if (at < 3 || (name[at - 1] != U'和' && name[at - 1] != U'及')) continue;
    if (words.Before(kWorks, name, at - 1) != 0) ++works;
  }
  return works;
}

size_t ThingHead(std::u32string_view thing) {
  const WordLists& words = ProjectWords();
  if (const size_t head = words.Before(kHead, thing, thing.size())) return head;
  if (thing.size() < 3 || words.Ends(kNoHead, thing)) return 0;
  return words.Before(kShortHead, thing, thing.size());
}

bool IsSite(std::u32string_view thing) {
  const WordLists& words = ProjectWords();
  if (thing.ends_with(U"”")) thing.remove_suffix(1);
  if (thing.size() >= 2 && words.Ends(kNoHead, thing)) return false;
  return words.Ends(kSite, thing);
}

// 太杨公路安全警示标识: begins with one built thing that is named.
bool BeginsWithNamed(std::u32string_view thing) {
  const WordLists& words = ProjectWords();
  for (size_t end = 4; end < thing.size(); ++end) {
    const size_t head = words.Before(kHead, thing, end);
    if (head >= 2 && end > head && Identifies(thing.substr(0, end - head))) return true;
  }
  return false;
}

// 发展大道: roads and bridges are named by such words.
bool IsNamed(const ProjectShape& shape) {
  const WordLists& words = ProjectWords();
  return shape.modifier.size() >= 2 && shape.modifier.size() <= 6 &&
         words.Ends(kNamed, shape.thing) && !words.In(kWide, shape.thing);
}

}  // namespace

const WordLists& ProjectWords() {
  static const WordLists words(
      data::kProjectWordsData,
      {"done",     "underway", "prepare", "plan",  "begin", "head",     "works",
       "generic",  "strip",    "trail",   "campaign", "site",  "bad",   "soft",
       "own",      "local",    "sole",    "building", "wide",  "shorthead", "nohead",
       "class",    "strong",   "many",    "noverb", "named"});
  return words;
}

bool Identifies(std::u32string_view modifier, size_t least) {
  const WordLists& words = ProjectWords();
  size_t rest = 0;
  for (size_t at = 0; at < modifier.size();) {
    if (const size_t length = words.At(kGeneric, modifier, at)) {
      at += length;
      continue;
    }
    const char32_t c = modifier[at++];
    if (!IsDigit(c) && std::u32string_view(U"“”.-").find(c) == std::u32string_view::npos) ++rest;
  }
  return rest >= least;
}

ProjectShape ShapeOf(std::u32string_view name) {
  ProjectShape shape;
  shape.noun = NounLength(name);
  std::u32string_view rest = name.substr(0, name.size() - shape.noun);
  if (ThingHead(rest) == 0) {
    shape.works = WorksLength(rest);
    rest.remove_suffix(shape.works);
    // 改造工程路面铺设: works on works
    if (const size_t noun = shape.noun == 0 ? NounLength(rest) : 0; noun != 0) {
      shape.noun = noun;
      rest.remove_suffix(noun);
      const size_t inner = ThingHead(rest) == 0 ? WorksLength(rest) : 0;
      shape.works += inner;
      rest.remove_suffix(inner);
    }
  }
  shape.thing = rest;
  shape.head = ThingHead(rest);
  shape.modifier = rest.substr(0, rest.size() - shape.head);
  // 五官坡路面硬化: the works say what they are done to
  const std::u32string_view works = name.substr(rest.size(), shape.works);
  const bool road = works.starts_with(U"路") || works.starts_with(U"道路") ||
                    works.starts_with(U"公路") || works.starts_with(U"村道");
  shape.site = shape.head != 0 || road || IsSite(rest);
  return shape;
}

const char* WhyNoProject(const SentenceView& sentence, CharSpan item, std::u32string_view name,
                         const NameSetting& setting) {
  const WordLists& words = ProjectWords();
  if (name.empty()) return "nothing left of it";
  if (name.size() > kLongest) return "too long for a name";
  if (name.find_first_of(U"，；：。") != name.npos) return "more than a name";
  if (name.find_first_not_of(U"某×*□XxO") == name.npos) return "a mask";
  if (words.Ends(kCampaign, name)) return "a campaign or a kind of works";
  if (IsRoadCode(name)) return nullptr;
  const ProjectShape shape = ShapeOf(name);
  if (!setting.measured && HoldsFigure(sentence, item, shape)) return "a figure stands in it";
  if (!name.empty() && IsDigit(name.front()) && !IsRoadNumber(name) && shape.noun == 0)
    return "a number begins it";
  if (words.At(kMany, name, 0) != 0) return "several of a kind";
  if (words.In(kBad, name)) return "a word in it that no name holds";
  if (IsClause(name)) return "a clause, no name";
  if (IsOnlyOne(shape, setting)) return nullptr;
  const bool vouched = setting.listed || setting.invested;
  if (name.size() < kShortest + (shape.head > 1 || shape.noun != 0 ? 1 : 0))
    return vouched && Identifies(name) ? nullptr : "too short for a name";
  // 鄂北区域交通枢纽: what a place wants to be
  if (words.In(kWide, shape.thing) && shape.tail() == 0 && !vouched &&
      (name.ends_with(U"枢纽") || name.ends_with(U"基地") || name.ends_with(U"中心")) &&
      !setting.small) {
    return "an aim, no works";
  }
  const bool identified = Identifies(shape.modifier) || IsNamed(shape) || JoinsPlaces(shape.thing) ||
                          IsRoadNumber(name) ||
                          (shape.head != 0 && words.In(kLocal, shape.modifier));
  if (setting.invested && shape.site && shape.modifier.size() >= 2) return nullptr;
  if (vouched && (identified || Identifies(name.substr(0, name.size() - shape.tail()))))
    return nullptr;
  // 续建松涛灌区渠道: a thing that is built, if not by such a word
  if (shape.head == 0 && shape.tail() == 0 && !(setting.builds && shape.site && BeginsWithNamed(shape.thing)))
    return "no built thing and no works at its end";
  const bool part = !shape.site && shape.tail() != 0 && !name.ends_with(U"建设") &&
                    BeginsWithNamed(shape.thing);
  if (part) return nullptr;
  if (!shape.site && shape.noun == 0) return "works on no one place";
  // 医疗卫生强基工程 is a campaign, 恒岳机械制造项目 a project.
  const bool quoted = name.find(U'“') != name.npos && !name.ends_with(U"”工程");
  if (!shape.site && shape.works == 0 && name.find(U"工程") != name.npos && !quoted &&
      !Identifies(shape.modifier, 3)) {
    return "a campaign in other words";
  }
  const bool building = IsBuilding(shape, setting);
  if (words.In(kSoft, name) && !(shape.site && (identified || building)))
    return "a campaign in other words";
  if (setting.many && !identified) return "several of a kind";
  if (identified || building) return nullptr;
  return "nothing says which one it is";
}

}  // namespace gongbao::extraction
