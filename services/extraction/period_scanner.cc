#include "services/extraction/period_scanner.h"

#include <charconv>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"
#include "services/language/figures/figure_shapes.h"
#include "services/language/figures/numeral.h"

namespace gongbao::data {
extern const std::string_view kPeriodsData;
}

namespace gongbao::extraction {
namespace {

using figures::CharAt;
using figures::IsChineseDigit;
using figures::IsDigit;
using figures::IsMask;

int32_t Integer(std::string_view text) {
  int32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool StartsWith(std::u32string_view text, size_t at, std::u32string_view word) {
  return at <= text.size() && text.substr(at, word.size()) == word;
}

bool IsDash(char32_t c) {
  static constexpr std::u32string_view kDashes = U"-–—－~～至到";
  return c != 0 && kDashes.find(c) != std::u32string_view::npos;
}

// Quotes of any shape, as typed: “十一五〞期间.
bool IsQuote(char32_t c) {
  static constexpr std::u32string_view kQuotes = U"“”〝〞\"「」‘’";
  return c != 0 && kQuotes.find(c) != std::u32string_view::npos;
}

PeriodForm FormNamed(std::string_view name) {
  if (name == "months") return PeriodForm::kMonths;
  if (name == "whole") return PeriodForm::kWhole;
  if (name == "end") return PeriodForm::kEnd;
  if (name == "year") return PeriodForm::kRelative;
  if (name == "past") return PeriodForm::kPast;
  if (name == "back") return PeriodForm::kBack;
  if (name == "ahead") return PeriodForm::kAhead;
  if (name == "same") return PeriodForm::kSame;
  if (name == "since") return PeriodForm::kSince;
  return PeriodForm::kOther;
}

// Scans one sentence.
class Scan {
 public:
  Scan(const PeriodScanner& scanner, std::u32string_view text) : scanner_(scanner), text_(text) {}

  std::vector<PeriodMark> Run() {
    size_t at = 0;
    while (at < text_.size()) {
      const size_t end = Step(at);
      at = end > at ? end : at + 1;
    }
    return std::move(marks_);
  }

 private:
  size_t Step(size_t at) {
    const char32_t c = text_[at];
    PeriodMark mark;
    size_t end = 0;
    if (IsDigit(c) || IsChineseDigit(c) || (IsMask(c) && c != U'某')) {
      if (at > 0 && (IsDigit(text_[at - 1]) || text_[at - 1] == U'.')) return at + 1;
      end = Years(at, &mark);
      if (end == 0) end = Months(at, &mark);
      if (end == 0) end = YearsBack(at, &mark);
    }
    if (end == 0 && (IsQuote(c) || c == U'十' || c == U'九')) end = NamedTerm(at, &mark);
    if (end == 0 && c == U'元') end = Months(at, &mark);
    if (end == 0) end = Phrase(at, &mark);
    if (end == 0) return at + 1;
    return Finish(at, end, mark);
  }

  // Notes what stands around the mark.
  size_t Finish(size_t begin, size_t end, PeriodMark mark) {
    mark.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    const char32_t before = begin > 0 ? text_[begin - 1] : U'\0';
    mark.compared = before == U'比' || before == U'较' || before == U'是' || before == U'由' ||
                    before == U'从' || before == U'与' || before == U'自' || before == U'和' ||
                    before == U'于' || (before == U'为' && CharAt(text_, end) == U'的');
    mark.until = before == U'到' || before == U'至';
    // 是“十二五”的1.8倍, 比“十一五”增长30%.
    if (mark.form == PeriodForm::kOther && mark.last_year != 0 &&
        (StartsWith(text_, end, U"年均") || StartsWith(text_, end, U"累计增"))) {
      mark.form = PeriodForm::kTerm;  // “十五”年均增长11.6% beside a year's figure
      mark.compared = true;
    }
    static constexpr std::u32string_view kOfTerm = U"的增提翻净多";
    if (mark.form == PeriodForm::kOther && mark.last_year != 0 && mark.compared &&
        end < text_.size() && kOfTerm.find(text_[end]) != kOfTerm.npos) {
      mark.form = PeriodForm::kTerm;
    }
    size_t after = end;
    if (CharAt(text_, after) == U'之') ++after;
    mark.deadline = CharAt(text_, after) == U'前' && CharAt(text_, after + 1) != U'三' &&
                    CharAt(text_, after + 1) != U'列';
    for (const std::u32string_view price : {U"不变价", U"可比价", U"价格", U"为基期"}) {
      if (mark.form == PeriodForm::kYear && StartsWith(text_, end, price))
        mark.form = PeriodForm::kDate;  // 1990年不变价
    }
    if (mark.form == PeriodForm::kRelative && mark.offset == -1 &&
        StartsWith(text_, end, U"同期")) {
      mark.compared = true;
    }
    marks_.push_back(mark);
    return end;
  }

  size_t Number(size_t at, int32_t* value) const {
    size_t i = at;
    int32_t out = 0;
    while (i - at < 4 && IsDigit(CharAt(text_, i)))
      out = out * 10 + static_cast<int32_t>(text_[i++] - U'0');
    if (IsDigit(CharAt(text_, i))) return 0;
    *value = out;
    return i == at ? 0 : i;
  }

  // Four digits, Chinese or Arabic, as a year.
  size_t YearDigits(size_t at, int32_t* year) const {
    if (const auto chinese = figures::ChineseYear(text_.substr(at, 4))) {
      *year = *chinese;
      return *chinese >= 1900 && *chinese <= 2100 ? at + 4 : 0;
    }
    const size_t end = Number(at, year);
    return end == at + 4 && *year >= 1900 && *year <= 2100 ? end : 0;
  }

  // 2021年…, 2016—2020年, 20xx年.
  size_t Years(size_t at, PeriodMark* mark) const {
    int32_t first = 0;
    size_t end = YearDigits(at, &first);
    if (end == 0) return MaskedYear(at, mark);
    size_t dash = end;
    if (CharAt(text_, dash) == U'年') ++dash;
    int32_t last = 0;
    if (IsDash(CharAt(text_, dash))) {
      size_t next = dash;
      while (IsDash(CharAt(text_, next))) ++next;
      const size_t last_end = YearDigits(next, &last);
      if (last_end != 0 && CharAt(text_, last_end) == U'年' && last > first) {
        // 1955年到2023年 tells how long it took, not a term of office or plan.
        constexpr int32_t kLongestTerm = 15;
        mark->form = last - first > kLongestTerm ? PeriodForm::kYear : PeriodForm::kTerm;
        mark->year = mark->form == PeriodForm::kYear ? last : first;
        mark->last_year = mark->form == PeriodForm::kYear ? 0 : last;
        return last_end + 1;
      }
    }
    if (CharAt(text_, end) != U'年') return 0;
    mark->form = PeriodForm::kYear;
    mark->year = first;
    return AfterYear(end + 1, mark);
  }

  size_t MaskedYear(size_t at, PeriodMark* mark) const {
    size_t i = at;
    bool masked = false;
    while (i - at < 5 && (IsDigit(CharAt(text_, i)) || IsMask(CharAt(text_, i))))
      masked |= IsMask(text_[i++]);
    if (!masked || i - at > 4 || CharAt(text_, i) != U'年') return 0;
    mark->form = PeriodForm::kYear;
    mark->masked = true;
    return AfterYear(i + 1, mark);
  }

  // 五年累计, 3年来: the years up to the year under review.
  size_t YearsBack(size_t at, PeriodMark* mark) const {
    if (at > 0 && (IsChineseDigit(text_[at - 1]) || figures::IsScale(text_[at - 1]))) return 0;
    const auto numeral = figures::ReadNumeral(text_, at);
    if (!numeral || !numeral->value_max.empty() || numeral->value.size() > 2 ||
        CharAt(text_, numeral->end) != U'年' || !numeral->scale.empty() || numeral->inside_over)
      return 0;
    const int32_t years = Integer(numeral->value);
    if (years < 2 || years > 10 || numeral->value.find('.') != std::string::npos) return 0;
    size_t end = numeral->end + 1;
    const bool past = StartsWith(text_, end, U"来") || StartsWith(text_, end, U"间");
    if (!past && !StartsWith(text_, end, U"累计")) return 0;
    if (past) ++end;
    mark->form = PeriodForm::kBack;
    mark->offset = years;
    return end;
  }

  // What follows 2021年 or 今年: months, a half, a day.
  size_t AfterYear(size_t at, PeriodMark* mark) const {
    if (StartsWith(text_, at, U"度") && !StartsWith(text_, at, U"度假")) return at + 1;
    PeriodMark inner;
    size_t end = 0;
    const char32_t c = CharAt(text_, at);
    if (IsDigit(c) || IsChineseDigit(c) || c == U'元' || IsMask(c) || c == U'十')
      end = Months(at, &inner);
    if (end == 0) {
      size_t length = 0;
      const PeriodScanner::Phrase* phrase = scanner_.Find(text_, at, &length);
      if (phrase != nullptr && phrase->form == PeriodForm::kMonths) {
        inner.form = PeriodForm::kMonths;
        inner.first_month = phrase->first;
        inner.last_month = phrase->second;
        end = AfterQuarter(at + length, &inner);
      }
    }
    if (end != 0) {
      mark->form = inner.form;
      mark->first_month = inner.first_month;
      mark->last_month = inner.last_month;
      return end;
    }
    for (const std::u32string_view word : {U"全年", U"以来", U"年末", U"年底", U"底", U"末"}) {
      if (StartsWith(text_, at, word)) return at + word.size();
    }
    return at;
  }

  // 一季度末, 上半年末: the end of these months.
  size_t AfterQuarter(size_t at, PeriodMark* mark) const {
    if (!StartsWith(text_, at, U"末")) return at;
    mark->form = PeriodForm::kInstant;
    return at + 1;
  }

  // A month's number, 元 for January; 0 where there is none.
  size_t Month(size_t at, int32_t* month) const {
    if (CharAt(text_, at) == U'元') {
      *month = 1;
      return at + 1;
    }
    size_t end = Number(at, month);
    if (end == 0) {
      size_t i = at;
      while (i - at < 3 && (IsChineseDigit(CharAt(text_, i)) || CharAt(text_, i) == U'十')) ++i;
      const auto value = figures::ChineseValue(text_.substr(at, i - at));
      if (!value || i == at) return 0;
      *month = static_cast<int32_t>(*value);
      end = i;
    }
    return *month >= 1 && *month <= 12 ? end : 0;
  }

  // 1-10月, 元至11月, 6月底, 12月当月; 9月26日 is a date.
  size_t Months(size_t at, PeriodMark* mark) const {
    int32_t first = 0;
    size_t end = Month(at, &first);
    if (end == 0) return MaskedMonth(at, mark);
    int32_t last = first;
    const bool january = CharAt(text_, at) == U'元';
    size_t next = end;
    if (CharAt(text_, next) == U'月') ++next;
    if (CharAt(text_, next) == U'份') ++next;
    if (IsDash(CharAt(text_, next))) {
      while (IsDash(CharAt(text_, next))) ++next;
      const size_t second = Month(next, &last);
      if (second == 0 || last < first || CharAt(text_, second) != U'月') return 0;
      end = second;
    } else if (january || CharAt(text_, end) != U'月') {
      return 0;
    }
    ++end;  // 月
    mark->form = PeriodForm::kMonths;
    mark->first_month = first;
    mark->last_month = last;
    int32_t day = 0;
    if (const size_t day_end = Number(end, &day)) {
      if (CharAt(text_, day_end) == U'日' || CharAt(text_, day_end) == U'号') {
        mark->form = PeriodForm::kDate;
        return day_end + 1;
      }
    }
    return AfterMonth(end, mark, first == last);
  }

  size_t AfterMonth(size_t at, PeriodMark* mark, bool single) const {
    for (const std::u32string_view word : {U"份当月", U"当月", U"份", U"当季"}) {
      if (StartsWith(text_, at, word)) return at + word.size();
    }
    if (!single) return at;
    for (const std::u32string_view word : {U"底", U"末", U"中旬", U"上旬", U"下旬", U"初"}) {
      if (!StartsWith(text_, at, word)) continue;
      mark->form = word == U"底" || word == U"末" ? PeriodForm::kInstant : PeriodForm::kDate;
      return at + word.size();
    }
    return at;
  }

  // x月底, 1x月x日.
  size_t MaskedMonth(size_t at, PeriodMark* mark) const {
    size_t i = at;
    while (i - at < 3 && (IsMask(CharAt(text_, i)) || IsDigit(CharAt(text_, i)))) ++i;
    if (i == at || CharAt(text_, i) != U'月') return 0;
    ++i;
    size_t day = i;
    while (day - i < 3 && (IsMask(CharAt(text_, day)) || IsDigit(CharAt(text_, day)))) ++day;
    mark->form = PeriodForm::kDate;
    mark->masked = true;
    if (day > i && CharAt(text_, day) == U'日') return day + 1;
    return CharAt(text_, i) == U'底' || CharAt(text_, i) == U'末' || CharAt(text_, i) == U'份'
               ? i + 1
               : i;
  }

  // “十三五”期间, 十四五时期, “十二五”末: the first five-year plan began in 1953; 九五 in 1996.
  size_t NamedTerm(size_t at, PeriodMark* mark) const {
    size_t i = at;
    const bool quoted = IsQuote(CharAt(text_, i));
    if (quoted) ++i;
    int32_t number = 0;
    if (CharAt(text_, i) == U'十') {
      static constexpr std::u32string_view kDigits = U"一二三四五六七";
      const size_t digit = kDigits.find(CharAt(text_, i + 1));
      if (CharAt(text_, i + 2) == U'五' && digit != std::u32string_view::npos) {
        number = 11 + static_cast<int32_t>(digit);
        i += 3;
      } else if (CharAt(text_, i + 1) == U'五') {
        number = 10;
        i += 2;
      }
    } else if (CharAt(text_, i) == U'九' && CharAt(text_, i + 1) == U'五') {
      number = 9;
      i += 2;
    }
    if (number == 0) return 0;
    if (quoted && !IsQuote(CharAt(text_, i))) return 0;
    if (quoted) ++i;
    const int32_t first = 1996 + 5 * (number - 9);
    mark->year = first;
    mark->last_year = first + 4;
    mark->form = PeriodForm::kTerm;
    for (const std::u32string_view word : {U"末期", U"末", U"期末"}) {
      if (!StartsWith(text_, i, word)) continue;
      mark->form = PeriodForm::kYear;
      mark->year = mark->last_year;
      return i + word.size();
    }
    for (const std::u32string_view word :
         {U"规划期", U"期间", U"时期", U"以来", U"这五年", U"的五年", U"五年", U"时段"}) {
      if (StartsWith(text_, i, word)) return i + word.size();
    }
    mark->form = PeriodForm::kOther;  // “十四五”规划
    return quoted ? i : 0;
  }

  size_t Phrase(size_t at, PeriodMark* mark) const {
    size_t length = 0;
    const PeriodScanner::Phrase* phrase = scanner_.Find(text_, at, &length);
    if (phrase == nullptr) return 0;
    mark->form = phrase->form;
    mark->first_month = phrase->first;
    mark->last_month = phrase->second;
    if (phrase->form == PeriodForm::kRelative) {
      mark->offset = phrase->first;
      mark->has_offset = true;
      mark->first_month = mark->last_month = 0;
      return AfterYear(at + length, mark);
    }
    if (phrase->form == PeriodForm::kMonths) return AfterQuarter(at + length, mark);
    if (phrase->form == PeriodForm::kBack || phrase->form == PeriodForm::kAhead) {
      mark->offset = phrase->first;
      mark->first_month = mark->last_month = 0;
    }
    return at + length;
  }

  const PeriodScanner& scanner_;
  std::u32string_view text_;
  std::vector<PeriodMark> marks_;
};

}  // namespace

PeriodScanner::PeriodScanner(std::string_view data) {
  for (const auto& fields : figures::DataLines(data)) {
    if (fields.size() < 2) continue;
    struct Phrase phrase;
    phrase.form = FormNamed(fields[1]);
    if (fields.size() > 2) phrase.first = Integer(fields[2]);
    if (fields.size() > 3) phrase.second = Integer(fields[3]);
    trie_.Add(ToUtf32(fields[0]), static_cast<int32_t>(phrases_.size()));
    phrases_.push_back(phrase);
  }
}

const PeriodScanner& PeriodScanner::Get() {
  static const PeriodScanner scanner(data::kPeriodsData);
  return scanner;
}

const PeriodScanner::Phrase* PeriodScanner::Find(std::u32string_view text, size_t at,
                                                 size_t* length) const {
  const figures::WordTrie::Match match = trie_.Longest(text, at);
  *length = match.length;
  return match ? &phrases_[match.value] : nullptr;
}

std::vector<PeriodMark> PeriodScanner::Scan(std::u32string_view text) const {
  return extraction::Scan(*this, text).Run();
}

}  // namespace gongbao::extraction
