#include "services/ingest/reader/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

HtmlText Read(std::string_view html, const HtmlLimits& limits = {}) {
  StatusOr<HtmlText> read = ReadHtml(html, limits);
  EXPECT_TRUE(read.ok()) << Message(read.status());
  if (!read.ok()) return {};
  EXPECT_EQ(read->map.derived_size(), read->text.size());
  uint32_t last = 0;
  for (const model::OffsetMap::Run& run : read->map.runs()) {
    EXPECT_GE(run.earlier.begin, last);
    EXPECT_LE(run.earlier.end, html.size());
    last = run.earlier.end;
  }
  return *std::move(read);
}

TEST(Html, TextOfPages) {
  struct Case {
    const char* name;
    std::string_view html;
    std::string_view text;
  };
  const Case cases[] = {
      {"blocks are lines", "<div>一<p>二</p>三</div>四", "一\n二\n三\n四"},
      {"tags that are never closed", "<p>一<p>二<li>三<div>四", "一\n二\n三\n四"},
      {"tags closed in the wrong order", "<b>一<div></b>二</i>三</div></p>四", "一\n二三\n四"},
      {"names of either case", "<DIV>一</Div><BR/>二", "一\n二"},
      {"a fragment of a table", "<tr><td>a<td>b</tr><tr><td>c<td>d", "a\tb\nc\td"},
      {"cells that are never closed", "<table><tr><td>a<td>b<tr><td>c<td>d</table>e", "a\tb\nc\td\ne"},
      {"cells with lines are one", "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a b\tc"},
      {"a table in a cell",
       "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>", "a b c\td"},
      {"header cells", "<table><thead><tr><th>指标</th><th>2021年</th></tr></thead><tr><td>产值</td><td>5</td></tr>",
       "指标\t2021年\n产值\t5"},
      {"text between rows stays there", "<table><tr><td>a</td></tr>b<tr><td>c</td></tr></table>", "a\nb\nc"},
      {"scripts and styles", "一<script>if (a<b) '</p>'</script>二<STYLE>p{}</style >三", "一二三"},
      {"script in a comment", "一<!-- <script> -->二", "一二"},
      {"comments of all kinds", "一<!---->二<!-->三<!-- > -->四<![if !IE]>五<![endif]>六<?xml a?>七</ x>八", "一二三四五六七八"},
      {"CDATA is text", "<p><![CDATA[甲<乙&amp;]]></p>", "甲<乙&amp;"},
      {"a < that begins nothing", "本年<5万元，1<2", "本年<5万元，1<2"},
      {"a < before Chinese at the end", "一<b本年增长", "一<b本年增长"},
      {"a tag that is cut off", "一<a href=\"http://exa", "一"},
      {"a > inside quotes", "<a title=\"1>0\" name='a>b'>一</a>", "一"},
      {"quotes that are never closed", "<a title=\"x>一</a>二", "一二"},
      {"a quote where no value is", "<p\">一</p '>二", "一\n二"},
      {"references", "&lt;&#20013;&#x6587;&amp;&nbsp;&middot;&permil;&bogus;&#0;&#xD800;&#9999999999;",
       "<中文& ·‰&bogus;&#0;&#xD800;&#9999999999;"},
      {"references without semicolons", "A&nbspB&ltC&#65D&mdashE", "A B<CAD&mdashE"},
      {"references to white space", "a&#10;&#10;b&#9;&#13;c", "a b c"},
      {"references of Windows", "&#147;一&#148;&#151;", "“一”—"},
      {"white space", "a \n b\t<i> c</i>", "a b c"},
      {"preformatted", "<pre>a\n  b\n</pre>c\nd", "a\nb\nc d"},
      {"forms", "<select><option>一<option>二</select>三<button>四</button><textarea><p>五</textarea>", "三"},
      {"a button that is never closed", "<button>一<p>二", "一\n二"},
      {"hidden", "<div hidden>一<div>二</div></div><p style='display : none'>三<p>四<span style=visibility:hidden>五</span>"
                 "六：看得见的字更多一些才是",
       "四六：看得见的字更多一些才是"},
      {"a hidden row", "<table><tr><td>a甲甲甲</td><tr style=\"DISPLAY:none\"><td>b</td></tr><tr><td>c</td></table>",
       "a甲甲甲\nc"},
      {"a class named hidden", "<p class=\"hidden\">一</p><p data-style=\"display:none\">二</p>", "一\n二"},
      {"noscript and template", "<noscript>一</noscript><template>二</template><svg><text>三</text></svg>四", "四"},
      {"nothing", "", ""},
      {"nothing but tags", "<<>><//><!><?><a", "<<>>"},
  };
  for (const Case& c : cases) {
    const HtmlText page = Read(c.html);
    EXPECT_EQ(page.text, c.text) << c.name;
    EXPECT_THAT(page.warnings, IsEmpty()) << c.name;
  }
}

TEST(Html, EachPieceLeadsToItsBytes) {
  const std::string html = "<p>一&lt;二 三<b>四</b>&#20013;";
  const HtmlText page = Read(html);
  ASSERT_EQ(page.text, "一<二 三四中");
  const auto cover = [&](std::string_view piece) {
    const auto at = static_cast<uint32_t>(page.text.find(piece));
    return page.map.Cover({at, at + static_cast<uint32_t>(piece.size())}).In(html);
  };
  EXPECT_EQ(cover("<"), "&lt;");
  EXPECT_EQ(cover("二 三"), "二 三");
  EXPECT_EQ(cover("三四"), "三<b>四");
  EXPECT_EQ(cover("中"), "&#20013;");
}

TEST(Html, SaysWhatItLeavesOut) {
  EXPECT_THAT(Read("一<script>二").warnings,
              ElementsAre("a script of the page is never closed: what follows it is left out"));
  EXPECT_THAT(Read("一<!-- 二").warnings,
              ElementsAre("the comment at byte 3 of the page is never closed: what follows it is left out"));
  const HtmlText hiding = Read("<p>首页</p><div style=\"display:none\"><p>各位代表，现在报告工作</p></div>");
  EXPECT_EQ(hiding.text, "首页\n各位代表，现在报告工作");
  EXPECT_THAT(hiding.warnings, ElementsAre(HasSubstr("hides most of its text")));
}

TEST(Html, ReadsTheHead) {
  const HtmlText page = Read(
      "<head><title> 甲乙&amp;丙\n丁 </title><title>戊</title><META content='2022年3月5日 10:00' NAME=\"PubDate\">"
      "<meta property=article:published_time content=2020-01-01T00:00:00></head>一");
  EXPECT_EQ(page.title, "甲乙&丙 丁");
  EXPECT_EQ(page.published, "2022-03-05");
  EXPECT_EQ(page.text, "一");
  EXPECT_EQ(Read("<meta property='article:published_time' content='2020-01-02T00:00:00+08:00'>").published, "2020-01-02");
  EXPECT_EQ(Read("<meta name=pubdate content=yesterday>").published, "");
}

TEST(Html, NamesThePagesInFrames) {
  const HtmlText page = Read("<frameset><frame src=menu.html><frame src='main.html'></frameset><iframe src=\"\"></iframe>");
  EXPECT_EQ(page.text, "");
  EXPECT_THAT(page.frames, ElementsAre("menu.html", "main.html"));
}

TEST(Html, KeepsToItsLimits) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "<b>一</b>二";
  EXPECT_EQ(ErrorReason(ReadHtml(text, {.text_bytes = 200}).status()), "LIMIT_EXCEEDED");
  EXPECT_EQ(ErrorReason(ReadHtml(text, {.pieces = 100}).status()), "LIMIT_EXCEEDED");
  EXPECT_TRUE(ReadHtml(text, {.text_bytes = 600, .pieces = 200}).ok());
}

// Each of these is quadratic or deep for a careless reader; at a megabyte that would be felt.
TEST(Html, ReadsHostilePagesInOnePass) {
  const auto repeat = [](std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
  };
  const struct {
    const char* name;
    std::string html;
  } cases[] = {
      {"deep", repeat("<div>", 200000) + "甲"},
      {"deep inline", repeat("<b><i>", 200000) + "甲"},
      {"deep tables", repeat("<table><tr><td>", 100000) + "甲" + repeat("</table>", 100000)},
      {"unclosed comments", repeat("<!--", 300000)},
      {"unclosed quotes", repeat("<a b=\"<a b='", 100000)},
      {"unclosed quotes and ends", repeat("<a b=\"><a b='>", 100000)},
      {"a quote that passes an end", "<a x=\">" + repeat("<a ", 300000) + "\" y='"},
      {"unclosed raw elements", repeat("<title><textarea><select><object>", 50000)},
      {"half closed raw elements", "<title>" + repeat("</titl", 200000)},
      {"ends without begins", repeat("</table></td></div>", 100000)},
      {"hidden without end", repeat("<div style=display:none>", 50000) + "甲"},
      {"huge attribute", "<p title='" + repeat("甲", 400000) + "'>甲"},
      {"many attributes", "<p " + repeat("a=1 ", 300000) + "style=x>甲"},
      {"references", repeat("&amp", 200000) + repeat("&#", 200000) + repeat("&", 200000)},
      {"no end at all", repeat("<", 1000000)},
      {"tags cut off", repeat("<a", 500000)},
  };
  for (const auto& c : cases) Read(c.html);
}

TEST(Html, AnyBytesGiveText) {
  std::mt19937 random(7);
  const std::string pieces[] = {"<p>", "</div>", "<table>", "<td>", "</tr>", "</td>", "</table>", "&nbsp;", "&#x4e2d;", "文",
                                "<a href='", "\"", "<!--", "-->", "<b>", "<script>", "</script>", "<select", "<", ">", "=",
                                "<div hidden>", "<title>", "</title", "<![CDATA[", "]]>", "<pre>", " ", "\n", "<ul>", "</ul>"};
  for (int round = 0; round < 2000; ++round) {
    std::string page;
    for (int i = 0; i < 40; ++i) page += pieces[random() % std::size(pieces)];
    Read(page);
  }
}

}  // namespace
}  // namespace gongbao::ingest
