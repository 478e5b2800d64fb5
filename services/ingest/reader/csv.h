// Rows of CSV by RFC 4180: quoted cells may hold separators, line ends and doubled quotes. Reads bytes of any encoding in
// which these are bytes of their own (UTF-8, GB18030, Big5). Thread rule: one object belongs to one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongbao::ingest {

class CsvReader {
 public:
  // text must outlive the reader. The separator is the comma, or the tab or semicolon where the first line has
  // more of those.
  explicit CsvReader(std::string_view text);

  enum class Row {
    kRead,
    kEnd,
    kUnclosed,  // a quote is never closed
    kTooLong,
    kStray,     // something stands between a closing quote and the next separator: a quote in the cell is not doubled
  };
  // Reads the next row into *cells. After kUnclosed and kTooLong the next row begins behind the line in which this one
  // began. An empty line is no row.
  Row Next(size_t max_bytes, std::vector<std::string>* cells);
  char separator() const { return separator_; }

 private:
  std::string_view text_;
  size_t at_ = 0;
  char separator_ = ',';
};

}  // namespace gongbao::ingest
