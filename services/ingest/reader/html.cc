#include "services/ingest/reader/html.h"

#include <gumbo.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

// Gumbo frees its tree by recursion, so depth is bounded before it is called.
constexpr size_t kMaxDepth = 512;
constexpr size_t kMaxTags = 500000;

// Elements that the parser opens again in each block where they were not closed.
bool IsFormatting(std::string_view name) {
  static constexpr std::string_view kNames[] = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s",
                                                "small", "strike", "strong", "tt", "u"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::string TagName(std::string_view html, size_t begin) {
  size_t end = begin;
  while (end < html.size() && end - begin < 16 && std::isalnum(static_cast<unsigned char>(html[end]))) ++end;
  return AsciiLower(html.substr(begin, end - begin));
}

// Upper bounds of the tree's depth and size, from the tags alone: void elements and comments don't count.
Status CheckTags(std::string_view html) {
  static constexpr std::string_view kVoid[] = {"br", "img", "meta", "link", "input", "hr", "col",
                                               "area", "base", "wbr", "p", "li", "td", "tr", "th",
                                               "option", "dd", "dt", "param", "source"};
  size_t depth = 0, tags = 0, deepest = 0, formatting = 0, reopened = 0;
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (at + 1 >= html.size()) break;
    if (html[at + 1] == '/') {
      depth -= depth > 0;
      formatting -= formatting > 0 && IsFormatting(TagName(html, at + 2));
      continue;
    }
    if (!std::isalpha(static_cast<unsigned char>(html[at + 1]))) continue;
    const std::string name = TagName(html, at + 1);
    ++tags;
    if (IsFormatting(name)) {
      ++formatting;
    } else {
      reopened += formatting;
    }
    if (std::find(std::begin(kVoid), std::end(kVoid), name) == std::end(kVoid)) ++depth;
    deepest = std::max(deepest, depth);
  }
  if (deepest > kMaxDepth) {
    return LimitExceeded("the page nests " + std::to_string(deepest) + " elements deep, more than " +
                         std::to_string(kMaxDepth));
  }
  if (tags > kMaxTags || reopened > kMaxTags) return LimitExceeded("the page has more than " + std::to_string(kMaxTags) + " tags");
  return absl::OkStatus();
}

bool IsSkipped(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME: case GUMBO_TAG_OBJECT: case GUMBO_TAG_SVG: case GUMBO_TAG_MATH:
    case GUMBO_TAG_SELECT: case GUMBO_TAG_BUTTON: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_HEAD:
      return true;
    default:
      return false;
  }
}

bool IsBlock(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_DIV: case GUMBO_TAG_LI: case GUMBO_TAG_UL: case GUMBO_TAG_OL:
    case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: case GUMBO_TAG_TABLE: case GUMBO_TAG_TR: case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER: case GUMBO_TAG_NAV: case GUMBO_TAG_MAIN: case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_DL: case GUMBO_TAG_DT: case GUMBO_TAG_DD: case GUMBO_TAG_FORM: case GUMBO_TAG_HR:
    case GUMBO_TAG_CENTER: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_FIELDSET: case GUMBO_TAG_BODY: case GUMBO_TAG_TITLE:
      return true;
    default:
      return false;
  }
}

bool IsCell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

// Bytes of text in a cell beyond which it is no cell of a table of figures but a part of the page's layout.
constexpr size_t kLayoutCell = 400;

class Writer {
 public:
  explicit Writer(std::string_view html) : html_(html) {}

  // A border between lines; several are one. Inside a cell it is a space.
  void Line() {
    if (cell_depth_ > 0) {
      Space();
    } else if (!out_.text.empty()) {
      newline_ = true;
      tabs_ = 0;
    }
  }
  void EnterCell() { ++cell_depth_; }
  void LeaveCell() {
    --cell_depth_;
    if (cell_depth_ == 0) ++tabs_;
  }

  void Text(const GumboText& node, bool keep_lines) {
    const std::string_view source(node.original_text.data, node.original_text.length);
    const std::string_view text(node.text);
    if (source.empty() || source.data() < html_.data() || source.data() >= html_.data() + html_.size()) {
      return;  // made up by the parser
    }
    const auto begin = static_cast<uint32_t>(source.data() - html_.data());
    if (source == text) {
      Copied(text, begin, keep_lines);
    } else if (source.find('<') == std::string_view::npos) {
      Decoded(source, begin, keep_lines);
    } else {  // a stray tag in the middle: the text as a whole comes from the stretch as a whole
      const std::string_view stripped = Strip(text);
      if (stripped.size() < text.size()) Space();
      Put(stripped, begin, static_cast<uint32_t>(source.size()));
    }
  }
  HtmlText Finish() && { return std::move(out_); }

 private:
  void Space() { space_ = !out_.text.empty(); }
  void Flush(uint32_t at) {
    std::string border;
    if (newline_) border = "\n";
    border.append(tabs_, '\t');
    if (border.empty() && space_) border = " ";
    newline_ = space_ = false;
    tabs_ = 0;
    if (border.empty()) return;
    out_.text += border;
    out_.map.Replace({at, at}, static_cast<uint32_t>(border.size()));
  }
  void Put(std::string_view piece, uint32_t begin, uint32_t source_size) {
    if (piece.empty()) return;
    Flush(begin);
    out_.text.append(piece);
    if (source_size == piece.size()) {
      out_.map.Copy(begin, source_size);
    } else {
      out_.map.Replace({begin, begin + source_size}, static_cast<uint32_t>(piece.size()));
    }
  }
  // Runs of white space between ASCII are one space, as a browser shows them; line breaks of the source
  // between Chinese characters are nothing to see, and are taken out by cleaning.
  void Copied(std::string_view text, uint32_t begin, bool keep_lines) {
    size_t at = 0;
    while (at < text.size()) {
      const bool space = IsHtmlSpace(text[at]);
      size_t end = at;
      while (end < text.size() && IsHtmlSpace(text[end]) == space) ++end;
      if (!space) {
        Put(text.substr(at, end - at), begin + static_cast<uint32_t>(at), static_cast<uint32_t>(end - at));
      } else if (keep_lines && text.substr(at, end - at).find('\n') != std::string_view::npos) {
        Line();
      } else {
        Space();
      }
      at = end;
    }
  }
  // Text with character references: piece by piece, so that the map stays fine.
  void Decoded(std::string_view source, uint32_t begin, bool keep_lines) {
    size_t at = 0;
    while (at < source.size()) {
      const size_t amp = source.find('&', at);
      Copied(source.substr(at, amp == std::string_view::npos ? amp : amp - at),
             begin + static_cast<uint32_t>(at), keep_lines);
      if (amp == std::string_view::npos) return;
      const size_t size = Reference(source.substr(amp, 32));
      if (size == 0) {
        Put("&", begin + static_cast<uint32_t>(amp), 1);
        at = amp + 1;
      } else {
        if (reference_ == " ") {
          Space();
        } else {
          Put(reference_, begin + static_cast<uint32_t>(amp), static_cast<uint32_t>(size));
        }
        at = amp + size;
      }
    }
  }
  // The character reference that text begins with, into reference_; its size, 0 where there is none.
  size_t Reference(std::string_view text);
  static bool IsHtmlSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

  std::string_view html_;
  HtmlText out_;
  bool newline_ = false;
  bool space_ = false;
  size_t tabs_ = 0;
  int cell_depth_ = 0;
  std::string reference_;
};

size_t Writer::Reference(std::string_view text) {
  const size_t end = text.find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  const std::string_view name = text.substr(1, end - 1);
  reference_.clear();
  if (name[0] == '#') {
    char32_t value = 0;
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    for (char c : name.substr(hex ? 2 : 1)) {
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : 99;
      if (digit >= (hex ? 16 : 10) || value > 0x110000) return 0;
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    }
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    AppendUtf8(&reference_, value);
    if (value == 0xA0) reference_ = " ";
    return end + 1;
  }
  static constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
      {"nbsp", " "},   {"amp", "&"},     {"lt", "<"},     {"gt", ">"},     {"quot", "\""},
      {"ldquo", "“"},  {"rdquo", "”"},   {"lsquo", "‘"},  {"rsquo", "’"},  {"mdash", "—"},
      {"ndash", "–"},  {"hellip", "…"},  {"middot", "·"}, {"bull", "•"},   {"times", "×"},
      {"emsp", " "},   {"ensp", " "},    {"thinsp", " "}, {"deg", "°"},    {"permil", "‰"},
      {"raquo", "»"},  {"laquo", "«"},   {"copy", "©"},   {"apos", "'"},   {"zwnj", ""},
      {"sup2", "²"},   {"sup3", "³"},    {"plusmn", "±"}, {"yen", "¥"},    {"rarr", "→"},
  };
  for (const auto& [known, value] : kNamed) {
    if (known == name) {
      reference_ = std::string(value);
      return end + 1;
    }
  }
  return 0;
}

// A step of the walk: a node to enter, or one to leave.
struct Step {
  const GumboNode* node;
  bool leave;
};

void ReadHead(const GumboNode* head, HtmlText* out) {
  if (head->type != GUMBO_NODE_ELEMENT) return;
  const GumboVector& children = head->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type != GUMBO_NODE_ELEMENT) continue;
    if (child->v.element.tag == GUMBO_TAG_TITLE && child->v.element.children.length > 0) {
      const auto* text = static_cast<const GumboNode*>(child->v.element.children.data[0]);
      if (text->type == GUMBO_NODE_TEXT) out->title = std::string(Strip(text->v.text.text));
    }
    if (child->v.element.tag == GUMBO_TAG_META) {
      const GumboAttribute* name = gumbo_get_attribute(&child->v.element.attributes, "name");
      const GumboAttribute* content = gumbo_get_attribute(&child->v.element.attributes, "content");
      if (name == nullptr || content == nullptr) continue;
      const std::string key = AsciiLower(name->value);
      if (key == "pubdate" || key == "publishdate" || key == "publish_time") {
        const std::string_view value(content->value);
        if (value.size() >= 10 && value[4] == '-' && value[7] == '-') out->published = value.substr(0, 10);
      }
    }
  }
}

// Bytes of text in each cell, what is in its inner cells included.
std::unordered_map<const GumboNode*, size_t> MeasureCells(const GumboNode* root) {
  std::unordered_map<const GumboNode*, size_t> sizes;
  std::vector<const GumboNode*> open = {nullptr};
  std::vector<Step> stack = {{root, false}};
  while (!stack.empty()) {
    const Step step = stack.back();
    stack.pop_back();
    if (step.node->type == GUMBO_NODE_TEXT) sizes[open.back()] += std::strlen(step.node->v.text.text);
    if (step.node->type != GUMBO_NODE_ELEMENT || IsSkipped(step.node->v.element.tag)) continue;
    const bool cell = IsCell(step.node->v.element.tag);
    if (step.leave) {
      if (!cell) continue;
      open.pop_back();
      sizes[open.back()] += sizes[step.node];
      continue;
    }
    if (cell) open.push_back(step.node);
    stack.push_back({step.node, true});
    const GumboVector& children = step.node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) {
      stack.push_back({static_cast<const GumboNode*>(children.data[i]), false});
    }
  }
  return sizes;
}

struct OutputDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

}  // namespace

StatusOr<HtmlText> ReadHtml(std::string_view html) {
  GONGBAO_RETURN_IF_ERROR(CheckTags(html));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, OutputDeleter> output(
      gumbo_parse_with_options(&options, html.data(), html.size()));
  if (output == nullptr) return Internal("the page could not be parsed");
  Writer writer(html);
  HtmlText head;
  const std::unordered_map<const GumboNode*, size_t> cells = MeasureCells(output->root);
  const auto is_cell = [&](const GumboNode* node) {
    if (!IsCell(node->v.element.tag)) return false;
    const auto it = cells.find(node);
    return it == cells.end() || it->second <= kLayoutCell;
  };
  std::vector<Step> stack = {{output->root, false}};
  size_t preformatted = 0;
  while (!stack.empty()) {
    const Step step = stack.back();
    stack.pop_back();
    const GumboNode* node = step.node;
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
        node->type == GUMBO_NODE_WHITESPACE) {
      writer.Text(node->v.text, preformatted > 0);
      continue;
    }
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_HEAD) ReadHead(node, &head);
    if (IsSkipped(tag)) continue;
    if (step.leave) {
      if (is_cell(node)) {
        writer.LeaveCell();
      } else if (IsCell(tag)) {
        writer.Line();
      }
      if (IsBlock(tag)) writer.Line();
      if (tag == GUMBO_TAG_PRE) --preformatted;
      continue;
    }
    if (IsBlock(tag) || tag == GUMBO_TAG_BR) writer.Line();
    if (is_cell(node)) {
      writer.EnterCell();
    } else if (IsCell(tag)) {
      writer.Line();
    }
    if (tag == GUMBO_TAG_PRE) ++preformatted;
    stack.push_back({node, true});
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) {
      stack.push_back({static_cast<const GumboNode*>(children.data[i]), false});
    }
  }
  HtmlText out = std::move(writer).Finish();
  out.title = head.title;
  out.published = head.published;
  return out;
}

}  // namespace gongbao::ingest
