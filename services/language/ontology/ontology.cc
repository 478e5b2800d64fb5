#include "services/language/ontology/ontology.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"

namespace gongbao::data {
extern const std::string_view kIndicatorsData;
}

namespace gongbao::ontology {
namespace {

using model::QuantityKind;

constexpr size_t kMostForms = 20000;

// Verbs that stand inside a name: 规模以上工业企业完成总产值.
constexpr std::string_view kVerbs =
    "完成|实现|累计完成|累计实现|共完成|共实现|可完成|可实现|预计完成|预计实现|全年完成|全年实现|"
    "达到|预计";

using Forms = std::vector<std::string>;

// Grammar: sequence of text and groups; groups nest.
class Expander {
 public:
  explicit Expander(std::string_view pattern) : pattern_(pattern) {}

  Forms Run() {
    Forms forms = Sequence();
    if (bad_ || at_ != pattern_.size()) return {};
    return forms;
  }

 private:
  Forms Sequence() {
    Forms forms = {""};
    while (at_ < pattern_.size() && !bad_) {
      const char c = pattern_[at_];
      if (c == '|' || c == '}' || c == ']') break;
      if (c == '{' || c == '[') {
        forms = Product(forms, Group(c == '{' ? '}' : ']'));
      } else if (c == '~') {
        ++at_;
        Forms verbs = {""};
        for (const std::string_view verb : Split(kVerbs, '|')) verbs.emplace_back(verb);
        forms = Product(forms, verbs);
      } else {
        size_t end = at_;
        while (end < pattern_.size() &&
               std::string_view("|{}[]~").find(pattern_[end]) == std::string_view::npos)
          ++end;
        for (std::string& form : forms) form += pattern_.substr(at_, end - at_);
        at_ = end;
      }
    }
    return forms;
  }

  Forms Group(char close) {
    Forms all;
    if (++depth_ > 8) bad_ = true;
    do {
      ++at_;  // the bracket or the stroke
      Forms one = Sequence();
      all.insert(all.end(), one.begin(), one.end());
    } while (!bad_ && at_ < pattern_.size() && pattern_[at_] == '|');
    if (at_ >= pattern_.size() || pattern_[at_] != close) {
      bad_ = true;
      return all;
    }
    ++at_;
    --depth_;
    if (close == ']') all.emplace_back();
    return all;
  }

  Forms Product(const Forms& a, const Forms& b) {
    Forms out;
    if (a.size() * b.size() > kMostForms) {
      bad_ = true;
      return out;
    }
    for (const std::string& left : a) {
      for (const std::string& right : b) out.push_back(left + right);
    }
    return out;
  }

  std::string_view pattern_;
  size_t at_ = 0;
  int depth_ = 0;
  bool bad_ = false;
};

QuantityKind KindNamed(std::string_view name) {
  for (int i = 1; i <= static_cast<int>(QuantityKind::kOther); ++i) {
    if (QuantityKindName(static_cast<QuantityKind>(i)) == name) return static_cast<QuantityKind>(i);
  }
  return QuantityKind::kUnknown;
}

}  // namespace

class OntologyParser {
 public:
  StatusOr<Ontology> Parse(std::string_view data) {
    // Two passes: names that need another indicator may stand before it.
    for (const bool names : {false, true}) {
      for (const auto& fields : figures::DataLines(data)) {
        GONGBAO_RETURN_IF_ERROR(Line(fields, names));
      }
    }
    return std::move(ontology_);
  }

 private:
  Status Line(const std::vector<std::string_view>& fields, bool names) {
    if (fields[0].front() == '[') return Header(fields, names);
    if (current_.empty()) return InvalidArgument(Cat({"ontology: no entry before ", fields[0]}));
    return names ? NameLine(fields) : FieldLine(fields);
  }

  // [gdp] or [a + b].
  Status Header(const std::vector<std::string_view>& fields, bool names) {
    std::vector<std::string> canonicals;
    for (std::string_view field : fields) {
      while (!field.empty() && field.front() == '[') field.remove_prefix(1);
      while (!field.empty() && field.back() == ']') field.remove_suffix(1);
      if (field != "+" && !field.empty()) canonicals.emplace_back(field);
    }
    if (canonicals.empty()) return InvalidArgument("ontology: an entry without a name");
    current_ = {-1};
    if (!names) {
      if (canonicals.size() > 1) return {};
      if (ontology_.Find(canonicals[0]) != nullptr) {
        return InvalidArgument(Cat({"ontology: ", canonicals[0], " stands twice"}));
      }
      current_ = {static_cast<int32_t>(ontology_.indicators_.size())};
      ontology_.indicators_.emplace_back().canonical = canonicals[0];
      return {};
    }
    current_.clear();
    for (const std::string& canonical : canonicals) {
      const int32_t index = IndexOf(canonical);
      if (index < 0) return InvalidArgument(Cat({"ontology: unknown indicator ", canonical}));
      current_.push_back(index);
    }
    return {};
  }

  int32_t IndexOf(std::string_view canonical) const {
    const Indicator* found = ontology_.Find(canonical);
    return found == nullptr ? -1 : static_cast<int32_t>(found - ontology_.indicators_.data());
  }

  Status FieldLine(const std::vector<std::string_view>& fields) {
    if (current_[0] < 0) return {};
    Indicator& indicator = ontology_.indicators_[current_[0]];
    const std::string_view key = fields[0];
    if (fields.size() < 2)
      return InvalidArgument(Cat({"ontology: ", key, " of ", indicator.canonical, " is empty"}));
    if (key == "name") {
      indicator.display_name = fields[1];
    } else if (key == "unit") {
      indicator.unit = fields[1];
    } else if (key == "measure") {
      indicator.measure = fields[1] == "stock"  ? Measure::kStock
                          : fields[1] == "rate" ? Measure::kRate
                                                : Measure::kFlow;
    } else if (key == "kinds") {
      for (size_t i = 1; i < fields.size(); ++i) {
        const QuantityKind kind = KindNamed(fields[i]);
        if (kind == QuantityKind::kUnknown)
          return InvalidArgument(Cat({"ontology: unknown kind ", fields[i]}));
        indicator.kinds.push_back(kind);
      }
    } else if (key == "synonyms") {
      for (size_t i = 1; i < fields.size(); ++i) indicator.synonyms.emplace_back(fields[i]);
    } else if (key != "patterns" && key != "growth" && key != "after" && key != "newly" &&
               key != "near") {
      return InvalidArgument(Cat({"ontology: unknown key ", key}));
    }
    return {};
  }

  Status NameLine(const std::vector<std::string_view>& fields) {
    Name name;
    name.indicators = current_;
    name.kind = current_.size() > 1 ? NameKind::kShared : NameKind::kName;
    size_t first = 1;
    if (fields[0] == "growth") name.kind = NameKind::kGrowth;
    if (fields[0] == "newly") name.kind = NameKind::kNewly;
    if (fields[0] == "after") {
      name.kind = NameKind::kAfter;
      name.after = fields.size() < 3 ? -1 : IndexOf(fields[1]);
      if (name.after < 0) return InvalidArgument("ontology: after needs an indicator and a name");
      first = 2;
    }
    if (fields[0] == "near") {
      name.kind = NameKind::kNear;
      for (; first < fields.size() && fields[first] != ":"; ++first)
        name.near.push_back(ToUtf32(fields[first]));
      ++first;
    }
    const bool forms = fields[0] == "near" || fields[0] == "patterns" || fields[0] == "growth" ||
                       fields[0] == "newly" || fields[0] == "after";
    if (!forms && fields[0] != "name" && fields[0] != "synonyms") return {};
    const auto index = static_cast<int32_t>(ontology_.names_.size());
    ontology_.names_.push_back(name);
    for (size_t i = first; i < fields.size(); ++i) {
      const Forms expanded = ExpandPattern(fields[i]);
      if (expanded.empty()) return InvalidArgument(Cat({"ontology: bad pattern ", fields[i]}));
      for (const std::string& form : expanded) GONGBAO_RETURN_IF_ERROR(AddForm(form, index));
    }
    return {};
  }

  // INVALID_ARGUMENT where the form already means another indicator, whatever stands before it.
  Status AddForm(const std::string& form, int32_t name) {
    const std::u32string word = FoldCase(ToUtf32(form));
    int32_t value = ontology_.trie_.Find(word);
    if (value < 0) {
      value = static_cast<int32_t>(ontology_.readings_.size());
      ontology_.readings_.emplace_back();
      ontology_.trie_.Add(word, value);
    }
    std::vector<int32_t>& readings = ontology_.readings_[value];
    for (const int32_t other : readings) {
      const Name& a = ontology_.names_[other];
      const Name& b = ontology_.names_[name];
      if (a.kind == b.kind && a.indicators == b.indicators && a.after == b.after &&
          a.near == b.near)
        return {};
      if (IsPlain(a) && IsPlain(b) && a.indicators != b.indicators) {
        return InvalidArgument(
            Cat({"ontology: ", form, " names ", ontology_.indicators_[a.indicators[0]].canonical,
                 " and ", ontology_.indicators_[b.indicators[0]].canonical}));
      }
    }
    readings.push_back(name);
    return {};
  }

  static bool IsPlain(const Name& name) {
    return name.kind != NameKind::kAfter && name.kind != NameKind::kNear;
  }

  Ontology ontology_;
  std::vector<int32_t> current_;
};

std::string_view MeasureName(Measure measure) {
  static constexpr std::string_view kNames[] = {"flow", "stock", "rate"};
  return kNames[static_cast<size_t>(measure)];
}

bool Indicator::Allows(model::QuantityKind kind) const {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::u32string FoldCase(std::u32string text) {
  for (char32_t& c : text) {
    if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
    if (c == U'帐') c = U'账';  // 到帐
  }
  return text;
}

std::vector<std::string> ExpandPattern(std::string_view pattern) { return Expander(pattern).Run(); }

StatusOr<Ontology> Ontology::Parse(std::string_view data) { return OntologyParser().Parse(data); }

const Ontology& Ontology::Get() {
  static const Ontology ontology = [] {
    auto parsed = Parse(data::kIndicatorsData);
    return parsed.ok() ? std::move(parsed).value() : Ontology();  // a test reads the built-in file
  }();
  return ontology;
}

const Indicator* Ontology::Find(std::string_view canonical) const {
  for (const Indicator& indicator : indicators_) {
    if (indicator.canonical == canonical) return &indicator;
  }
  return nullptr;
}

const Indicator* Ontology::Resolve(std::string_view name) const {
  if (const Indicator* found = Find(name)) return found;
  const int32_t value = trie_.Find(FoldCase(ToUtf32(name)));
  if (value < 0) return nullptr;
  for (const int32_t reading : readings_[value]) {
    const Name& found = names_[reading];
    if (found.kind != NameKind::kAfter && found.kind != NameKind::kNear &&
        found.indicators.size() == 1)
      return &indicators_[found.indicators[0]];
  }
  return nullptr;
}

const std::vector<int32_t>* Ontology::LongestName(std::u32string_view text, size_t at,
                                                  size_t* length) const {
  const figures::WordTrie::Match match = trie_.Longest(text, at);
  *length = match.length;
  return match ? &readings_[match.value] : nullptr;
}

}  // namespace gongbao::ontology
