#include "services/ingest/reader/csv.h"

#include <algorithm>

namespace gongbao::ingest {

CsvReader::CsvReader(std::string_view text) : text_(text) {
  const std::string_view first = text.substr(0, std::min(text.find('\n'), size_t{65536}));
  const auto commas = std::count(first.begin(), first.end(), ',');
  const auto tabs = std::count(first.begin(), first.end(), '\t');
  const auto semicolons = std::count(first.begin(), first.end(), ';');
  if (tabs > commas) separator_ = '\t';
  if (semicolons > std::max(commas, tabs)) separator_ = ';';
}

CsvReader::Row CsvReader::Next(size_t max_bytes, std::vector<std::string>* cells) {
  cells->clear();
  // Empty lines between rows are no rows.
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  if (at_ >= text_.size()) return Row::kEnd;
  const size_t begin = at_;
  const auto give_up = [&](Row why) {
    at_ = std::min(text_.find('\n', begin), text_.size());
    return why;
  };
  std::string cell;
  bool quoted = false;
  bool was_quoted = false;
  bool stray = false;
  for (;; ++at_) {
    if (at_ - begin > max_bytes) return give_up(Row::kTooLong);
    if (at_ >= text_.size()) {
      if (quoted) return give_up(Row::kUnclosed);
      cells->push_back(std::move(cell));
      return stray ? Row::kStray : Row::kRead;
    }
    const char c = text_[at_];
    if (quoted) {
      if (c != '"') {
        cell.push_back(c);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell.push_back('"');
        ++at_;
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty() && !was_quoted) {
      quoted = was_quoted = true;
    } else if (c == separator_) {
      cells->push_back(std::move(cell));
      cell.clear();
      was_quoted = false;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
      ++at_;
      cells->push_back(std::move(cell));
      return stray ? Row::kStray : Row::kRead;
    } else {
      stray = stray || (was_quoted && c != ' ');
      if (!was_quoted || c != ' ') cell.push_back(c);
    }
  }
}

}  // namespace gongbao::ingest
