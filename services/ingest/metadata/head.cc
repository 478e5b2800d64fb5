#include "services/ingest/metadata/head.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/metadata/dates.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kMostLines = 12;
constexpr size_t kLongestTitle = 300;  // bytes

constexpr std::string_view kRoles[] = {
    "副省长", "副市长", "副县长", "副区长", "副镇长", "副乡长", "省长", "市长",   "县长",   "区长",
    "镇长",   "乡长",   "州长",   "盟长",   "旗长",   "主席",   "主任", "局长",   "厅长",   "部长",
    "书记",   "处长",   "场长",   "院长",   "秘书长", "司令员", "行政委员会主任", "苏木达", "总理",
    "会长",   "社长",   "团长",   "政委",
};

bool Has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}
bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool HoldsStop(std::string_view line) {
  return Has(line, "。") || Has(line, "；") || (Has(line, "！") && !EndsWith(line, "！"));
}

// A person's name or what masks it: two to four characters, more with a dot (买买提·艾力) or in Tibetan names.
bool IsName(std::string_view text) {
  const size_t n = CountCodePoints(text);
  if (n < 2 || n > 12) return false;
  bool dot = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    dot |= c.value == U'·';
    if (!IsHan(c.value) && c.value != U'·' && c.value != U'×' && c.value != 'X' && c.value != 'x' &&
        c.value != '*') {
      return false;
    }
    at += static_cast<size_t>(c.length);
  }
  return n <= 5 || dot;
}

// The line without white space: 县长　王 小 明.
std::string WithoutSpaces(std::string_view line) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeAt(line, at);
    const auto size = static_cast<size_t>(c.length);
    if (c.value != ' ' && c.value != U'\u3000' && c.value != U'\u00A0' && c.value != '\t') out += line.substr(at, size);
    at += size;
  }
  return out;
}

// A line that ends the occasion that the line before began: "第六次会议上", "人民代表大会第一次会议上".
bool EndsOccasion(std::string_view line) {
  const bool goes_on = line.starts_with("第") || line.starts_with("人民代表大会") || line.starts_with("代表大会");
  return goes_on && line.size() < 90 && (EndsWith(line, "会议上") || EndsWith(line, "会议"));
}

// A line that an occasion begins with and that breaks off: "2022年1月6日在新月旗第十六届".
bool BeginsOccasion(std::string_view line, std::string_view next) {
  return Has(line, "在") && Has(line, "年") && EndsWith(line, "届") && line.size() < 150 && EndsOccasion(next);
}

}  // namespace

std::string RoleOfLine(std::string_view given) {
  const std::string spaceless = WithoutSpaces(given.substr(0, 400));
  const std::string_view line = spaceless;
  if (line.size() > 120 || HoldsStop(line) || Has(line, "，")) return "";
  size_t end = 0;
  for (std::string_view role : kRoles) {
    const size_t at = line.rfind(role);
    if (at != std::string_view::npos) end = std::max(end, at + role.size());
  }
  if (end == 0) return "";
  std::string_view name = line.substr(end);
  for (std::string_view acting : {"（代）", "(代)"}) {
    if (name.substr(0, acting.size()) == acting) name.remove_prefix(acting.size());
  }
  for (std::string_view mark : {"：", ":", "（", "("}) {
    if (name.substr(0, mark.size()) == mark) name.remove_prefix(mark.size());
  }
  for (std::string_view mark : {"）", ")"}) {
    if (EndsWith(name, mark)) name.remove_suffix(mark.size());
  }
  return IsName(name) ? std::string(line.substr(0, end)) : "";
}

namespace {

// "某某县委组织部长在…仪式上的讲话" → "某某县委组织部长"
std::string RoleOfTitle(std::string_view title) {
  if (!EndsWith(title, "讲话") && !EndsWith(title, "发言") && !EndsWith(title, "致辞")) return "";
  const size_t at = title.find("在");
  if (at == std::string_view::npos || at == 0 || at > 90) return "";
  std::string_view who = title.substr(0, at);
  for (std::string_view role : kRoles) {
    if (EndsWith(who, role)) return std::string(who);
    // With the name behind the role.
    const size_t found = who.rfind(role);
    if (found != std::string_view::npos && IsName(who.substr(found + role.size()))) {
      return std::string(who.substr(0, found + role.size()));
    }
  }
  return "";
}

bool IsOccasion(std::string_view line) {
  return (Has(line, "会议") || Has(line, "大会") || Has(line, "全会")) && Has(line, "在") &&
         (Has(line, "年") || Has(line, "届")) && line.size() < 240;
}

std::string_view WithoutDashes(std::string_view line) {
  for (std::string_view dash : {"——", "—", "--", "-"}) {
    if (line.substr(0, dash.size()) == dash) line.remove_prefix(dash.size());
  }
  return line;
}

std::string_view WithoutBrackets(std::string_view line) {
  if (line.size() > 6 && line.substr(0, 3) == "（" && EndsWith(line, "）")) {
    return line.substr(3, line.size() - 6);
  }
  return line;
}

bool IsDashed(std::string_view line) { return line.substr(0, 3) == "—" || line.substr(0, 2) == "--"; }

// A title says what kind of text it heads.
bool IsKindOfText(std::string_view line) {
  static constexpr std::string_view kKinds[] = {"报告", "总结", "讲话", "计划", "要点", "汇报", "公报",
                                                "分析", "方案", "意见", "致辞", "发言", "通报", "情况"};
  return std::any_of(std::begin(kKinds), std::end(kKinds), [&](std::string_view kind) { return Has(line, kind); });
}

// A line that belongs to the report's text.
bool IsText(std::string_view line, bool first) {
  if (IsSalutation(line) || Has(line, "\t")) return true;
  if (HoldsStop(line) || EndsWith(line, "：") || EndsWith(line, "，")) return true;
  if (IsDashed(line)) return !IsOccasion(line) && !EndsWith(line, "讲话") && !EndsWith(line, "报告");
  const size_t label = LabelSize(line);
  if (label > 0 && line.substr(0, 3) != "（") return true;
  if (label > 0) return !IsOccasion(line);
  return line.size() > (first ? kLongestTitle : 240);
}

// A title that goes on in the next line: "关于…情况" / "和…草案的报告".
bool GoesOn(std::string_view title, std::string_view next) {
  static constexpr std::string_view kEnds[] = {"报告", "总结", "讲话", "计划", "要点", "汇报"};
  const auto ends = [](std::string_view line) {
    for (std::string_view end : kEnds) {
      if (EndsWith(line, end) || Has(line, std::string(end) + "（")) return true;
    }
    return false;
  };
  static constexpr std::string_view kJoints[] = {"的", "和", "及", "暨", "与", "情况"};
  const bool joint = Has(title, "关于") || std::any_of(std::begin(kJoints), std::end(kJoints), [&](std::string_view j) {
                       return next.substr(0, j.size()) == j;
                     });
  return joint && !ends(title) && ends(next) && !IsDashed(next) && !IsOccasion(next) && RoleOfLine(next).empty();
}

constexpr size_t kTailBytes = 1500;
constexpr size_t kTailLines = 4;
constexpr size_t kLongestTailLine = 120;

bool IsOrgan(std::string_view line) {
  static constexpr std::string_view kOrgans[] = {"政府", "委员会", "党委", "工委", "办事处", "局", "办公室", "管委会"};
  return std::any_of(std::begin(kOrgans), std::end(kOrgans), [&](std::string_view o) { return EndsWith(line, o); });
}

// Who signed the text, and when: the last short lines.
void ReadTail(std::string_view text, Head* head) {
  std::string_view tail = text.substr(text.size() - std::min(text.size(), kTailBytes));
  const size_t first_line = tail.find('\n');
  if (first_line == std::string_view::npos) return;
  tail.remove_prefix(first_line + 1);
  std::vector<std::string_view> lines;
  for (std::string_view line : Split(tail, '\n')) {
    if (!Strip(line).empty()) lines.push_back(Strip(line));
  }
  for (size_t i = lines.size(), n = 0; i-- > 0 && n < kTailLines; ++n) {
    const std::string_view line = lines[i];
    if (line.size() > kLongestTailLine || HoldsStop(line)) return;
    const auto date = FindDate(line);
    if (date && head->tail_date.empty()) head->tail_date = std::string(line);
    if (!date && IsOrgan(line) && head->tail_issuer.empty()) head->tail_issuer = WithoutSpaces(line);
    if (!date && !IsOrgan(line)) return;
  }
}

}  // namespace

Head ReadHead(std::string_view text) {
  Head head;
  std::vector<std::string_view> lines;
  for (size_t begin = 0; begin < text.size() && lines.size() < kMostLines;) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool breaks_off = i + 1 < lines.size() && BeginsOccasion(line, lines[i + 1]);
    if (!breaks_off && IsText(line, i == 0)) break;
    head.lines = i + 1;
    const std::string role = RoleOfLine(line);
    if (!head.title.empty() && head.occasion.empty() && breaks_off) {
      head.occasion = std::string(WithoutDashes(line));
      if (IsDashed(line) && head.subtitle.empty()) head.subtitle = head.occasion;
    } else if (!head.occasion.empty() && EndsOccasion(line)) {
      if (head.subtitle == head.occasion) head.subtitle += std::string(line);
      head.occasion += std::string(line);
    } else if (!role.empty() && !head.title.empty()) {
      if (head.speaker_role.empty()) head.speaker_role = role;
    } else if (IsDashed(line) || (IsOccasion(line) && !head.title.empty())) {
      const std::string content(WithoutBrackets(WithoutDashes(line)));
      if (IsDashed(line) && head.subtitle.empty()) head.subtitle = content;
      if (head.occasion.empty()) head.occasion = content;
    } else if (head.title.empty() || (!IsKindOfText(head.title) && IsKindOfText(line) && !IsOccasion(line))) {
      // What stands above the title is who issued it, a number, a file's mark or a page's section.
      if (!head.title.empty()) head.issuer = head.title;
      head.title = std::string(line);
      if (i + 1 < lines.size() && !IsText(lines[i + 1], false) && GoesOn(line, lines[i + 1])) {
        head.title += lines[++i];
        head.lines = i + 1;
      }
    } else if (head.signature.empty()) {
      head.signature = std::string(line);
    }
  }
  if (head.occasion.empty() && IsOccasion(head.title)) head.occasion = head.title;
  if (head.speaker_role.empty()) head.speaker_role = RoleOfTitle(head.title);
  ReadTail(text, &head);
  return head;
}

}  // namespace gongbao::ingest
