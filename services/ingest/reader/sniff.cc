#include "services/ingest/reader/sniff.h"

#include <algorithm>
#include <array>

#include "services/base/text.h"
#include "services/ingest/reader/decode.h"

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

bool Has(std::string_view bytes, std::string_view part) { return bytes.find(part) != std::string_view::npos; }

// The names in the directory at the end of a ZIP archive, or where that is cut off, what its beginning says.
std::string NamesOfZip(std::string_view bytes) {
  constexpr size_t kEntrySize = 46;
  constexpr size_t kMostEntries = 2000;
  std::string names;
  size_t at = bytes.find("PK\x01\x02");
  for (size_t i = 0; i < kMostEntries && at < bytes.size() && bytes.size() - at >= kEntrySize; ++i) {
    if (bytes.substr(at, 4) != "PK\x01\x02") break;
    const auto number = [&](size_t field) {
      return static_cast<size_t>(static_cast<unsigned char>(bytes[at + field])) +
             (static_cast<size_t>(static_cast<unsigned char>(bytes[at + field + 1])) << 8);
    };
    names += Cat({"\n", bytes.substr(at + kEntrySize, number(28)), "\n"});
    at += kEntrySize + number(28) + number(30) + number(32);
  }
  return names.empty() ? std::string(bytes.substr(0, 4096)) : names;
}

std::string NameOfOle(std::string_view bytes) {
  // Names of streams, in UTF-16.
  const std::string_view head = bytes.substr(0, size_t{8} << 20);
  if (Has(head, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv)) return "a DOC document";
  if (Has(head, "W\0o\0r\0k\0b\0o\0o\0k\0"sv) || Has(head, "B\0o\0o\0k\0\0"sv)) return "an XLS workbook";
  if (Has(head, "P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0"sv)) return "a PPT presentation";
  return "an OLE document (DOC, XLS or WPS)";
}

bool HasUtf32Mark(std::string_view bytes) {
  return bytes.substr(0, 4) == "\xFF\xFE\0\0"sv || bytes.substr(0, 4) == "\0\0\xFE\xFF"sv;
}

bool IsMhtml(std::string_view bytes) {
  const std::string head = AsciiLower(bytes.substr(0, 2048));
  return Has(head, "mime-version:") && Has(head, "content-type: multipart/related");
}

// A JSON value that is no line of an object: an array, or an object over several lines.
bool IsJson(std::string_view text) {
  const std::string_view head = Strip(text.substr(0, 256));
  if (head.empty() || (head[0] != '[' && head[0] != '{')) return false;
  const std::string_view next = Strip(head.substr(1));
  return !next.empty() && (next[0] == '"' || (head[0] == '[' && (next[0] == '{' || next[0] == '[')));
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

}  // namespace

// By the sum of the header's bytes, its own place counted as spaces.
bool IsTarHeader(std::string_view bytes) {
  if (bytes.size() < 512) return false;
  constexpr size_t kSum = 148;
  uint32_t sum = 8 * ' ';
  for (size_t i = 0; i < 512; ++i) {
    if (i < kSum || i >= kSum + 8) sum += static_cast<unsigned char>(bytes[i]);
  }
  uint32_t said = 0;
  size_t digits = 0;
  for (const char c : bytes.substr(kSum, 8)) {
    if (c >= '0' && c <= '7') {
      said = said * 8 + static_cast<uint32_t>(c - '0');
      ++digits;
    } else if (digits > 0) {
      break;
    } else if (c != ' ') {
      return false;
    }
  }
  return digits > 0 && said == sum;
}

std::string NameOfZip(std::string_view bytes) {
  const std::string names = NamesOfZip(bytes);
  if (Has(names, "[Content_Types].xml")) {
    if (Has(names, "word/")) return "a DOCX document";
    if (Has(names, "xl/")) return "an XLSX workbook";
    if (Has(names, "ppt/")) return "a PPTX presentation";
    return "an Office document";
  }
  const std::string_view head = bytes.substr(0, 512);  // a file "mimetype" comes first, not compressed
  if (Has(head, "mimetypeapplication/vnd.oasis.opendocument.text")) return "an ODT document";
  if (Has(head, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) return "an ODS workbook";
  if (Has(head, "mimetypeapplication/epub")) return "an EPUB book";
  if (Has(names, "\nOFD.xml\n")) return "an OFD document";
  return "";
}

std::string RemedyFor(std::string_view name) {
  if (Has(name, "DOC") || Has(name, "RTF") || Has(name, "ODT") || Has(name, "OLE") || Has(name, "Office")) {
    return "save it as plain text or as a web page";
  }
  if (Has(name, "workbook")) return "save it as CSV with a column that holds the text";
  if (Has(name, "PDF") || Has(name, "OFD") || Has(name, "DjVu") || Has(name, "EPUB")) return "export its text";
  if (Has(name, "image")) return "have its text recognised (OCR)";
  if (Has(name, "audio")) return "";
  if (Has(name, "archive") || Has(name, "file")) return "unpack it, or pack it as ZIP or tar.gz";
  if (Has(name, "MHTML")) return "save the page as HTML";
  return "";
}

Sniffed SniffBytes(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.substr(0, magic.bytes.size()) != magic.bytes) continue;
    if (magic.name == "a ZIP archive") {
      const std::string document = NameOfZip(bytes);
      return {Format::kBinary, document.empty() ? std::string(magic.name) : document};
    }
    if (magic.bytes[0] == '\xD0') return {Format::kBinary, NameOfOle(bytes)};
    return {Format::kBinary, std::string(magic.name)};
  }
  if (IsTarHeader(bytes)) return {Format::kBinary, "a TAR archive"};
  if (IsMhtml(bytes)) return {Format::kBinary, "an MHTML page"};
  if (!bytes.empty() && bytes.find_first_not_of('\0') == std::string_view::npos) {
    return {Format::kBinary, "nothing but zero bytes"};
  }
  if (HoldsControls(bytes) && !LooksLikeUtf16(bytes) && !HasUtf32Mark(bytes)) {
    return {Format::kBinary, "binary data of no known format"};
  }
  return {Format::kText, ""};
}

std::string NameOfText(std::string_view text) {
  return IsJson(text) ? "a JSON document" : "";
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
