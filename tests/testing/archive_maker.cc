#include "tests/testing/archive_maker.h"

#include <algorithm>
#include <boost/crc.hpp>

namespace gongbao::testing {
namespace {

std::string Little(uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  return out;
}

uint32_t Crc(std::string_view bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

std::string Octal(uint64_t value, size_t digits) {
  std::string out(digits, '0');
  for (size_t i = digits; i-- > 0; value /= 8) out[i] = static_cast<char>('0' + value % 8);
  return out;
}

}  // namespace

std::string MakeZip(const std::vector<ZipEntry>& entries) {
  std::string zip, directory;
  for (const ZipEntry& entry : entries) {
    const std::string common = Little(20, 2) + Little(entry.flags, 2) + Little(0, 2) + Little(0, 4) +
                               Little(Crc(entry.content), 4) + Little(entry.content.size(), 4) +
                               Little(entry.content.size(), 4) + Little(entry.name.size(), 2) + Little(0, 2);
    directory += "PK\x01\x02" + Little(20, 2) + common + Little(0, 10) + Little(zip.size(), 4) + entry.name;
    zip += "PK\x03\x04" + common + entry.name + entry.content;
  }
  return zip + directory + "PK\x05\x06" + Little(0, 4) + Little(entries.size(), 2) + Little(entries.size(), 2) +
         Little(directory.size(), 4) + Little(zip.size(), 4) + Little(0, 2);
}

std::string MakeTar(const std::vector<TarEntry>& entries) {
  std::string tar;
  const auto pad = [](std::string text, size_t size) {
    text.resize(size, '\0');
    return text;
  };
  for (const TarEntry& entry : entries) {
    std::string header = pad(entry.name, 100) + Octal(0644, 7) + '\0' + Octal(0, 7) + '\0' + Octal(0, 7) + '\0' +
                         Octal(entry.content.size(), 11) + '\0' + Octal(0, 11) + '\0' + "        " + entry.type +
                         pad(entry.link, 100) + pad("ustar", 6) + "00";
    header = pad(std::move(header), 512);
    uint64_t sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    header.replace(148, 8, Octal(sum, 6) + '\0' + ' ');
    tar += header + entry.content;
    tar.resize((tar.size() + 511) / 512 * 512, '\0');
  }
  return tar + std::string(1024, '\0');
}

std::string MakeGzip(std::string_view content, std::string_view name) {
  std::string gzip = "\x1F\x8B\x08";
  gzip += name.empty() ? '\0' : '\x08';
  gzip += Little(0, 4) + Little(0xFF00, 2);
  if (!name.empty()) gzip += std::string(name) + '\0';
  size_t at = 0;
  do {  // blocks that are not compressed
    const std::string_view block = content.substr(at, 65535);
    at += block.size();
    gzip += at == content.size() ? '\1' : '\0';
    gzip += Little(block.size(), 2) + Little(~block.size() & 0xFFFF, 2) + std::string(block);
  } while (at < content.size());
  return gzip + Little(Crc(content), 4) + Little(content.size(), 4);
}

}  // namespace gongbao::testing
