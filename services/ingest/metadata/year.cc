#include "services/ingest/metadata/year.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/metadata/dates.h"
#include "services/ingest/metadata/masks.h"

namespace gongbao::ingest {
namespace {

using model::DocumentKind;

bool Has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// Words of a heading or title that look back.
constexpr std::string_view kReviewWords[] = {"回顾",     "总结",     "执行情况", "完成情况", "工作情况",
                                             "发展情况", "发展成就", "主要成绩", "工作成效",
                                             "运行情况", "主要成效", "取得的成绩"};
// They look back where the year is past: 2011年主要工作, but 2012年主要工作 in a report of January 2012.
constexpr std::string_view kWeakReviewWords[] = {"主要工作", "重点工作", "工作"};

bool HasAny(std::string_view text, const auto& words) {
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view w) { return Has(text, w); });
}

// A year that review words follow before another year or the end of the phrase: "2013年度工作总结暨2014年春耕动员".
// `latest`: the last year that can be reviewed; weaker words count up to it.
std::optional<int32_t> ReviewedIn(std::string_view phrase, int32_t latest = 0) {
  const std::vector<YearMention> years = FindYears(phrase);
  for (size_t i = 0; i < years.size(); ++i) {
    const size_t end = i + 1 < years.size() ? years[i + 1].begin : phrase.size();
    const std::string_view after = phrase.substr(years[i].end, end - years[i].end);
    if (HasAny(after, kReviewWords)) return years[i].year;
    if (years[i].year <= latest && HasAny(after, kWeakReviewWords)) return years[i].year;
  }
  return std::nullopt;
}

// A report given in the first half of a year reviews the year before, one of its last months that year.
int32_t ReviewedAt(const Date& date) { return date.month <= 6 ? date.year - 1 : date.year; }

struct Headings {
  std::optional<int32_t> reviewed;
  bool masked = false;
  bool last_year = false;  // 去年, 过去一年: the year before the one that it is given in
};

// Headings of the first levels.
Headings ReadHeadings(std::string_view text, int32_t latest) {
  Headings found;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t label = LabelSize(line);
    std::string_view title = line.substr(label);
    title = title.substr(0, title.find("。"));
    if (title.size() > 150 || (label == 0 && line.size() > 75)) continue;
    if (const auto year = ReviewedIn(title, latest)) {
      found.reviewed = year;
      return found;
    }
    if (Has(title, "去年") || Has(title, "过去一年") || Has(title, "过去的一年")) found.last_year = true;
    if (!HasAny(title, kReviewWords)) continue;
    for (size_t at = 0; at < title.size(); at += static_cast<size_t>(DecodeAt(title, at).length)) {
      if (MaskedYearAt(title, at) > 0) {
        found.masked = true;
        return found;
      }
    }
  }
  return found;
}

// "X年，是…的一年" at the beginning of a sentence: the year that the text speaks of is masked.
bool SpeaksOfMaskedYear(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t size = MaskedYearAt(text, at);
    if (size > 0 && (at == 0 || text[at - 1] == '\n' || EndsSentence(DecodeBefore(text, at).value) ||
                     DecodeBefore(text, at).value == U'，')) {
      ++count;
    }
    at += std::max<size_t>(size, static_cast<size_t>(DecodeAt(text, at).length));
  }
  return count > 0;
}

bool HasMaskedYear(std::string_view text) {
  for (size_t at = 0; at < text.size(); at += static_cast<size_t>(DecodeAt(text, at).length)) {
    if (MaskedYearAt(text, at) > 0) return true;
  }
  return false;
}

// The year that the text names most; of those named equally often the one named first.
std::optional<int32_t> MostNamed(std::string_view text) {
  const std::vector<YearMention> mentions = FindYears(text);
  std::map<int32_t, int> counts;
  for (const YearMention& mention : mentions) ++counts[mention.year];
  std::optional<int32_t> best;
  for (const YearMention& mention : mentions) {
    if (!best || counts[mention.year] > counts[*best]) best = mention.year;
  }
  return best;
}

bool ReviewsNothing(DocumentKind kind) { return kind == DocumentKind::kPlan; }

class YearReader {
 public:
  YearReader(const Head& head, DocumentKind kind, std::string_view text, std::string_view published)
      : head_(head), kind_(kind), text_(text), published_(FindDate(published)) {
    for (const std::string* line : {&head.occasion, &head.signature, &head.title}) {
      if (!given_) given_ = FindDate(*line);
    }
    if (!given_) given_ = FindDate(head.tail_date);
  }

  YearReading Read() {
    FromTitle();
    FromHeadings();
    FromDates();
    if (!reading_.year && !reading_.masked && !IsOfSeveralYears()) FromText();
    reading_.conflicts.erase(
        std::remove(reading_.conflicts.begin(), reading_.conflicts.end(), reading_.year.value_or(0)),
        reading_.conflicts.end());
    return reading_;
  }

 private:
  // 上半年工作总结 of June is about the year that it was written in.
  bool OfAPartOfTheYear() const {
    for (std::string_view part : {"上半年", "季度", "月份", "半年", "阶段"}) {
      if (Has(head_.title, part)) return true;
    }
    return false;
  }
  // 第十三个五年规划纲要 is for no one year.
  bool IsOfSeveralYears() const {
    return kind_ == DocumentKind::kPlan && (Has(head_.title, "五年") || Has(head_.title, "规划纲要"));
  }
  void Take(int32_t year, int confidence) {
    if (reading_.year || reading_.masked) {
      if (reading_.year != year) reading_.conflicts.push_back(year);
      return;
    }
    reading_.year = year;
    reading_.confidence_per_mille = confidence;
  }
  void Mask(int confidence) {
    if (reading_.year || reading_.masked) return;
    reading_.masked = true;
    reading_.confidence_per_mille = confidence;
  }

  void FromTitle() {
    for (const std::string* line : {&head_.title, &head_.subtitle}) {
      if (const auto year = ReviewedIn(*line)) Take(*year, 950);
    }
    const std::vector<YearMention> years = FindYears(head_.title);
    if (ReviewsNothing(kind_) && !years.empty()) Take(years.front().year, 950);
    if (kind_ == DocumentKind::kBulletin && !years.empty()) Take(years.front().year, 900);
    if (HasMaskedYear(head_.title)) Mask(950);
  }

  void FromHeadings() {
    if (ReviewsNothing(kind_)) return;
    const std::optional<Date>& date = given_ ? given_ : published_;
    const Headings headings = ReadHeadings(text_, date ? ReviewedAt(*date) : 0);
    if (headings.reviewed) Take(*headings.reviewed, 950);
    if (headings.masked) Mask(900);
    last_year_ = headings.last_year;
    // A text that masks its own year, whatever year the title was given.
    if (!reading_.year && SpeaksOfMaskedYear(text_)) {
      for (const YearMention& mention : FindYears(head_.title)) reading_.conflicts.push_back(mention.year);
      Mask(800);
    }
  }

  void FromDates() {
    // 政府工作报告（2021）, 2012年新月省政府工作报告: the year of the session, or the one reviewed.
    std::optional<int32_t> printed = PrintedYear();
    const std::optional<Date> date = given_ ? given_ : published_;
    if (kind_ == DocumentKind::kWorkReport && date) {
      const int32_t reviewed = ReviewedAt(*date);
      Take(reviewed, given_ ? 850 : 700);
    } else if (printed) {
      const bool session = kind_ == DocumentKind::kWorkReport;
      // A speech that looks back on 去年 speaks in the year of its title.
      Take(last_year_ ? *printed - 1 : *printed, session ? 500 : last_year_ ? 700 : 800);
    } else if (given_) {
      const bool whole_year = kind_ == DocumentKind::kWorkSummary && !OfAPartOfTheYear();
      Take(whole_year ? ReviewedAt(*given_) : given_->year, 600);
    }
  }

  // A year of the title, also as （2021).
  std::optional<int32_t> PrintedYear() const {
    const std::vector<YearMention> years = FindYears(head_.title);
    if (!years.empty()) return years.front().year;
    const size_t open = head_.title.find("（");
    if (open != std::string::npos) {
      const std::string inside = head_.title.substr(open + 3, 4) + "年";
      const std::vector<YearMention> bracket = FindYears(inside);
      if (!bracket.empty() && head_.title.compare(open + 7, 3, "）") == 0) return bracket.front().year;
    }
    return std::nullopt;
  }

  void FromText() {
    // 今年以来 of a page that says when it was published.
    if (published_ && Has(text_, "今年")) {
      Take(published_->year, 650);
      return;
    }
    if (const auto year = MostNamed(text_)) Take(*year, 450);
    else if (published_) Take(published_->year, 350);
  }

  const Head& head_;
  DocumentKind kind_;
  std::string_view text_;
  std::optional<Date> published_;
  std::optional<Date> given_;
  bool last_year_ = false;
  YearReading reading_;
};

// The first year of the plan of that number: 第十三个五年规划 → 2016. 0 where there is none.
int32_t FirstYearOfPlan(int32_t number) { return number >= 6 && number <= 20 ? 1966 + 5 * (number - 3) : 0; }

// 十三 → 13; 0 where it is no number up to nineteen.
int32_t SmallNumber(std::string_view text) {
  constexpr std::string_view kDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int32_t value = 0;
  if (text.starts_with("十")) {
    value = 10;
    text.remove_prefix(3);
    if (text.empty()) return value;
  }
  for (int32_t i = 0; i < 9; ++i) {
    if (text == kDigits[i]) return value + i + 1;
  }
  return 0;
}

// The plan that a heading names: “十四五”, 十四五时期, 第十四个五年规划.
std::optional<model::Period> PlanIn(std::string_view line) {
  const auto term = [](int32_t first, std::string_view printed) {
    model::Period period = model::Period::Term(first, first + 4);
    period.as_printed = std::string(printed);
    return period;
  };
  for (size_t at = line.find("五"); at != std::string_view::npos; at = line.find("五", at + 3)) {
    const std::string_view rest = line.substr(at + 3);
    const bool quoted = rest.starts_with("”") || rest.starts_with("\"");
    const bool period = rest.starts_with("时期") || rest.starts_with("期间") || rest.starts_with("五年") ||
                        rest.starts_with("规划");
    // The numeral before 五, of one character or two.
    for (const size_t size : {size_t{6}, size_t{3}}) {
      if (at < size || !(quoted || period)) continue;
      const size_t begin = at - size;
      const int32_t first = FirstYearOfPlan(SmallNumber(line.substr(begin, size)));
      const std::string_view before = line.substr(0, begin);
      const bool opened = before.ends_with("“") || before.ends_with("\"");
      const size_t opening = before.ends_with("\"") ? 1 : 3;
      const bool alone = !before.ends_with("十") && !before.ends_with("九");
      if (first == 0 || (quoted ? !opened : !alone)) continue;
      return term(first, line.substr(begin - (quoted ? opening : 0), size + 3 + (quoted ? 2 * opening : 0)));
    }
  }
  constexpr std::string_view kMarks[] = {"个五年规划", "个五年计划", "个五年"};
  for (std::string_view mark : kMarks) {
    const size_t at = line.find(mark);
    const size_t begin = at == std::string_view::npos ? at : line.rfind("第", at);
    if (begin == std::string_view::npos) continue;
    const int32_t first = FirstYearOfPlan(SmallNumber(line.substr(begin + 3, at - begin - 3)));
    if (first != 0) return term(first, line.substr(begin, at - begin + mark.size()));
  }
  return std::nullopt;
}

// 2012—2016年, 2017年至2021年: years that are printed. 过去五年 alone states no years.
std::optional<model::Period> YearsIn(std::string_view line) {
  for (const YearMention& last : FindYears(line)) {
    std::string_view before = line.substr(0, last.begin);
    for (std::string_view mark : {"——", "—", "－", "–", "-", "~", "～", "至", "到"}) {
      if (!before.ends_with(mark)) continue;
      before.remove_suffix(mark.size());
      const std::string first = std::string(before.substr(before.size() - std::min<size_t>(before.size(), 15))) +
                                (before.ends_with("年") ? "" : "年");
      const std::vector<YearMention> mentions = FindYears(first);
      if (mentions.empty() || mentions.back().end != first.size()) break;
      const int32_t from = mentions.back().year;
      if (from >= last.year || last.year - from > 10) break;
      model::Period term = model::Period::Term(from, last.year);
      const size_t begin = before.size() - (mentions.back().end - mentions.back().begin - (before.ends_with("年") ? 0 : 3));
      term.as_printed = std::string(line.substr(begin, last.end - begin));
      return term;
    }
  }
  return std::nullopt;
}

}  // namespace

YearReading ReadYear(const Head& head, DocumentKind kind, std::string_view text,
                     std::string_view published) {
  return YearReader(head, kind, text, published).Read();
}

std::optional<model::Period> ReadTerm(const Head& head, DocumentKind kind, std::string_view text) {
  if (auto years = YearsIn(head.title)) return years;
  if (kind == DocumentKind::kPlan) return PlanIn(head.title);
  size_t number = 0;
  for (size_t begin = 0; begin < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t label = LabelSize(line);
    if (number < head.lines || line.size() > (label > 0 ? 180 : 75)) continue;
    if (!HasAny(line, kReviewWords) || Has(line, "。")) continue;
    // The first heading that reviews decides.
    if (auto years = YearsIn(line)) return years;
    return PlanIn(line);
  }
  return std::nullopt;
}

}  // namespace gongbao::ingest
