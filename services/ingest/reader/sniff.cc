#include "services/ingest/reader/sniff.h"

#include <algorithm>
#include <array>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view name;
};
using namespace std::string_view_literals;
constexpr Magic kMagics[] = {
    {"%PDF-"sv, "a PDF document"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an OLE document (DOC, XLS or WPS)"},
    {"{\\rtf"sv, "an RTF document"},
    {"PK\x03\x04"sv, "a ZIP archive"},
    {"PK\x05\x06"sv, "an empty ZIP archive"},
    {"\x1F\x8B"sv, "a gzip file"},
    {"BZh"sv, "a bzip2 file"},
    {"\xFD\x37zXZ\x00"sv, "an XZ file"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {"Rar!\x1A\x07"sv, "a RAR archive"},
    {"\x28\xB5\x2F\xFD"sv, "a Zstandard file"},
    {"\x89PNG\r\n\x1A\n"sv, "a PNG image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"GIF8"sv, "a GIF image"},
    {"II*\x00"sv, "a TIFF image"},
    {"MM\x00*"sv, "a TIFF image"},
    {"\x7F""ELF"sv, "an executable"},
    {"MZ\x90"sv, "an executable"},
    {"SQLite format 3\x00"sv, "an SQLite database"},
    {"AT&TFORM"sv, "a DjVu document"},
    {"ID3"sv, "an audio file"},
    {"OggS"sv, "an audio file"},
};

std::string NameOfZip(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.find("word/") != std::string_view::npos) return "a DOCX document";
  if (head.find("xl/") != std::string_view::npos) return "an XLSX workbook";
  if (head.find("ppt/") != std::string_view::npos) return "a PPTX presentation";
  if (head.find("opendocument.text") != std::string_view::npos) return "an ODT document";
  if (head.find("application/epub") != std::string_view::npos) return "an EPUB book";
  if (head.find("OFD.xml") != std::string_view::npos) return "an OFD document";
  // [Content_Types].xml leads every Office file, whatever comes first after it.
  if (head.find("[Content_Types].xml") != std::string_view::npos) return "an Office document";
  return "a ZIP archive";
}

bool IsTar(std::string_view bytes) { return bytes.size() > 262 && bytes.substr(257, 5) == "ustar"; }

bool StartsWithBom16(std::string_view bytes) {
  return bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
}

// Zero bytes and other control characters are not text, unless it is UTF-16.
bool HoldsControls(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1 << 16);
  size_t zeros = 0, others = 0;
  for (unsigned char c : head) {
    zeros += c == 0;
    others += c < 0x20 && c != 0 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x0B &&
              c != 0x1A && c != 0x1B;
  }
  return zeros + others > head.size() / 200 + 1;
}

// UTF-16 without a mark: ASCII (line ends, digits) and Han characters leave their trace in one of
// the two bytes of a unit.
bool LooksLikeUtf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  size_t even = 0, odd = 0, units = head.size() / 2;
  for (size_t i = 0; i + 1 < head.size(); i += 2) {
    const auto common = [](unsigned char c) { return c == 0 || (c >= 0x4E && c <= 0x9F); };
    even += common(static_cast<unsigned char>(head[i]));
    odd += common(static_cast<unsigned char>(head[i + 1]));
  }
  return units >= 8 && (even > units * 9 / 10 || odd > units * 9 / 10) &&
         std::count(head.begin(), head.end(), '\0') > 0;
}

}  // namespace

Sniffed SniffBytes(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.substr(0, magic.bytes.size()) != magic.bytes) continue;
    if (magic.name == "a ZIP archive") return {Format::kBinary, NameOfZip(bytes)};
    return {Format::kBinary, std::string(magic.name)};
  }
  if (IsTar(bytes)) return {Format::kBinary, "a TAR archive"};
  if (!StartsWithBom16(bytes) && HoldsControls(bytes) && !LooksLikeUtf16(bytes)) {
    return {Format::kBinary, "binary data of no known format"};
  }
  return {Format::kText, ""};
}

bool LooksLikeHtml(std::string_view text) {
  const std::string head = AsciiLower(Strip(text.substr(0, 4096)));
  for (std::string_view start : {"<!doctype html", "<html", "<head", "<body", "<meta ", "<!doctype"}) {
    if (head.compare(0, start.size(), start) == 0) return true;
  }
  // A fragment, or a page behind a comment: several block tags that are closed.
  const std::string more = AsciiLower(text.substr(0, 1 << 16));
  int closed = 0;
  for (std::string_view tag : {"</p>", "</div>", "</td>", "</span>", "</html>", "</li>", "</h1>"}) {
    closed += more.find(tag) != std::string::npos;
  }
  const size_t open = more.find('<');
  return closed >= 2 || (closed == 1 && open != std::string::npos && open < 64);
}

}  // namespace gongbao::ingest
