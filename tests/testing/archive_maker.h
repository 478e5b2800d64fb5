// Makes archives for tests, byte by byte, so that they can be wrong in every way. Free functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::testing {

struct ZipEntry {
  std::string name;
  std::string content;
  uint16_t flags = 0;  // 1: encrypted, 0x800: the name is UTF-8
};
// Stored, not compressed.
std::string MakeZip(const std::vector<ZipEntry>& entries);

struct TarEntry {
  std::string name;
  std::string content;
  char type = '0';  // 1 hard link, 2 symbolic link, 3 device, 5 folder, 6 FIFO
  std::string link = {};
};
std::string MakeTar(const std::vector<TarEntry>& entries);

// content as gzip; name: what its header says the content was called, none where it is empty.
std::string MakeGzip(std::string_view content, std::string_view name = "");

}  // namespace gongbao::testing
