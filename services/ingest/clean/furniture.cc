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
  const size_t at = rest.find(head);
  return at != std::string::npos && at < 600;
}

bool IsTitleBorder(char32_t c) {
  return c == '-' || c == '_' || c == '|' || c == U'—' || c == U'–' || c == U'｜' || c == U'－';
}

class FurnitureFinder {
 public:
  explicit FurnitureFinder(std::string_view text)
      : text_(text), lines_(SplitLines(text)), reasons_(lines_.size()) {}

  void Find() {
    FindZones();
    for (size_t i = 0; i < lines_.size(); ++i) reasons_[i] = ReasonFor(i);
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
      } else if (i + 3 >= last_body_ && i <= last_body_ + 1) {
        const size_t at = FurnitureWords::Get().NoticeBehindSentence(line.In(text_));
        if (at == std::string_view::npos) continue;
        furniture->push_back(std::string(line.In(text_).substr(at)));
        edits->Remove(line.begin + at, line.end, "notice of the site");
      }
    }
  }

 private:
  // First and last line of running text.
  void FindZones() {
    first_body_ = lines_.size();
    last_body_ = 0;
    const FurnitureWords& words = FurnitureWords::Get();
    for (size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i].In(text_);
      bool body = IsBody(line) && !words.IsLabelLine(line);
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
    if (words.IsLabelLine(line)) return "source, date or reading aids of the page";
    if (outside && words.IsDateLine(line)) return "source, date or reading aids of the page";
    if (outside && words.IsPlaceLine(line)) return "place in the site";
    if (outside && words.IsNotice(line)) return "notice of the site";
    if (i > last_body_ && words.IsFooter(line)) return "footer of the site";
    if (i < first_body_ + 3 && IsCaption(line)) return "caption of a picture";
    if (i < first_body_ && IsTeaser(text_, lines_[i], std::min(lines_[i].end + 1, text_.size()))) {
      return "teaser that repeats the beginning";
    }
    return "";
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
        const bool window = it->first.size() > solid.size() && it->first.compare(0, solid.size(), solid) == 0 &&
                            IsTitleBorder(DecodeAt(it->first, solid.size()).value);
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
