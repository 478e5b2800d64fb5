#include "services/ingest/reader/html_cells.h"

#include <algorithm>
#include <utility>

#include "services/ingest/reader/html_elements.h"
#include "services/ingest/reader/html_tokens.h"

namespace gongbao::ingest {
namespace {

// Bytes of text in a cell beyond which it is no cell of a table of figures but a part of the page's layout.
constexpr size_t kLayoutCell = 400;
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
  HtmlSkipper skipper_;
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
      case HtmlRole::kSkipped:
      case HtmlRole::kTitle:
        if (opens) skipper_.Skip(token.name, &tokens_);
        break;
      case HtmlRole::kCell:
        CloseCell();
        if (opens && deep_tables_ == 0) open_.push_back({.begin = token.begin});
        break;
      case HtmlRole::kRow:
        CloseCell();
        break;
      case HtmlRole::kTable:
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

std::vector<size_t> FindLayoutCells(std::string_view html) {
  return HasCells(html) ? CellSizes(html).FindLayout() : std::vector<size_t>();
}

}  // namespace gongbao::ingest
