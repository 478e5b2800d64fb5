#include "services/ingest/reader/html.h"

#include <algorithm>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/metadata/dates.h"
#include "services/ingest/reader/html_tokens.h"
#include "services/ingest/reader/html_writer.h"

namespace gongbao::ingest {
namespace {

enum class Role { kInline, kBlock, kBreak, kItem, kCell, kRow, kTable, kPre, kSkipped, kTitle, kMeta, kFrame };

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

Role RoleOf(uint64_t name) {
  switch (name) {
    case HtmlName("script"): case HtmlName("style"): case HtmlName("noscript"): case HtmlName("template"):
    case HtmlName("object"): case HtmlName("svg"): case HtmlName("math"): case HtmlName("select"):
    case HtmlName("button"): case HtmlName("textarea"): case HtmlName("noframes"):
      return Role::kSkipped;
    case HtmlName("iframe"): case HtmlName("frame"):
      return Role::kFrame;
    case HtmlName("title"):
      return Role::kTitle;
    case HtmlName("meta"):
      return Role::kMeta;
    case HtmlName("br"): case HtmlName("hr"):
      return Role::kBreak;
    case HtmlName("li"): case HtmlName("dt"): case HtmlName("dd"): case HtmlName("p"):
      return Role::kItem;
    case HtmlName("td"): case HtmlName("th"):
      return Role::kCell;
    case HtmlName("tr"):
      return Role::kRow;
    case HtmlName("table"):
      return Role::kTable;
    case HtmlName("pre"):
      return Role::kPre;
    case HtmlName("div"): case HtmlName("ul"): case HtmlName("ol"): case HtmlName("h1"): case HtmlName("h2"):
    case HtmlName("h3"): case HtmlName("h4"): case HtmlName("h5"): case HtmlName("h6"): case HtmlName("blockquote"):
    case HtmlName("section"): case HtmlName("article"): case HtmlName("header"): case HtmlName("footer"):
    case HtmlName("nav"): case HtmlName("main"): case HtmlName("aside"): case HtmlName("dl"): case HtmlName("form"):
    case HtmlName("center"): case HtmlName("figure"): case HtmlName("figcaption"): case HtmlName("caption"):
    case HtmlName("fieldset"): case HtmlName("body"):
      return Role::kBlock;
    default:
      return Role::kInline;
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

// Bytes of text in a cell beyond which it is no cell of a table of figures but a part of the page's layout.
constexpr size_t kLayoutCell = 400;
constexpr size_t kMaxFrames = 8;
// Tables inside tables beyond this are parts of the cell that they stand in.
constexpr size_t kMaxTables = 256;

bool HidesElement(std::string_view attributes) {
  bool may = false;
  for (std::string_view part : {"idden", "IDDEN", "tyle", "TYLE"}) {
    may = may || attributes.find(part) != std::string_view::npos;
  }
  if (!may) return false;
  if (HtmlAttribute(attributes, "hidden")) return true;
  const auto style = HtmlAttribute(attributes, "style");
  if (!style || style->size() > 4096) return false;
  const std::string css = AsciiLower(RemoveSpace(*style));
  return css.find("display:none") != std::string::npos || css.find("visibility:hidden") != std::string::npos;
}

size_t CountVisible(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

// Passes over the content of elements that is no text of the page.
class Skipper {
 public:
  // After the opening tag. The element's name where it is never closed and all the rest was passed over; else empty.
  std::string_view Skip(uint64_t name, HtmlTokens* tokens) {
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

 private:
  uint32_t unclosed_ = 0;  // which of kSkipped are known to have no closing tag any more
};

// Finds the cells that are parts of the page's layout: those with much text, that of the tables inside included.
class CellSizes {
 public:
  explicit CellSizes(std::string_view html) : tokens_(html) {}
  // Where they begin, in order.
  std::vector<size_t> FindLayout();

 private:
  struct Open {
    bool table = false;
    size_t begin = 0;
    size_t bytes = 0;
  };
  void CloseCell();
  void OpenTable();
  void CloseTable();

  HtmlTokens tokens_;
  Skipper skipper_;
  std::vector<Open> open_;
  std::vector<size_t> layout_;
  size_t tables_ = 0;
  size_t deep_tables_ = 0;
};

std::vector<size_t> CellSizes::FindLayout() {
  HtmlToken token;
  while (tokens_.Next(&token)) {
    if (token.kind == HtmlToken::Kind::kText) {
      if (!open_.empty() && !open_.back().table) open_.back().bytes += CountVisible(token.text);
      continue;
    }
    const bool opens = token.kind == HtmlToken::Kind::kOpen;
    switch (RoleOf(token.name)) {
      case Role::kSkipped:
      case Role::kTitle:
        if (opens) skipper_.Skip(token.name, &tokens_);
        break;
      case Role::kCell:
        CloseCell();
        if (opens && deep_tables_ == 0) open_.push_back({.begin = token.begin});
        break;
      case Role::kRow:
        CloseCell();
        break;
      case Role::kTable:
        opens ? OpenTable() : CloseTable();
        break;
      default:
        break;
    }
  }
  while (!open_.empty()) CloseTable();
  std::sort(layout_.begin(), layout_.end());
  return std::move(layout_);
}

void CellSizes::CloseCell() {
  if (deep_tables_ > 0 || open_.empty() || open_.back().table) return;
  const Open cell = open_.back();
  open_.pop_back();
  if (cell.bytes > kLayoutCell) layout_.push_back(cell.begin);
  if (open_.size() >= 2 && !open_[open_.size() - 2].table) open_[open_.size() - 2].bytes += cell.bytes;
}

void CellSizes::OpenTable() {
  if (tables_ == kMaxTables) {
    ++deep_tables_;
    return;
  }
  open_.push_back({.table = true});
  ++tables_;
}

void CellSizes::CloseTable() {
  if (deep_tables_ > 0) {
    --deep_tables_;
    return;
  }
  CloseCell();
  if (tables_ == 0) return;
  open_.pop_back();
  --tables_;
}

class Page {
 public:
  // layout: where the cells begin that are parts of the layout, in order; hide: leave out what the page hides.
  Page(std::string_view html, const std::vector<size_t>& layout, const HtmlLimits& limits, bool hide)
      : html_(html), layout_(layout), limits_(limits), hide_(hide), tokens_(html), writer_(html) {}

  Status Read();
  size_t hidden_bytes() const { return hidden_bytes_; }
  size_t visible_bytes() const { return writer_.text().size(); }
  HtmlText Finish() &&;

 private:
  enum class Open : uint8_t { kTable, kData, kLayout };
  void OpenTag(const HtmlToken& token);
  void CloseTag(const HtmlToken& token);
  void OpenTable();
  void OpenCell(size_t begin);
  void CloseCells();
  void CloseTable();
  void Skip(uint64_t name);
  void Title();
  void Meta(std::string_view attributes);
  void Frame(uint64_t name, std::string_view attributes);
  bool StaysHidden(const HtmlToken& token);

  std::string_view html_;
  const std::vector<size_t>& layout_;
  const HtmlLimits limits_;
  const bool hide_;
  HtmlTokens tokens_;
  HtmlWriter writer_;
  HtmlText out_;
  std::vector<Open> open_;
  size_t tables_ = 0;
  size_t deep_tables_ = 0;
  size_t preformatted_ = 0;
  bool titled_ = false;
  Skipper skipper_;
  // The hidden element that is being passed over, and how many of its name are open inside.
  uint64_t hidden_ = 0;
  size_t hidden_depth_ = 0;
  size_t hidden_lists_ = 0;
  size_t hidden_bytes_ = 0;
};

Status Page::Read() {
  HtmlToken token;
  while (tokens_.Next(&token)) {
    if (writer_.text().size() > limits_.text_bytes) {
      return LimitExceeded("the page has more than " + std::to_string(limits_.text_bytes) + " bytes of text",
                           {{"limit", std::to_string(limits_.text_bytes)}});
    }
    if (writer_.pieces() > limits_.pieces) {
      return LimitExceeded("the page's text is in more than " + std::to_string(limits_.pieces) + " pieces",
                           {{"limit", std::to_string(limits_.pieces)}});
    }
    if (hidden_ != 0 && StaysHidden(token)) continue;
    switch (token.kind) {
      case HtmlToken::Kind::kText:
        writer_.Text(token.text, preformatted_ > 0, token.literal);
        break;
      case HtmlToken::Kind::kOpen:
        OpenTag(token);
        break;
      case HtmlToken::Kind::kClose:
        CloseTag(token);
        break;
    }
  }
  return absl::OkStatus();
}

// What ends a hidden element: its closing tag; of one that may lack it, also the next of its kind; and the end of the
// table or the body that it stands in.
bool Page::StaysHidden(const HtmlToken& token) {
  if (token.kind == HtmlToken::Kind::kText) {
    hidden_bytes_ += CountVisible(token.text);
    return true;
  }
  const Role role = RoleOf(token.name);
  if (role == Role::kSkipped || role == Role::kTitle) {
    if (token.kind == HtmlToken::Kind::kOpen) Skip(token.name);
    return true;
  }
  const bool open = token.kind == HtmlToken::Kind::kOpen;
  const Role hidden = RoleOf(hidden_);
  const bool list = token.name == HtmlName("ul") || token.name == HtmlName("ol") || role == Role::kTable;
  if (list && token.name != hidden_) {
    if (!open && hidden_lists_ == 0) {
      hidden_ = 0;
      return false;
    }
    hidden_lists_ += open ? 1 : static_cast<size_t>(-1);
    return true;
  }
  const bool lacks = hidden == Role::kItem || hidden == Role::kCell || hidden == Role::kRow;
  if (lacks && open && hidden_lists_ == 0 && (role == hidden || (hidden == Role::kCell && role == Role::kRow))) {
    hidden_ = 0;
    return false;
  }
  if (token.name != hidden_) return true;
  hidden_depth_ += open ? 1 : static_cast<size_t>(-1);
  if (hidden_depth_ == 0) hidden_ = 0;
  return true;
}

void Page::OpenTag(const HtmlToken& token) {
  const Role role = RoleOf(token.name);
  if (hide_ && !token.attributes.empty() && !IsVoid(token.name) && role != Role::kSkipped && role != Role::kFrame &&
      token.name != HtmlName("body") && token.name != HtmlName("html") && HidesElement(token.attributes)) {
    hidden_ = token.name;
    hidden_depth_ = 1;
    hidden_lists_ = 0;
    if (role == Role::kCell || role == Role::kRow) CloseCells();
    if (role != Role::kInline && role != Role::kCell) writer_.Line();
    return;
  }
  switch (role) {
    case Role::kInline:
      return;
    case Role::kSkipped:
      return Skip(token.name);
    case Role::kTitle:
      return Title();
    case Role::kMeta:
      return Meta(token.attributes);
    case Role::kFrame:
      return Frame(token.name, token.attributes);
    case Role::kCell:
      return OpenCell(token.begin);
    case Role::kRow:
      CloseCells();
      return writer_.Line();
    case Role::kTable:
      return OpenTable();
    case Role::kPre:
      ++preformatted_;
      return writer_.Line();
    case Role::kBlock:
    case Role::kBreak:
    case Role::kItem:
      return writer_.Line();
  }
}

void Page::CloseTag(const HtmlToken& token) {
  switch (RoleOf(token.name)) {
    case Role::kCell:
      return CloseCells();
    case Role::kRow:
      CloseCells();
      return writer_.Line();
    case Role::kTable:
      return CloseTable();
    case Role::kPre:
      if (preformatted_ > 0) --preformatted_;
      return writer_.Line();
    case Role::kBlock:
    case Role::kItem:
      return writer_.Line();
    case Role::kBreak:
      return writer_.Line();  // </br>
    default:
      return;
  }
}

void Page::OpenTable() {
  writer_.Line();
  if (tables_ == kMaxTables) {
    ++deep_tables_;
    return;
  }
  open_.push_back(Open::kTable);
  ++tables_;
}

void Page::OpenCell(size_t begin) {
  if (deep_tables_ > 0) return writer_.Line();
  CloseCells();
  const bool data = !std::binary_search(layout_.begin(), layout_.end(), begin);
  open_.push_back(data ? Open::kData : Open::kLayout);
  if (data) {
    writer_.EnterCell();
  } else {
    writer_.Line();
  }
}

// Ends the cell that is open in the innermost table: at most one is, for opening one ends the other.
void Page::CloseCells() {
  if (deep_tables_ > 0 || open_.empty() || open_.back() == Open::kTable) return;
  const Open cell = open_.back();
  open_.pop_back();
  if (cell == Open::kData) {
    writer_.LeaveCell();
  } else {
    writer_.Line();
  }
}

void Page::CloseTable() {
  if (deep_tables_ > 0) {
    --deep_tables_;
  } else {
    CloseCells();
    if (tables_ == 0) return;
    open_.pop_back();
    --tables_;
  }
  writer_.Line();
}

void Page::Skip(uint64_t name) {
  const std::string_view ended = skipper_.Skip(name, &tokens_);
  if (ended.empty()) return;
  out_.warnings.push_back(Cat({"a ", ended, " of the page is never closed: what follows it is left out"}));
}

void Page::Title() {
  if (titled_) {
    Skip(HtmlName("title"));
    return;
  }
  const std::optional<std::string_view> title = tokens_.TakeContent("title");
  titled_ = true;
  if (!title) return;
  HtmlWriter text(html_);
  text.Text(title->substr(0, 4096), false, false);
  out_.title = text.TakeText();
  if (const size_t bad = FindInvalidUtf8(out_.title); bad != std::string::npos) out_.title.resize(bad);
}

void Page::Meta(std::string_view attributes) {
  if (!out_.published.empty()) return;
  static constexpr std::string_view kKeys[] = {
      "pubdate", "publishdate", "publish_time", "publishtime", "publish-date", "publication_date", "dc.date",
      "dcterms.created", "article:published_time", "og:release_date", "firstpublishedtime", "createdate",
      "weibo:article:create_at"};
  std::optional<std::string_view> name = HtmlAttribute(attributes, "name");
  if (!name) name = HtmlAttribute(attributes, "property");
  const std::optional<std::string_view> content = HtmlAttribute(attributes, "content");
  if (!name || !content || name->size() > 64) return;
  const std::string key = AsciiLower(RemoveSpace(*name));
  if (std::find(std::begin(kKeys), std::end(kKeys), key) == std::end(kKeys)) return;
  if (const std::optional<Date> date = FindDate(content->substr(0, 64))) out_.published = date->ToText();
}

void Page::Frame(uint64_t name, std::string_view attributes) {
  const std::optional<std::string_view> page = HtmlAttribute(attributes, "src");
  if (page && !page->empty() && out_.frames.size() < kMaxFrames) out_.frames.push_back(Shorten(*page, 200));
  if (name == HtmlName("iframe")) Skip(name);
}

HtmlText Page::Finish() && {
  if (tokens_.unclosed_comment()) {
    out_.warnings.push_back("the comment at byte " + std::to_string(*tokens_.unclosed_comment()) +
                            " of the page is never closed: what follows it is left out");
  }
  out_.text = writer_.TakeText();
  out_.map = writer_.TakeMap();
  return std::move(out_);
}

bool HasCells(std::string_view html) {
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view name = html.substr(at + 1, 2);
    if (name.size() == 2 && (name[0] == 't' || name[0] == 'T') &&
        (name[1] == 'd' || name[1] == 'D' || name[1] == 'h' || name[1] == 'H')) {
      return true;
    }
  }
  return false;
}

}  // namespace

StatusOr<HtmlText> ReadHtml(std::string_view html, const HtmlLimits& limits) {
  std::vector<size_t> layout;
  if (HasCells(html)) layout = CellSizes(html).FindLayout();
  Page page(html, layout, limits, true);
  GONGBAO_RETURN_IF_ERROR(page.Read());
  if (page.hidden_bytes() <= page.visible_bytes()) return std::move(page).Finish();
  // A page that hides most of its text shows it by a script.
  Page whole(html, layout, limits, false);
  GONGBAO_RETURN_IF_ERROR(whole.Read());
  HtmlText out = std::move(whole).Finish();
  out.warnings.push_back("the page hides most of its text until a script shows it: the text was read");
  return out;
}

}  // namespace gongbao::ingest
