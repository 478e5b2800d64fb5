#include "services/ingest/split/head_lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/furniture.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kLongestTitle = 210;  // bytes: seventy characters
constexpr size_t kLongestHeadLine = 240;

bool StartsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }
bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}
bool Has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

int DigitOf(char32_t c) {
  static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  const size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

bool IsOneOf(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

// Dots and a page number behind an entry of a table of contents: ……12, ...(12), ·····12
std::string_view WithoutLeader(std::string_view solid, bool* leader) {
  std::string_view rest = solid;
  for (;;) {
    const CodePoint c = DecodeBefore(rest, rest.size());
    if (rest.empty() || !(IsDigit(c.value) || c.value == ')' || c.value == '(' || c.value == U'（' || c.value == U'）')) break;
    rest.remove_suffix(static_cast<size_t>(c.length));
  }
  size_t dots = 0;
  for (;;) {
    const CodePoint c = DecodeBefore(rest, rest.size());
    if (rest.empty() || !(c.value == '.' || c.value == U'…' || c.value == U'·' || c.value == U'．' || c.value == '-' ||
                          c.value == U'—' || c.value == '_')) {
      break;
    }
    dots += c.value == U'…' ? 3 : 1;
    rest.remove_suffix(static_cast<size_t>(c.length));
  }
  *leader = dots >= 3;
  return dots >= 3 ? rest : solid;
}

// 篇一 篇12 范文三 behind or in front: its number and size; 0 where there is none.
int CollectionOrdinal(std::string_view text, size_t* size) {
  for (std::string_view mark : {"篇", "范文"}) {
    if (!StartsWith(text, mark)) continue;
    size_t digits = 0;
    const int number = ReadOrdinal(text.substr(mark.size()), &digits);
    if (number == 0) continue;
    *size = mark.size() + digits;
    return number;
  }
  return 0;
}

// Takes 【篇一】, 篇一： and the like off both ends.
std::string_view WithoutOrdinal(std::string_view solid, int* ordinal) {
  std::string_view rest = solid;
  for (std::string_view open : {"【", "（", "(", "["}) {
    if (StartsWith(rest, open)) rest.remove_prefix(open.size());
  }
  size_t size = 0;
  if (const int number = CollectionOrdinal(rest, &size); number > 0) {
    rest.remove_prefix(size);
    for (std::string_view mark : {"】", "）", ")", "]", "：", ":", "、", "."}) {
      if (StartsWith(rest, mark)) rest.remove_prefix(mark.size());
    }
    *ordinal = number;
    return rest;
  }
  rest = solid;
  for (std::string_view close : {"】", "）", ")", "]"}) {
    if (EndsWith(rest, close)) rest.remove_suffix(close.size());
  }
  const size_t at = std::max(rest.rfind("篇") + 1, rest.rfind("范文") + 1);
  if (at == 0) return solid;
  const int number = CollectionOrdinal(rest.substr(at - 1), &size);
  if (number == 0 || at - 1 + size != rest.size()) return solid;
  *ordinal = number;
  rest = rest.substr(0, at - 1);
  for (std::string_view open : {"【", "（", "(", "["}) {
    if (EndsWith(rest, open)) rest.remove_suffix(open.size());
  }
  return rest;
}

// （摘要） (2021) 全文 behind the title.
std::string_view WithoutTail(std::string_view solid) {
  for (bool again = true; again;) {
    again = false;
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"【", "】"}}) {
      if (!EndsWith(solid, close)) continue;
      const size_t at = solid.rfind(open);
      if (at == std::string_view::npos || at == 0) continue;
      solid = solid.substr(0, at);
      again = true;
    }
    for (std::string_view tail : {"全文", "范文", "摘要", "摘登", "节选", "实录"}) {
      if (!EndsWith(solid, tail) || solid.size() == tail.size()) continue;
      solid.remove_suffix(tail.size());
      again = true;
    }
  }
  return solid;
}

bool EndsInKind(std::string_view title) {
  static constexpr std::array<std::string_view, 13> kKinds = {
      "报告", "总结", "讲话", "汇报", "计划", "要点", "致辞", "发言", "公报", "打算", "工作思路", "工作安排", "工作情况"};
  return std::any_of(kKinds.begin(), kKinds.end(), [&](std::string_view kind) { return EndsWith(title, kind); });
}

// A kind of text that stands for itself.
bool IsOfficeKind(std::string_view title) {
  return EndsWith(title, "政府工作报告") || EndsWith(title, "会工作报告") || EndsWith(title, "上的讲话") ||
         EndsWith(title, "上的报告") || EndsWith(title, "述职报告");
}

// 枫浦镇, 青溪县, 某某街道办事处, 市住建局: two characters or more with what makes them a place or an office, in the
// title's first half.
bool NamesPlace(std::string_view title) {
  static constexpr std::array<std::string_view, 16> kUnits = {"省", "自治区", "市", "县", "区", "旗", "镇", "乡",
                                                              "街道", "办事处", "苏木", "村", "局", "委员会", "农场", "州"};
  for (std::string_view unit : kUnits) {
    const size_t at = title.find(unit);
    if (at == std::string_view::npos || at < 6 || at > title.size() * 3 / 4) continue;
    const CodePoint before = DecodeBefore(title, at);
    // 全镇, 我县, 各乡 name none.
    static constexpr std::u32string_view kNone = U"全我本各该两";
    if (IsHan(before.value) && kNone.find(before.value) == std::u32string_view::npos) return true;
  }
  return false;
}

// A line of an agenda, a quotation or a notice that names a report and heads none.
bool SpeaksOfAnother(std::string_view solid) {
  static constexpr std::array<std::string_view, 17> kStarts = {
      "《", "“", "听取", "审议", "审查", "学习", "关于印发", "印发", "转发", "附", "见", "根据", "解读", "图解", "一图", "上一篇", "下一篇"};
  return std::any_of(kStarts.begin(), kStarts.end(), [&](std::string_view s) { return StartsWith(solid, s); });
}

// 现 before 将 or 就, spaces between them or not.
bool HoldsNow(std::string_view text) {
  for (size_t at = text.find("\x8E\xB0"); at != std::string_view::npos; at = text.find("\x8E\xB0", at + 2)) {
    if (at == 0 || text[at - 1] != '\xE7') continue;
    const char32_t next = NextSolid(text, at + 2);
    if (next == U'将' || next == U'就') return true;
  }
  return false;
}

// Where the salutation ends with which the line begins; 0 where it begins with none.
size_t SalutationSize(std::string_view solid) {
  static constexpr std::array<std::string_view, 8> kStarts = {"各位", "同志们", "尊敬的", "女士们", "父老乡亲",
                                                              "代表们", "主席团", "主任、"};
  if (std::none_of(kStarts.begin(), kStarts.end(), [&](std::string_view s) { return StartsWith(solid, s); })) return 0;
  const std::string_view head = solid.substr(0, 120);
  size_t end = std::string_view::npos;
  for (std::string_view mark : {"：", ":", "！"}) {
    if (const size_t at = head.find(mark); at < end) end = at + mark.size();
  }
  return end == std::string_view::npos ? 0 : end;
}

}  // namespace

int ReadOrdinal(std::string_view text, size_t* size) {
  int value = 0, digit = 0;
  size_t at = 0;
  bool any = false;
  while (at < text.size()) {
    const CodePoint c = DecodeAt(text, at);
    if (c.value == U'十' || c.value == U'百') {
      value += std::max(digit, any && digit == 0 ? 0 : 1) * (c.value == U'十' ? 10 : 100);
      digit = 0;
    } else if (const int d = DigitOf(c.value); d >= 0) {
      digit = digit * 10 + d;
    } else {
      break;
    }
    any = true;
    at += static_cast<size_t>(c.length);
    if (value > 999 || digit > 999) return *size = 0, 0;
  }
  *size = at;
  return any ? value + digit : 0;
}

TitleLine ReadTitleLine(std::string_view line) {
  TitleLine title;
  line = Strip(line);
  if (line.size() > 3 * kLongestTitle || line.empty()) return title;
  // Most lines are sentences: what they end in says that they are no title.
  if (IsOneOf(DecodeBefore(line, line.size()).value, U"。；！？：，、”;:,")) return title;
  const std::string whole = RemoveSpace(line);
  if (whole.size() > kLongestTitle + 60 || whole.size() < 6) return title;
  std::string_view solid = WithoutLeader(whole, &title.leader);
  while (!solid.empty() && (solid[0] == '#' || solid[0] == '*')) solid.remove_prefix(1);
  solid = WithoutOrdinal(solid, &title.ordinal);
  if (const size_t label = LabelSize(solid); label > 0) {
    title.labelled = true;
    solid.remove_prefix(label);
  }
  const std::string_view core = WithoutTail(solid);
  title.key = std::string(core);
  if (core.size() > kLongestTitle || HoldsClause(core) || Has(core, "：") || SpeaksOfAnother(core)) return title;
  title.is_title = EndsInKind(core) || (title.ordinal > 0 && core.size() >= 12);
  title.names_place = NamesPlace(core);
  title.of_office = IsOfficeKind(core);
  return title;
}

bool IsSubtitleLine(std::string_view line) {
  if (line.size() > kLongestHeadLine || !IsOneOf(DecodeAt(Strip(line), 0).value, U"—－─-（(")) return false;
  const std::string solid = RemoveSpace(line);
  const bool dashed = StartsWith(solid, "—") || StartsWith(solid, "--") || StartsWith(solid, "－－") || StartsWith(solid, "──");
  const bool bracketed = (StartsWith(solid, "（") && EndsWith(solid, "）")) || (StartsWith(solid, "(") && EndsWith(solid, ")"));
  if (Has(solid, "。") || Has(solid, "；")) return false;
  const bool dated = Has(solid, "年") && (Has(solid, "月") || Has(solid, "会议") || Has(solid, "大会"));
  return (dashed && (dated || Has(solid, "会议") || Has(solid, "讲话") || Has(solid, "大会"))) || (bracketed && dated);
}

bool IsHeadLine(std::string_view line) {
  if (line.size() > kLongestHeadLine) return false;
  const FurnitureWords& words = FurnitureWords::Get();
  if (words.IsLabelLine(line)) return true;
  if (HoldsSentence(line)) return false;
  if (words.IsDateLine(line) || words.IsPlaceLine(line) || IsSubtitleLine(line)) return true;
  if (HoldsClause(line)) return false;
  const std::string solid = RemoveSpace(line);
  if (solid.size() > 120 || HoldsClause(solid) || LabelSize(solid) > 0 || EndsWith(solid, "：")) return false;
  static constexpr std::array<std::string_view, 20> kWords = {
      "省长", "市长", "县长", "区长", "镇长", "乡长", "州长", "旗长", "主席", "主任", "局长", "书记", "厅长", "会议上", "大会上",
      "人民政府", "委员会", "年", "（", "("};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return Has(solid, word); });
}

bool BeginsWithSalutation(std::string_view line) {
  line = Strip(line);
  if (!IsOneOf(DecodeAt(line, 0).value, U"各同尊女父代主")) return false;
  return SalutationSize(RemoveSpace(line.substr(0, 400))) > 0;
}

bool BeginsWithTitleAndSalutation(std::string_view line, TitleLine* title) {
  line = Strip(line);
  const std::string_view head = line.substr(0, kLongestTitle + 30);
  for (std::string_view start : {"各位", "同志们", "尊敬的"}) {
    const size_t at = head.find(start);
    if (at == std::string_view::npos || at == 0) continue;
    if (SalutationSize(RemoveSpace(line.substr(at, 200))) == 0) continue;
    TitleLine read = ReadTitleLine(line.substr(0, at));
    if (!read.is_title || read.labelled) continue;
    *title = std::move(read);
    return true;
  }
  return false;
}

bool BeginsWithOpening(std::string_view line) {
  line = Strip(line);
  if (!IsOneOf(DecodeAt(line, 0).value, U"各同尊女父代主现下我受") && !HoldsNow(line.substr(0, 900))) return false;
  const std::string whole = RemoveSpace(line.substr(0, 900));
  std::string_view solid = whole;
  solid.remove_prefix(SalutationSize(solid));
  const std::string_view head = solid.substr(0, 540);
  for (std::string_view start : {"现在，我", "现在,我", "现在我", "下面，我", "我代表", "我受", "受"}) {
    if (!StartsWith(head, start)) continue;
    const bool office = Has(head, "代表") || Has(head, "委托");
    return office && (Has(head, "报告") || Has(head, "汇报"));
  }
  const size_t now = std::min(head.find("现将"), head.find("现就"));
  if (now == std::string_view::npos) return false;
  const std::string_view behind = head.substr(now, 180);
  return Has(behind, "如下") && (Has(behind, "汇报") || Has(behind, "报告") || Has(behind, "总结"));
}

bool IsContentsLine(std::string_view line) {
  if (line.size() > 60) return false;
  const std::string solid = RemoveSpace(line);
  return solid == "目录" || solid == "总目录" || solid == "【目录】" || solid == "目录：" || solid == "目次";
}

bool IsRule(std::string_view line) {
  const std::string_view content = Strip(line);
  if (content.empty() || content.size() > 600) return false;
  for (size_t at = 0; at < content.size();) {
    const CodePoint c = DecodeAt(content, at);
    static constexpr std::u32string_view kMarks = U"-—–=*_~#─━·•★☆◆…．.+＝－＊";
    if (kMarks.find(c.value) == std::u32string_view::npos && !IsSpace(c.value)) return false;
    at += static_cast<size_t>(c.length);
  }
  return true;
}

int TopLabel(std::string_view line) {
  std::string_view content = Strip(line);
  const bool part = StartsWith(content, "第");
  if (part) content.remove_prefix(3);
  if (!content.empty() && IsDigit(static_cast<unsigned char>(content[0])) && !part) return 0;
  size_t size = 0;
  const int number = ReadOrdinal(content.substr(0, 16), &size);
  if (number == 0 || number > 30) return 0;
  const std::string_view rest = content.substr(size);
  if (part) return StartsWith(rest, "部分") || StartsWith(rest, "章") ? number : 0;
  return StartsWith(rest, "、") || StartsWith(rest, "．") || StartsWith(rest, ".") ? number : 0;
}

}  // namespace gongbao::ingest
