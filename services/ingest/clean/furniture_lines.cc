#include "services/ingest/clean/furniture_lines.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"

namespace gongbao::ingest {

bool IsBody(std::string_view line) {
  const std::string_view content = Strip(line);
  return content.size() >= 75 && HoldsClause(content);
}

bool SpeaksOfReport(std::string_view line) {
  static constexpr std::string_view kWords[] = {
      "报告", "总结", "讲话", "计划", "要点", "公报", "通报", "汇报", "意见", "方案", "分析", "纲要", "致辞",
      "工作", "政府", "委员会", "代表", "同志", "书记", "镇长", "乡长", "县长", "区长", "市长", "省长", "主席",
      "主任", "局长", "会议", "一、", "（一）", "(一)", "年度",
  };
  for (std::string_view word : kWords) {
    if (line.find(word) != std::string_view::npos) return true;
  }
  return LabelSize(Strip(line)) > 0;
}

bool IsCaption(std::string_view line) {
  if (line.size() > 400) return false;
  const std::string solid = RemoveSpace(line);
  if (solid.size() > 180 || solid.size() < 9) return false;
  std::string_view rest = solid;
  for (std::string_view close : {"）", ")", "。"}) {
    if (rest.size() > close.size() && rest.substr(rest.size() - close.size()) == close) {
      rest.remove_suffix(close.size());
    }
  }
  constexpr std::string_view kTaken = "摄";
  if (rest.size() < kTaken.size() || rest.substr(rest.size() - kTaken.size()) != kTaken) return false;
  for (std::string_view word : {"记者", "通讯员", "新华社", "摄影", "图片", "图为"}) {
    if (rest.find(word) != std::string_view::npos) return true;
  }
  return false;
}

namespace {

constexpr size_t kLongestTeaser = 4096;
constexpr std::string_view kCutMarks[] = {"...", "……", "…", "。。。", "[详细]", "[查看全文]"};

bool IsCutOff(std::string_view line) {
  return std::any_of(std::begin(kCutMarks), std::end(kCutMarks), [&](std::string_view mark) {
    return line.size() > mark.size() && line.substr(line.size() - mark.size()) == mark;
  });
}

}  // namespace

bool IsTeaser(std::string_view line, std::string_view following) {
  const std::string_view end = Strip(line);
  if (end.size() < 60 || end.size() > kLongestTeaser) return false;
  if (!IsCutOff(end)) return false;
  std::string head = RemoveSpace(line);
  bool cut = false;
  for (std::string_view dots : kCutMarks) {
    while (head.size() > dots.size() && std::string_view(head).substr(head.size() - dots.size()) == dots) {
      head.resize(head.size() - dots.size());
      cut = true;
    }
  }
  while (!head.empty() && head.back() == '.') head.pop_back();
  if (!cut || head.size() < 60) return false;
  // Spaces and line feeds differ between the two.
  const std::string rest = RemoveSpace(following.substr(0, 2 * line.size() + 4096));
  constexpr size_t kFarthest = 600;
  return std::string_view(rest).substr(0, kFarthest + head.size()).find(head) < kFarthest;
}

namespace {

bool IsTitleBorder(char32_t c) {
  return c == '-' || c == '_' || c == '|' || c == U'—' || c == U'–' || c == U'｜' || c == U'－';
}

}  // namespace

bool IsTitleWithMore(std::string_view line, std::string_view title) {
  if (line.size() <= title.size()) return false;
  if (line.substr(0, title.size()) == title) return IsTitleBorder(DecodeAt(line, title.size()).value);
  const size_t at = line.size() - title.size();
  if (line.substr(at) != title) return false;
  const char32_t border = DecodeBefore(line, at).value;
  return IsTitleBorder(border) || border == '>' || border == U'》' || border == U'»' || border == U'：' || border == ':';
}

namespace {

// www.某站.com, http://…
bool HoldsAddress(std::string_view line) {
  if (line.find("http") != std::string_view::npos || line.find("www.") != std::string_view::npos) return true;
  for (std::string_view end : {".com", ".cn", ".net", ".org"}) {
    const size_t at = line.find(end);
    if (at != std::string_view::npos && at > 0 && IsLatin(static_cast<unsigned char>(line[at - 1]))) return true;
  }
  return false;
}

}  // namespace

bool BeginsWithTitle(std::string_view line) {
  size_t end = 0;
  while (end < line.size() && !IsSpace(DecodeAt(line, end).value)) end += static_cast<size_t>(DecodeAt(line, end).length);
  const std::string_view first = line.substr(0, end);
  if (end == line.size() || first.find("：") != std::string_view::npos || first.find(':') != std::string_view::npos) return false;
  static constexpr std::string_view kKinds[] = {"报告", "总结", "讲话", "计划", "汇报", "要点"};
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](std::string_view kind) { return first.find(kind) != std::string_view::npos; });
}

bool IsSiteLine(std::string_view line) {
  if (line.size() > 240 || !HoldsAddress(line)) return false;
  if (line.find("。") == std::string_view::npos && !HoldsClause(line)) return true;
  static constexpr std::string_view kWords[] = {"来源", "转载", "欢迎", "本文", "下载", "本站", "收藏", "原文", "更多"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

bool IsSiteName(std::string_view line) {
  static constexpr std::string_view kEnds[] = {"网站", "门户", "政务网", "信息网", "新闻网", "信息公开网"};
  return line.size() <= 75 && std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) {
           return line.size() > end.size() && line.substr(line.size() - end.size()) == end;
         });
}

long PageOf(std::string_view line, std::string* key) {
  const size_t at = line.rfind("第");
  if (at == std::string_view::npos) return -1;
  size_t end = at + 3;
  long number = 0;
  while (end < line.size() && end - at < 7 && IsDigit(static_cast<unsigned char>(line[end]))) {
    number = number * 10 + (line[end++] - '0');
  }
  if (end == at + 3 || line.compare(end, 3, "页") != 0) return -1;
  *key = std::string(line.substr(0, at)) + std::string(line.substr(end));
  return number;
}

std::pair<size_t, size_t> RepeatedTitle(std::string_view line) {
  constexpr size_t kLeast = 24, kMost = 150;
  for (size_t size = kLeast; size <= kMost && 2 * size <= line.size(); ++size) {
    if ((static_cast<unsigned char>(line[size]) & 0xC0) == 0x80 || line.compare(0, size, line, size, size) != 0) continue;
    const std::string_view title = line.substr(0, size);
    if (HoldsClause(title) || !SpeaksOfReport(title)) continue;
    size_t end = 2 * size;
    while (line.compare(end, size, title) == 0) end += size;
    return {size, end};
  }
  return {0, 0};
}

}  // namespace gongbao::ingest
