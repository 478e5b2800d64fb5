#include "services/ingest/reader/html_elements.h"

#include <algorithm>
#include <iterator>

namespace gongbao::ingest {
namespace {

// Elements whose content is no text of the page; and title, which is none of its body.
struct Closed {
  uint64_t name;
  std::string_view text;
};
constexpr Closed kSkipped[] = {
    {HtmlName("script"), "script"},     {HtmlName("style"), "style"},       {HtmlName("noscript"), "noscript"},
    {HtmlName("template"), "template"}, {HtmlName("iframe"), "iframe"},     {HtmlName("object"), "object"},
    {HtmlName("svg"), "svg"},           {HtmlName("math"), "math"},         {HtmlName("select"), "select"},
    {HtmlName("button"), "button"},     {HtmlName("textarea"), "textarea"}, {HtmlName("noframes"), "noframes"},
    {HtmlName("title"), "title"},
};

}  // namespace

HtmlRole RoleOf(uint64_t name) {
  switch (name) {
    case HtmlName("script"): case HtmlName("style"): case HtmlName("noscript"): case HtmlName("template"):
    case HtmlName("object"): case HtmlName("svg"): case HtmlName("math"): case HtmlName("select"):
    case HtmlName("button"): case HtmlName("textarea"): case HtmlName("noframes"):
      return HtmlRole::kSkipped;
    case HtmlName("iframe"): case HtmlName("frame"):
      return HtmlRole::kFrame;
    case HtmlName("title"):
      return HtmlRole::kTitle;
    case HtmlName("meta"):
      return HtmlRole::kMeta;
    case HtmlName("br"): case HtmlName("hr"):
      return HtmlRole::kBreak;
    case HtmlName("li"): case HtmlName("dt"): case HtmlName("dd"): case HtmlName("p"):
      return HtmlRole::kItem;
    case HtmlName("td"): case HtmlName("th"):
      return HtmlRole::kCell;
    case HtmlName("tr"):
      return HtmlRole::kRow;
    case HtmlName("table"):
      return HtmlRole::kTable;
    case HtmlName("pre"):
      return HtmlRole::kPre;
    case HtmlName("div"): case HtmlName("ul"): case HtmlName("ol"): case HtmlName("h1"): case HtmlName("h2"):
    case HtmlName("h3"): case HtmlName("h4"): case HtmlName("h5"): case HtmlName("h6"): case HtmlName("blockquote"):
    case HtmlName("section"): case HtmlName("article"): case HtmlName("header"): case HtmlName("footer"):
    case HtmlName("nav"): case HtmlName("main"): case HtmlName("aside"): case HtmlName("dl"): case HtmlName("form"):
    case HtmlName("center"): case HtmlName("figure"): case HtmlName("figcaption"): case HtmlName("caption"):
    case HtmlName("fieldset"): case HtmlName("body"):
      return HtmlRole::kBlock;
    default:
      return HtmlRole::kInline;
  }
}

bool IsVoid(uint64_t name) {
  switch (name) {
    case HtmlName("br"): case HtmlName("hr"): case HtmlName("img"): case HtmlName("input"): case HtmlName("meta"):
    case HtmlName("link"): case HtmlName("col"): case HtmlName("area"): case HtmlName("base"): case HtmlName("wbr"):
    case HtmlName("embed"): case HtmlName("param"): case HtmlName("source"): case HtmlName("track"):
    case HtmlName("frame"):
      return true;
    default:
      return false;
  }
}

size_t CountVisible(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

std::string_view HtmlSkipper::Skip(uint64_t name, HtmlTokens* tokens) {
  for (size_t i = 0; i < std::size(kSkipped); ++i) {
    if (kSkipped[i].name != name || (unclosed_ >> i & 1) != 0) continue;
    if (tokens->TakeContent(kSkipped[i].text)) return "";
    unclosed_ |= 1u << i;
    // A browser shows nothing behind a script that does not end; behind the others it does.
    if (name != HtmlName("script") && name != HtmlName("style")) return "";
    tokens->TakeRest();
    return kSkipped[i].text;
  }
  return "";
}

}  // namespace gongbao::ingest
