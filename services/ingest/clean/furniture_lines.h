// Questions about single lines that tell what a site prints from what a report says. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace gongbao::ingest {

// A line of running text: a sentence that ends.
bool IsBody(std::string_view line);
// Words that make a short line part of the report: its title, its speaker, its heading, its signature.
bool SpeaksOfReport(std::string_view line);
// 渡口大桥通车。记者某某摄
bool IsCaption(std::string_view line);
// A beginning that ends in "..." and is told again at the beginning of what follows.
bool IsTeaser(std::string_view line, std::string_view following);
// The title with the site's name behind it or the way to it in front: 工作报告_新月县人民政府, 文库>报告>工作报告
bool IsTitleWithMore(std::string_view line, std::string_view title);
// A line of the site about itself: 《…》来源于www.某站.com，欢迎阅读
bool IsSiteLine(std::string_view line);
// 新月县人民政府门户网站
bool IsSiteName(std::string_view line);
// A title and, on the same line, what the page says of it: 新月镇政府工作报告　发布时间：2022-01-25
bool BeginsWithTitle(std::string_view line);
// The number in 报告_第3页 and the rest of the line; -1 where there is no 第…页.
long PageOf(std::string_view line, std::string* key);
// How often the line says its own beginning again and again, before it goes on with the text: 政府工作报告政府工作报告
// 政府工作报告各位代表：… Gives the bytes of what repeats and all of it.
std::pair<size_t, size_t> RepeatedTitle(std::string_view line);

}  // namespace gongbao::ingest
