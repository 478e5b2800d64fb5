#include "services/segmentation/labels.h"

#include <initializer_list>
#include <string>

#include "services/base/text.h"

namespace gongbao::segmentation {
namespace {

constexpr int kLargestNumber = 99;

int HanDigit(char32_t c) {
  switch (c) {
    case U'一':
      return 1;
    case U'二':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    default:
      return 0;
  }
}

// Reads the text up to `limit` from left to right.
class Reader {
 public:
  Reader(std::string_view text, size_t at, size_t limit) : text_(text.substr(0, limit)), at_(at) {}

  size_t at() const { return at_; }
  char32_t Peek() const { return DecodeAt(text_, at_).value; }
  bool Take(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  bool TakeAny(std::initializer_list<std::string_view> marks) {
    for (const std::string_view mark : marks) {
      if (Take(mark)) return true;
    }
    return false;
  }
  void SkipSpace() {
    for (CodePoint c = DecodeAt(text_, at_); c.length > 0 && c.value != '\n' && IsSpace(c.value);
         c = DecodeAt(text_, at_)) {
      at_ += c.length;
    }
  }
  // 一 … 九十九; 0 where there is none.
  int TakeHanNumber() {
    int tens = 0;
    int ones = 0;
    const auto take_digit = [&] {
      const CodePoint c = DecodeAt(text_, at_);
      const int digit = HanDigit(c.value);
      if (digit > 0) at_ += c.length;
      return digit;
    };
    ones = take_digit();
    if (Take("十")) {
      tens = ones == 0 ? 1 : ones;
      ones = take_digit();
    }
    return tens * 10 + ones;
  }
  // 1 … 99 without a leading zero; 0 where there is none.
  int TakeDigits() {
    int number = 0;
    size_t end = at_;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') {
      number = number * 10 + (text_[end] - '0');
      ++end;
      if (number == 0 || number > kLargestNumber) return 0;
    }
    at_ = end;
    return number;
  }

 private:
  std::string_view text_;
  size_t at_;
};

bool IsDigitChar(char32_t c) { return c >= '0' && c <= '9'; }

// Behind 一、: the row goes on (一、二、三产; 一、二季度).
bool IsRowOfNumbers(Reader reader) {
  if (reader.TakeHanNumber() == 0) return false;
  return reader.TakeAny({"、", "产", "季", "线", "类", "号", "期", "标", "组", "级", "和", "至"});
}

std::optional<Label> Found(LabelStyle style, int number, const Reader& reader) {
  return Label{style, number, reader.at()};
}

// 第一部分, 第一章, 第一节, 第一，
std::optional<Label> ReadOrdinal(Reader reader, bool line_start) {
  if (!reader.Take("第")) return std::nullopt;
  int number = reader.TakeHanNumber();
  if (number == 0) number = reader.TakeDigits();
  if (number == 0) return std::nullopt;
  if (line_start) {
    if (reader.Take("部分")) {
      reader.TakeAny({"：", ":", "、", "，"});
      return Found(LabelStyle::kPart, number, reader);
    }
    // 第一章 总则, but not 第一章程.
    const bool chapter = reader.Take("章");
    if (chapter || reader.Take("节")) {
      if (!IsSpace(reader.Peek()) && reader.Peek() != 0) return std::nullopt;
      return Found(chapter ? LabelStyle::kChapter : LabelStyle::kArticle, number, reader);
    }
  }
  if (!reader.TakeAny({"，", "、", "：", ",", ":", "是", "要"})) return std::nullopt;
  if (IsRowOfNumbers(reader)) return std::nullopt;
  // 第一、第二产业
  if (reader.Peek() == U'第') return std::nullopt;
  return Found(LabelStyle::kOrdinal, number, reader);
}

// 一、 一是 一要
std::optional<Label> ReadHan(Reader reader) {
  const int number = reader.TakeHanNumber();
  if (number == 0) return std::nullopt;
  Reader spaced = reader;
  spaced.SkipSpace();
  if (spaced.TakeAny({"、", "．", "."})) {
    if (IsRowOfNumbers(spaced)) return std::nullopt;
    return Found(LabelStyle::kHan, number, spaced);
  }
  if (reader.Take("是")) {
    // 一是一，二是二; 十是
    if (HanDigit(reader.Peek()) == number) return std::nullopt;
    return Found(LabelStyle::kIs, number, reader);
  }
  if (reader.Take("要")) return Found(LabelStyle::kMust, number, reader);
  return std::nullopt;
}

// （一） （1）
std::optional<Label> ReadParen(Reader reader) {
  if (!reader.TakeAny({"（", "("})) return std::nullopt;
  reader.SkipSpace();
  LabelStyle style = LabelStyle::kHanParen;
  int number = reader.TakeHanNumber();
  if (number == 0) {
    style = LabelStyle::kDigitParen;
    number = reader.TakeDigits();
  }
  reader.SkipSpace();
  if (number == 0 || !reader.TakeAny({"）", ")"})) return std::nullopt;
  reader.TakeAny({"、", "．"});
  return Found(style, number, reader);
}

// 1. 1、 1）
std::optional<Label> ReadDigit(Reader reader) {
  const int number = reader.TakeDigits();
  if (number == 0) return std::nullopt;
  LabelStyle style = LabelStyle::kDigit;
  Reader spaced = reader;  // 1 、
  spaced.SkipSpace();
  if (spaced.at() > reader.at() && spaced.TakeAny({"．", "、"})) {
    reader = spaced;
  } else if (!reader.TakeAny({".", "．", "、"})) {
    if (!reader.TakeAny({"）", ")"})) return std::nullopt;
    style = LabelStyle::kDigitParen;
  }
  // 1.1公里, 1、2月; but 1.2023年目标
  Reader after = reader;
  after.SkipSpace();
  if (IsDigitChar(after.Peek())) {
    size_t digits = 0;
    while (digits < 5 && IsDigitChar(after.Peek())) {
      after.Take(std::string_view("0123456789").substr(after.Peek() - '0', 1));
      ++digits;
    }
    if (digits != 4 || after.Peek() != U'年') return std::nullopt;
  }
  const char32_t next = after.Peek();
  if (next == '%' || next == U'∶' || next == U'：' || next == 0) return std::nullopt;
  return Found(style, number, reader);
}

// Labels that are one character.
struct OneCharacter {
  char32_t first;
  char32_t last;
  LabelStyle style;
};
constexpr OneCharacter kOneCharacter[] = {
    {U'①', U'⑳', LabelStyle::kCircled},
    {U'⑴', U'⒇', LabelStyle::kDigitParen},
    {U'⒈', U'⒛', LabelStyle::kDigit},
    {U'㈠', U'㈩', LabelStyle::kHanParen},
};

const OneCharacter* FindOneCharacter(char32_t c) {
  for (const OneCharacter& range : kOneCharacter) {
    if (c >= range.first && c <= range.last) return &range;
  }
  return nullptr;
}

std::optional<Label> ReadOneCharacter(const Reader& at, const OneCharacter& range) {
  Reader reader = at;
  const char32_t c = reader.Peek();
  std::string mark;
  AppendUtf8(&mark, c);
  reader.Take(mark);
  reader.TakeAny({"、", "．"});
  return Found(range.style, static_cast<int>(c - range.first) + 1, reader);
}

std::optional<Label> ReadFirst(Reader reader) {
  int number = 0;
  if (reader.Take("首先")) {
    number = 1;
  } else if (reader.Take("其次")) {
    number = 2;
  } else if (reader.Take("再次")) {
    number = 3;
  } else if (reader.Take("最后")) {
    number = 4;
  } else {
    return std::nullopt;
  }
  if (!reader.TakeAny({"，", ",", "是", "要"})) return std::nullopt;
  return Found(LabelStyle::kFirst, number, reader);
}

// 【概况】: the title is inside, so the label ends behind the opening mark.
std::optional<Label> ReadBracket(Reader reader) {
  constexpr int kLongestTitle = 24;
  if (!reader.Take("【")) return std::nullopt;
  Reader inside = reader;
  for (int i = 0; i < kLongestTitle; ++i) {
    const char32_t c = inside.Peek();
    if (c == U'】') return i == 0 ? std::nullopt : Found(LabelStyle::kBracket, 0, reader);
    if (c == 0 || c == U'。' || c == U'【') return std::nullopt;
    std::string character;
    AppendUtf8(&character, c);
    inside.Take(character);
  }
  return std::nullopt;
}

std::optional<Label> ReadDash(Reader reader) {
  const size_t begin = reader.at();
  while (reader.TakeAny({"—", "―", "─", "–", "－", "-"})) {
  }
  // One mark of two bytes or three is a minus sign or a hyphen.
  if (reader.at() - begin < 2 || (reader.at() - begin == 3)) return std::nullopt;
  return Found(LabelStyle::kDash, 0, reader);
}

}  // namespace

std::optional<Label> ReadLabel(std::string_view text, size_t at, size_t limit, bool line_start) {
  const Reader reader(text, at, limit);
  const char32_t c = reader.Peek();
  std::optional<Label> label;
  if (HanDigit(c) > 0 || c == U'十') {
    label = ReadHan(reader);
  } else if (c == U'（' || c == '(') {
    label = ReadParen(reader);
  } else if (IsDigitChar(c)) {
    label = ReadDigit(reader);
  } else if (c == U'第') {
    label = ReadOrdinal(reader, line_start);
  } else if (c == U'首' || c == U'其' || c == U'再' || c == U'最') {
    label = ReadFirst(reader);
  } else if (const OneCharacter* range = FindOneCharacter(c)) {
    label = ReadOneCharacter(reader, *range);
  } else if (line_start) {
    label = c == U'【' ? ReadBracket(reader) : ReadDash(reader);
  }
  if (!label) return std::nullopt;
  // A label labels something.
  Reader rest(text, label->end, limit);
  rest.SkipSpace();
  if (rest.at() >= limit) return std::nullopt;
  label->end = rest.at();
  return label;
}

int RankOf(LabelStyle style) {
  switch (style) {
    case LabelStyle::kPart:
      return 0;
    case LabelStyle::kChapter:
      return 1;
    case LabelStyle::kArticle:
      return 2;
    case LabelStyle::kHan:
      return 3;
    case LabelStyle::kHanParen:
      return 4;
    case LabelStyle::kBracket:
      return 5;
    case LabelStyle::kDigit:
      return 6;
    case LabelStyle::kDigitParen:
      return 7;
    case LabelStyle::kCircled:
      return 8;
    case LabelStyle::kOrdinal:
    case LabelStyle::kFirst:
    case LabelStyle::kIs:
    case LabelStyle::kMust:
    case LabelStyle::kDash:
      return 9;
  }
  return 9;
}

}  // namespace gongbao::segmentation
