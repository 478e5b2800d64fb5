#include "services/ingest/reader/html.h"

#include <algorithm>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/metadata/dates.h"
#include "services/ingest/reader/html_cells.h"
#include "services/ingest/reader/html_elements.h"
#include "services/ingest/reader/html_tokens.h"
#include "services/ingest/reader/html_writer.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kMaxFrames = 8;
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
  HtmlSkipper skipper_;
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
  const HtmlRole role = RoleOf(token.name);
  if (role == HtmlRole::kSkipped || role == HtmlRole::kTitle) {
    if (token.kind == HtmlToken::Kind::kOpen) Skip(token.name);
    return true;
  }
  const bool open = token.kind == HtmlToken::Kind::kOpen;
  const HtmlRole hidden = RoleOf(hidden_);
  const bool list = token.name == HtmlName("ul") || token.name == HtmlName("ol") || role == HtmlRole::kTable;
  if (list && token.name != hidden_) {
    if (!open && hidden_lists_ == 0) {
      hidden_ = 0;
      return false;
    }
    hidden_lists_ += open ? 1 : static_cast<size_t>(-1);
    return true;
  }
  const bool lacks = hidden == HtmlRole::kItem || hidden == HtmlRole::kCell || hidden == HtmlRole::kRow;
  if (lacks && open && hidden_lists_ == 0 && (role == hidden || (hidden == HtmlRole::kCell && role == HtmlRole::kRow))) {
    hidden_ = 0;
    return false;
  }
  if (token.name != hidden_) return true;
  hidden_depth_ += open ? 1 : static_cast<size_t>(-1);
  if (hidden_depth_ == 0) hidden_ = 0;
  return true;
}

void Page::OpenTag(const HtmlToken& token) {
  const HtmlRole role = RoleOf(token.name);
  if (hide_ && !token.attributes.empty() && !IsVoid(token.name) && role != HtmlRole::kSkipped && role != HtmlRole::kFrame &&
      token.name != HtmlName("body") && token.name != HtmlName("html") && HidesElement(token.attributes)) {
    hidden_ = token.name;
    hidden_depth_ = 1;
    hidden_lists_ = 0;
    if (role == HtmlRole::kCell || role == HtmlRole::kRow) CloseCells();
    if (role != HtmlRole::kInline && role != HtmlRole::kCell) writer_.Line();
    return;
  }
  switch (role) {
    case HtmlRole::kInline:
      return;
    case HtmlRole::kSkipped:
      return Skip(token.name);
    case HtmlRole::kTitle:
      return Title();
    case HtmlRole::kMeta:
      return Meta(token.attributes);
    case HtmlRole::kFrame:
      return Frame(token.name, token.attributes);
    case HtmlRole::kCell:
      return OpenCell(token.begin);
    case HtmlRole::kRow:
      CloseCells();
      return writer_.Line();
    case HtmlRole::kTable:
      return OpenTable();
    case HtmlRole::kPre:
      ++preformatted_;
      return writer_.Line();
    case HtmlRole::kBlock:
    case HtmlRole::kBreak:
    case HtmlRole::kItem:
      return writer_.Line();
  }
}

void Page::CloseTag(const HtmlToken& token) {
  switch (RoleOf(token.name)) {
    case HtmlRole::kCell:
      return CloseCells();
    case HtmlRole::kRow:
      CloseCells();
      return writer_.Line();
    case HtmlRole::kTable:
      return CloseTable();
    case HtmlRole::kPre:
      if (preformatted_ > 0) --preformatted_;
      return writer_.Line();
    case HtmlRole::kBlock:
    case HtmlRole::kItem:
      return writer_.Line();
    case HtmlRole::kBreak:
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

}  // namespace

StatusOr<HtmlText> ReadHtml(std::string_view html, const HtmlLimits& limits) {
  const std::vector<size_t> layout = FindLayoutCells(html);
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
