#include "tests/testing/report_generator/mess.h"

#include <iconv.h>

#include <map>

#include "services/base/text.h"
#include "tests/testing/report_generator/random.h"

namespace gongbao::data {
extern const std::string_view kTraditionalCharacters;
}  // namespace gongbao::data

namespace gongbao::generator {

namespace {

constexpr size_t kLineWidth = 32;
constexpr int kPageLines = 14;

struct TraditionalForm {
  std::string character;
  std::string gloss;  // empty for one that is never glossed
};

// 镇 鎮 zhèn, one character a line; the third part may be missing.
const std::map<char32_t, TraditionalForm>& TraditionalForms() {
  static const auto* const forms = [] {
    auto* made = new std::map<char32_t, TraditionalForm>;
    for (const std::string_view line : Split(data::kTraditionalCharacters, '\n')) {
      const auto parts = Split(line, ' ');
      if (line.empty() || line.front() == '#' || parts.size() < 2) continue;
      (*made)[DecodeAt(parts[0], 0).value] = {std::string(parts[1]),
                                              parts.size() > 2 ? std::string(parts[2]) : ""};
    }
    return made;
  }();
  return *forms;
}

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

std::string EscapeHtml(std::string_view text) {
  std::string out = ReplaceAll(text, "&", "&amp;");
  out = ReplaceAll(out, "<", "&lt;");
  out = ReplaceAll(out, ">", "&gt;");
  return ReplaceAll(out, "　", "&emsp;");
}

std::string PublishedOn(const Town& town, int year) {
  const auto day = static_cast<int>(town.seed % 18) + 10;
  return Cat({std::to_string(year + 1), "-01-", std::to_string(day)});
}

void AppendPage(int page, std::string* out) {
  *out += Cat({"\n\n- ", std::to_string(page), " -\n\n"});
}

}  // namespace

std::string AsPlainText(const Lines& lines, bool indent) {
  std::string out;
  size_t index = 0;
  for (const std::string& line : lines) {
    if (indent && index >= 3) out += "　　";
    out += line + "\n";
    ++index;
  }
  return out;
}

std::string AsPages(const Lines& lines, uint64_t seed) {
  Random random(seed);
  std::string out;
  int printed = 0;
  int page = 1;
  for (const std::string& line : lines) {
    const std::u32string wide = ToUtf32(line);
    std::u32string row;
    for (size_t i = 0; i < wide.size(); ++i) {
      row += wide[i];
      const bool at_unit = i + 1 < wide.size() && IsDigit(wide[i]) && IsHan(wide[i + 1]);
      if (at_unit && random.Chance(12)) row += U' ';
      if (row.size() < kLineWidth || i + 1 == wide.size()) continue;
      out += ToUtf8(row);
      row.clear();
      if (++printed % kPageLines == 0) {
        AppendPage(++page, &out);
      } else {
        out += "\n";
      }
    }
    out += ToUtf8(row) + "\n";
    if (++printed % kPageLines == 0) AppendPage(++page, &out);
  }
  return out;
}

std::string WithAsciiPunctuation(std::string_view text) {
  std::string out = ReplaceAll(text, "，", ",");
  out = ReplaceAll(out, "：", ":");
  out = ReplaceAll(out, "；", ";");
  out = ReplaceAll(out, "（", "(");
  return ReplaceAll(out, "）", ")");
}

std::string WithFullWidthDigits(std::string_view text) {
  std::u32string wide = ToUtf32(text);
  const std::u32string before = wide;
  for (size_t i = 0; i < wide.size(); ++i) {
    const bool inside = i > 0 && i + 1 < wide.size() && IsDigit(before[i - 1]) &&
                        IsDigit(before[i + 1]);
    if (IsDigit(before[i])) wide[i] = before[i] - U'0' + U'０';
    if (before[i] == U'%') wide[i] = U'％';
    if (before[i] == U'.' && inside) wide[i] = U'．';
  }
  return ToUtf8(wide);
}

std::string AsTraditional(std::string_view text, uint64_t seed) {
  Random random(seed);
  const auto& forms = TraditionalForms();
  std::string out;
  for (const char32_t c : ToUtf32(text)) {
    const auto form = forms.find(c);
    if (form == forms.end()) {
      AppendUtf8(&out, c);
      continue;
    }
    out += form->second.character;
    if (!form->second.gloss.empty() && random.Chance(40)) out += "(" + form->second.gloss + ")";
  }
  return out;
}

std::string AsWebPage(const Town& town, int year, const Lines& lines) {
  const std::string site = town.county.name + town.name + "人民政府";
  std::string out = Cat(
      {"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
       EscapeHtml(lines.front()), "_", site, "</title>\n",
       "<style>.nav li{float:left} .footer{color:#999}</style>\n",
       "<script>var visits = 318; document.title += visits > 0 ? '' : '无';</script>\n</head>\n<body>\n",
       "<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li>",
       "<li><a href=\"/bsfw/\">办事服务</a></li><li><a href=\"/hdjl/\">互动交流</a></li></ul></div>\n",
       "<div class=\"position\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk/\">政务公开</a> "
       "&gt; 政府工作报告</div>\n<h1>",
       EscapeHtml(lines.front()), "</h1>\n<div class=\"info\">来源：", site, "&nbsp;&nbsp;发布时间：",
       PublishedOn(town, year), " 09:18&nbsp;&nbsp;浏览次数：318&nbsp;&nbsp;字体：[ 大 中 小 ]</div>\n",
       "<div class=\"content\">\n"});
  for (size_t i = 1; i < lines.size(); ++i) {
    out += Cat({"<p>", i > 2 ? "&emsp;&emsp;" : "", EscapeHtml(lines[i]), "</p>\n"});
  }
  out += Cat({"</div>\n<div class=\"tools\">扫一扫在手机上查看当前页面 <a href=\"#\">【打印本页】</a> "
              "<a href=\"#\">【关闭窗口】</a></div>\n<div class=\"more\">上一篇：没有了 下一篇：",
              town.name, "开展春季造林活动</div>\n<div class=\"footer\">主办：", site,
              " 联系电话：0000-0000000<br>备案号：某ICP备00000000号 网站标识码：0000000000</div>\n",
              "</body>\n</html>\n"});
  return out;
}

std::string AsCopiedPage(const Town& town, int year, const Lines& lines) {
  const std::string site = town.county.name + town.name + "人民政府";
  std::string out = Cat({"您现在的位置：首页 > 政务公开 > 政府工作报告\n", lines.front(), "\n来源：", site,
                         "  时间：", PublishedOn(town, year),
                         " 10:26  浏览次数：205\n字体：[ 大 中 小 ]\n"});
  for (size_t i = 1; i < lines.size(); ++i) out += lines[i] + "\n";
  out += Cat({"\n扫一扫在手机上查看当前页面\n【打印本页】 【关闭窗口】\n主办：", town.county.name,
              "人民政府办公室  某ICP备00000000号\n"});
  return out;
}

StatusOr<std::string> AsGb18030(std::string_view text) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return Internal("the system's iconv knows no GB18030");
  }
  std::string in(text);
  std::string out(text.size() * 2 + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  size_t from_left = in.size();
  size_t to_left = out.size();
  const size_t result = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (result == static_cast<size_t>(-1)) return Internal("the text does not convert to GB18030");
  out.resize(out.size() - to_left);
  return out;
}

std::string CsvCell(std::string_view text) {
  return Cat({"\"", ReplaceAll(text, "\"", "\"\""), "\""});
}

}  // namespace gongbao::generator
