// Takes out what a site prints in front of, behind and between the lines of a report.
#include "services/ingest/clean/furniture.h"

#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/furniture_lines.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kShortLine = 36;  // bytes: twelve characters

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
      if (IsTeaser(lines_[i].In(text_), text_.substr(std::min(lines_[i].end + 1, text_.size())))) continue;
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
    if (outside && (IsSiteLine(line) || IsSiteName(line))) return "name or address of a site";
    if (outside && words.IsNotice(line)) return "notice of the site";
    if (i > last_body_ && words.IsFooter(line)) return "footer of the site";
    if (i < first_body_ + 3 && IsCaption(line)) return "caption of a picture";
    if (i < first_body_ && IsTeaser(lines_[i].In(text_), text_.substr(std::min(lines_[i].end + 1, text_.size())))) {
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
