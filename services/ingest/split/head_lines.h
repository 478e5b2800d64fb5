// What kind of line of a work report a line may be: title, subtitle, salutation, opening, label, body. Thread rule:
// pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gongbao::ingest {

// Chinese numerals or digits at the start of the text as a number; 0 where there are none or they are more than 999.
int ReadOrdinal(std::string_view text, size_t* size);

// A line that may be the title of a report: alone, short, without the end of a sentence, and saying what kind of text
// it heads (政府工作报告, 2023年工作总结, 在…会议上的讲话).
struct TitleLine {
  bool is_title = false;
  bool names_place = false;  // 枫浦镇2023年工作总结, and not 2023年工作总结
  bool of_office = false;    // 政府工作报告, …讲话, 述职报告: a kind of text that no heading inside a report is
  bool labelled = false;     // 一、枫浦镇政府工作报告
  int ordinal = 0;           // of a collection: 篇三：…, 【篇三】…, …范文（篇3）
  bool leader = false;       // dots and a page number behind it: an entry of a table of contents
  std::string key;           // the title without marks, ordinals and page numbers, to compare
};
TitleLine ReadTitleLine(std::string_view line);

// ——2023年1月5日在枫浦镇第九届人民代表大会第三次会议上, （2023年1月5日）
bool IsSubtitleLine(std::string_view line);
// A line that stands between title and text: speaker, date, office, where the page came from.
bool IsHeadLine(std::string_view line);
// 各位代表： or 同志们： on a line, or at the beginning of one that goes on with the text.
bool BeginsWithSalutation(std::string_view line);
// A title and the salutation behind it on one line with the text: 在全镇会议上的讲话同志们：今天…
bool BeginsWithTitleAndSalutation(std::string_view line, TitleLine* title);
// 现在，我代表县人民政府向大会报告工作… 现将2023年工作情况汇报如下…: what a report opens with, and says once.
bool BeginsWithOpening(std::string_view line);
// 目录, 目　录, 总目录
bool IsContentsLine(std::string_view line);
// Nothing but dashes, stars, equals signs and the like.
bool IsRule(std::string_view line);
// Number of the label of the first level (一、 or 第一部分) with which the line begins; 0 where it begins with none.
int TopLabel(std::string_view line);

}  // namespace gongbao::ingest
