// The words that sites print around a report (data/furniture.txt). Thread-safe: read once, then only read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "services/ingest/clean/word_set.h"

namespace gongbao::ingest {

// The file as it was compiled in, for digests.
std::string_view FurnitureData();

class FurnitureWords {
 public:
  static const FurnitureWords& Get();

  // The line with its white space and brackets taken out, each question on it alone.
  // "来源：湖北日报", "字体：[大中小]", "】"
  // Inside a report only labels count that it would not print itself, or two of any.
  bool IsLabelLine(std::string_view line, bool outside = true) const;
  // "2022-01-25 09:18", also with a label or two behind it: "2022-01-25 来源：本站 浏览：20次"
  bool IsDateLine(std::string_view line) const;
  // "打印", "大中小", "【打印本页】【关闭窗口】"
  bool IsButtonLine(std::string_view line) const;
  bool IsPlaceLine(std::string_view line) const;
  bool IsNotice(std::string_view line) const;
  bool IsFooter(std::string_view line) const;
  // Both at once.
  struct Found {
    bool notice = false;
    bool footer = false;
  };
  Found Find(std::string_view line) const;
  bool IsEnd(std::string_view line) const;
  // A label with nothing behind it: 索引号：
  bool IsEmptyLabel(std::string_view line) const;
  // Two arrows or more between short words: 政务公开 > 政府信息公开 > 工作报告
  bool IsTrail(std::string_view line) const;
  // Where what the site prints behind the last sentence begins: 【打印本页】【关闭窗口】, （责任编辑：张三）; npos where
  // nothing does.
  size_t AidsBehindSentence(std::string_view line) const;
  // Where in the line a notice begins behind the end of a sentence; npos where none does.
  size_t NoticeBehindSentence(std::string_view line) const;

 private:
  FurnitureWords();
  // How many labels with a colon the line holds.
  size_t CountLabels(std::string_view solid) const;
  std::unordered_set<std::string> labels_;
  std::unordered_set<std::string> outer_;  // labels that count only outside
  std::unordered_set<std::string> buttons_;
  size_t longest_label_ = 0;
  size_t longest_button_ = 0;
  std::vector<std::string> notices_;
  WordSet anywhere_;  // notices and footers
  WordSet begins_;    // buttons
  std::vector<std::string> places_;
  std::vector<std::string> ends_;
};

}  // namespace gongbao::ingest
