// Takes out what a site prints in front of, behind and between the lines of a report.
#include "services/ingest/clean/furniture.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kLongestTeaser = 4096;
constexpr size_t kShortLine = 36;  // bytes: twelve characters

// A line of running text: a sentence that ends.
bool IsBody(std::string_view line) {
  const std::string_view content = Strip(line);
  return content.size() >= 75 && HoldsClause(content);
}

// Words that make a short line part of the report: its title, its speaker, its heading, its signature.
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

// 渡口大桥通车。记者某某摄
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
  if (rest.substr(rest.size() - 3) != "摄") return false;
  for (std::string_view word : {"记者", "通讯员", "新华社", "摄影", "图片", "图为"}) {
    if (rest.find(word) != std::string_view::npos) return true;
  }
  return false;
}

constexpr std::string_view kCutMarks[] = {"...", "……", "…", "。。。", "[详细]", "[查看全文]"};

bool IsCutOff(std::string_view line) {
  return std::any_of(std::begin(kCutMarks), std::end(kCutMarks), [&](std::string_view mark) {
    return line.size() > mark.size() && line.substr(line.size() - mark.size()) == mark;
  });
}

// A beginning that ends in "..." and is told again behind it.
bool IsTeaser(std::string_view text, const Line& line, size_t next) {
  const std::string_view end = Strip(line.In(text));
  if (end.size() < 60 || end.size() > kLongestTeaser) return false;
  if (!IsCutOff(end)) return false;
  std::string head = RemoveSpace(line.In(text));
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
  const std::string rest = RemoveSpace(text.substr(next, 2 * line.In(text).size() + 4096));
  constexpr size_t kFarthest = 600;
  return std::string_view(rest).substr(0, kFarthest + head.size()).find(head) < kFarthest;
}

bool IsTitleBorder(char32_t c) {
  return c == '-' || c == '_' || c == '|' || c == U'—' || c == U'–' || c == U'｜' || c == U'－';
}

// The title with the site's name behind it or the way to it in front: 工作报告_新月县人民政府, 文库>报告>工作报告
bool IsTitleWithMore(std::string_view line, std::string_view title) {
  if (line.size() <= title.size()) return false;
  if (line.substr(0, title.size()) == title) return IsTitleBorder(DecodeAt(line, title.size()).value);
  const size_t at = line.size() - title.size();
  if (line.substr(at) != title) return false;
  const char32_t border = DecodeBefore(line, at).value;
  return IsTitleBorder(border) || border == '>' || border == U'》' || border == U'»' || border == U'：' || border == ':';
}

// www.某站.com, http://…
bool HoldsAddress(std::string_view line) {
  if (line.find("http") != std::string_view::npos || line.find("www.") != std::string_view::npos) return true;
  for (std::string_view end : {".com", ".cn", ".net", ".org"}) {
    const size_t at = line.find(end);
    if (at != std::string_view::npos && at > 0 && IsLatin(static_cast<unsigned char>(line[at - 1]))) return true;
  }
  return false;
}

// A title and, on the same line, what the page says of it: 新月镇政府工作报告　发布时间：2022-01-25
bool BeginsWithTitle(std::string_view line) {
  size_t end = 0;
  while (end < line.size() && !IsSpace(DecodeAt(line, end).value)) end += static_cast<size_t>(DecodeAt(line, end).length);
  const std::string_view first = line.substr(0, end);
  if (end == line.size() || first.find("：") != std::string_view::npos || first.find(':') != std::string_view::npos) return false;
  static constexpr std::string_view kKinds[] = {"报告", "总结", "讲话", "计划", "汇报", "要点"};
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](std::string_view kind) { return first.find(kind) != std::string_view::npos; });
}

// A line of the site about itself: 《…》来源于www.某站.com，欢迎阅读
bool IsSiteLine(std::string_view line) {
  if (line.size() > 240 || !HoldsAddress(line)) return false;
  if (line.find("。") == std::string_view::npos && !HoldsClause(line)) return true;
  static constexpr std::string_view kWords[] = {"来源", "转载", "欢迎", "本文", "下载", "本站", "收藏", "原文", "更多"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

// The number in 报告_第3页 and the rest of the line; -1 where there is no 第…页.
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

// How often the line says its own beginning again and again, before it goes on with the text: 政府工作报告政府工作报告
// 政府工作报告各位代表：… Gives the bytes of what repeats and all of it.
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

class FurnitureFinder {
 public:
  explicit FurnitureFinder(std::string_view text)
      : text_(text), lines_(SplitLines(text)), reasons_(lines_.size()) {}

  void Find() {
    FindZones();
    for (size_t i = 0; i < lines_.size(); ++i) reasons_[i] = ReasonFor(i);
    FindThumbnails(0, first_body_);
    FindRemains();
    FindNavigation(0, first_body_);
    FindNavigation(last_body_ + 1, lines_.size());
    FindEnd();
    FindRepeatedTitle();
  }

  void Write(Edits* edits, std::vector<std::string>* furniture) const {
    for (size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (!reasons_[i].empty()) {
        if (Strip(line.In(text_)).empty()) continue;
        furniture->push_back(std::string(Strip(line.In(text_))));
        edits->Remove(line.begin, line.end, reasons_[i]);
        continue;
      }
      if (i <= first_body_) WriteFront(line, edits, furniture);
      if (i + 3 >= last_body_ && i <= last_body_ + 1) WriteBehind(line, edits, furniture);
    }
  }

 private:
  // In front of the text of one line: its title again and again, and 发布时间：2022-01-25 来源：本站 with spaces between.
  void WriteFront(const Line& line, Edits* edits, std::vector<std::string>* furniture) const {
    constexpr size_t kMostTokens = 16, kLongestToken = 120;
    const std::string_view content = line.In(text_);
    if (const auto [size, end] = RepeatedTitle(content); end > 0) {
      edits->Remove(line.begin + size, line.begin + end, "title printed twice");
      return;
    }
    if (!HoldsSpace(Strip(content).substr(0, 600))) return;
    const FurnitureWords& words = FurnitureWords::Get();
    size_t at = 0;
    for (size_t n = 0; n < kMostTokens && at < content.size(); ++n) {
      while (at < content.size() && IsSpace(DecodeAt(content, at).value)) at += static_cast<size_t>(DecodeAt(content, at).length);
      size_t end = at;
      while (end < content.size() && end - at <= kLongestToken && !IsSpace(DecodeAt(content, end).value)) {
        end += static_cast<size_t>(DecodeAt(content, end).length);
      }
      const std::string_view token = content.substr(at, end - at);
      if (token.size() > kLongestToken) return;
      const bool button = token.size() > 6 && words.IsButtonLine(token);
      if (words.IsLabelLine(token, false) || words.IsDateLine(token) || button) {
        furniture->push_back(std::string(token));
        edits->Remove(line.begin + at, line.begin + end, "source, date or reading aids of the page");
      }
      at = end;
    }
  }

  // Behind the last sentence: 扫一扫在手机上查看, 【打印本页】, （责任编辑：张三）.
  void WriteBehind(const Line& line, Edits* edits, std::vector<std::string>* furniture) const {
    const std::string_view content = line.In(text_);
    const FurnitureWords& words = FurnitureWords::Get();
    const size_t notice = words.NoticeBehindSentence(content);
    const size_t at = std::min(notice, words.AidsBehindSentence(content));
    if (at == std::string_view::npos) return;
    furniture->push_back(std::string(Strip(content.substr(at))));
    edits->Remove(line.begin + at, line.end, at == notice ? "notice of the site" : "buttons of the site");
  }

  // First and last line of running text.
  void FindZones() {
    first_body_ = lines_.size();
    last_body_ = 0;
    const FurnitureWords& words = FurnitureWords::Get();
    for (size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i].In(text_);
      bool body = IsBody(line) && !words.IsLabelLine(line) && !(line.size() <= 240 && IsSiteLine(line));
      if (body) {
        const FurnitureWords::Found found = words.Find(line);
        body = !found.footer && !(found.notice && line.size() < 150);
      }
      if (!body && !(IsSalutation(line) && i < lines_.size() / 2)) continue;
      if (IsTeaser(text_, lines_[i], std::min(lines_[i].end + 1, text_.size()))) continue;
      first_body_ = std::min(first_body_, i);
      last_body_ = i;
    }
    if (first_body_ == lines_.size()) first_body_ = 0, last_body_ = lines_.size() - 1;
  }

  std::string_view ReasonFor(size_t i) const {
    const std::string_view line = Strip(lines_[i].In(text_));
    if (line.empty()) return "";
    const FurnitureWords& words = FurnitureWords::Get();
    const bool outside = i < first_body_ || i > last_body_;
    if (words.IsButtonLine(line) && (outside || line.size() > 6)) return "buttons of the site";
    if (words.IsLabelLine(line, outside) && !BeginsWithTitle(line)) return "source, date or reading aids of the page";
    if (outside && IsLabelValue(i)) return "source, date or reading aids of the page";
    if (outside && words.IsDateLine(line)) return "source, date or reading aids of the page";
    if (outside && (words.IsPlaceLine(line) || words.IsTrail(line))) return "place in the site";
    if (outside && IsSiteLine(line)) return "address of a site";
    if (outside && words.IsNotice(line)) return "notice of the site";
    if (i > last_body_ && words.IsFooter(line)) return "footer of the site";
    if (i < first_body_ + 3 && IsCaption(line)) return "caption of a picture";
    if (i < first_body_ && IsTeaser(text_, lines_[i], std::min(lines_[i].end + 1, text_.size()))) {
      return "teaser that repeats the beginning";
    }
    return "";
  }

  // What stands on the line below its label: 索引号： / 000014349/2021-00012
  bool IsLabelValue(size_t i) const {
    const std::string_view line = Strip(lines_[i].In(text_));
    if (line.size() > 60 || SpeaksOfReport(line) || HoldsSentence(line)) return false;
    for (size_t k = i, n = 0; k-- > 0 && n < 3; ++n) {
      const std::string_view above = Strip(lines_[k].In(text_));
      if (!above.empty()) return FurnitureWords::Get().IsEmptyLabel(above);
    }
    return false;
  }

  // Lines in a row that differ in a number alone, rising by one: 报告_第1页 报告_第2页.
  void FindThumbnails(size_t begin, size_t end) {
    std::string last_key;
    long last_number = -1;
    size_t run = 0;
    std::vector<size_t> rows;
    const auto close = [&] {
      if (run >= 2) {
        for (size_t i : rows) reasons_[i] = "pictures of the pages";
      }
      rows.clear();
    };
    for (size_t i = begin; i < end; ++i) {
      const std::string_view line = Strip(lines_[i].In(text_));
      if (line.empty()) continue;
      std::string key;
      const long number = line.size() <= 180 ? PageOf(line, &key) : -1;
      if (number < 0 || key != last_key || number != last_number + 1) {
        close();
        run = 0;
      }
      if (number >= 0) {
        ++run;
        rows.push_back(i);
      }
      last_key = key;
      last_number = number;
    }
    close();
  }

  // 】 or | left alone beside furniture.
  void FindRemains() {
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].end - lines_[i].begin > 32) continue;
      const std::string solid = RemoveSpace(lines_[i].In(text_));
      if (solid.empty() || solid.size() > 6 || !reasons_[i].empty()) continue;
      bool marks = true;
      for (size_t at = 0; at < solid.size();) {
        const CodePoint c = DecodeAt(solid, at);
        marks &= !IsHan(c.value) && !IsDigit(c.value) && !IsLatin(c.value);
        at += static_cast<size_t>(c.length);
      }
      const bool beside = (i > 0 && !reasons_[i - 1].empty()) ||
                          (i + 1 < lines_.size() && !reasons_[i + 1].empty());
      if (marks && beside) reasons_[i] = "remains of buttons";
    }
  }

  // Four and more short lines in a row, of which none speaks of a report, are a menu.
  void FindNavigation(size_t begin, size_t end) {
    size_t run_begin = begin;
    size_t run = 0;
    const auto close = [&](size_t at) {
      if (run >= 4) {
        for (size_t i = run_begin; i < at; ++i) {
          if (reasons_[i].empty()) reasons_[i] = "navigation of the site";
        }
      }
      run = 0;
      run_begin = at + 1;
    };
    for (size_t i = begin; i < end; ++i) {
      const std::string_view line = Strip(lines_[i].In(text_));
      if (line.empty()) continue;
      if (line.size() > kShortLine || (SpeaksOfReport(line) && reasons_[i].empty()) ||
          line.find('\t') != std::string_view::npos) {
        close(i);
      } else {
        ++run;
      }
    }
    close(end);
  }

  // 相关报道 and all behind it.
  void FindEnd() {
    for (size_t i = last_body_ + 1; i < lines_.size(); ++i) {
      if (!FurnitureWords::Get().IsEnd(lines_[i].In(text_))) continue;
      for (size_t k = i; k < lines_.size(); ++k) reasons_[k] = "list of other pages";
      return;
    }
  }

  // A page prints its title above the menu and again above the text: the last one stays.
  void FindRepeatedTitle() {
    std::map<std::string, size_t> seen;
    for (size_t i = 0; i < first_body_; ++i) {
      if (!reasons_[i].empty()) continue;
      const std::string solid = RemoveSpace(lines_[i].In(text_));
      if (solid.size() < 18) continue;
      // The window's title: the text's own with the site's name behind it.
      for (auto it = seen.begin(); it != seen.end();) {
        const bool window = IsTitleWithMore(it->first, solid);
        if (window) reasons_[it->second] = "title of the window";
        it = window ? seen.erase(it) : std::next(it);
      }
      const auto [it, added] = seen.try_emplace(solid, i);
      if (added) continue;
      reasons_[it->second] = "title printed twice";
      it->second = i;
    }
  }

  std::string_view text_;
  std::vector<Line> lines_;
  std::vector<std::string_view> reasons_;
  size_t first_body_ = 0;
  size_t last_body_ = 0;
};

}  // namespace

void RemoveFurniture(Draft* draft, std::vector<std::string>* furniture) {
  const std::string& text = draft->text();
  FurnitureFinder finder(text);
  finder.Find();
  Edits edits(text);
  finder.Write(&edits, furniture);
  draft->Apply("furniture", edits);
}

}  // namespace gongbao::ingest
