// The labels by which reports number their headings. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gongbao::segmentation {

// Kinds of labels, from the outermost to the innermost by custom.
enum class LabelStyle : uint8_t {
  kPart,        // 第一部分
  kChapter,     // 第一章
  kArticle,     // 第一节
  kHan,         // 一、
  kHanParen,    // （一）
  kBracket,     // 【概况】, a heading without a number
  kDigit,       // 1. 1、
  kDigitParen,  // （1） 1）
  kCircled,     // ①
  kOrdinal,     // 第一， 第一、
  kFirst,       // 首先， 其次，
  kIs,          // 一是
  kMust,        // 一要
  kDash,        // ——
};

struct Label {
  LabelStyle style = LabelStyle::kHan;
  int number = 0;  // from 1; 0 for —— and 【】
  size_t end = 0;  // byte at which the title begins: white space behind the label is left out
};

// The label that begins at byte `at` of text[0, limit). At the start of a line every style may
// stand; inside one, `at` is behind a punctuation mark, and —— is none. What only looks like a
// label is not one: 一、二、三产, 1.1公里, 1、2月, 第一产业.
std::optional<Label> ReadLabel(std::string_view text, size_t at, size_t limit, bool line_start);

// Depth by custom: a label of a lower rank is never inside one of a higher rank.
int RankOf(LabelStyle style);

}  // namespace gongbao::segmentation
