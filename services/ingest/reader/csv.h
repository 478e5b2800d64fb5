// Rows of CSV by RFC 4180: quoted cells may hold separators, line ends and doubled quotes. Thread rule: one object
// belongs to one thread.
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

  enum class Row { kRead, kEnd, kUnclosed, kTooLong };
  // Reads the next row into *cells. kUnclosed: a quote is never closed (what follows it can't be read).
  Row Next(size_t max_bytes, std::vector<std::string>* cells);

 private:
  std::string_view text_;
  size_t at_ = 0;
  char separator_ = ',';
};

}  // namespace gongbao::ingest
