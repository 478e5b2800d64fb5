#include "services/ingest/reader/decode.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

struct Reading {
  Decoded decoded;
  size_t characters = 0;
  size_t broken = 0;  // bytes that were no characters, private use, unassigned
  size_t common = 0;  // characters that Chinese reports are made of
};

bool IsCommon(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FA5) || c == 0x3002 || c == 0xFF0C || c == 0x3001 ||
         (c >= '0' && c <= '9');
}

void Count(char32_t c, Reading* reading) {
  ++reading->characters;
  if (c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0x80 && c < 0xA0)) {
    ++reading->broken;
  } else if (IsCommon(c)) {
    ++reading->common;
  }
}

// Reads with an ICU converter, unit by unit, with the offset of each.
StatusOr<Reading> ReadWith(const char* name, std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(name, &error));
  if (U_FAILURE(error)) return Internal(Cat({"no converter for ", name}));
  Reading reading;
  reading.decoded.text.reserve(bytes.size() * 3 / 2);
  constexpr size_t kUnits = 4096;
  UChar units[kUnits];
  int32_t offsets[kUnits];
  const char* source = bytes.data();
  const char* end = bytes.data() + bytes.size();
  char32_t high = 0;
  uint32_t high_at = 0;
  std::vector<std::pair<char32_t, uint32_t>> pending;  // a character and where it began
  const auto emit = [&](char32_t c, uint32_t begin, uint32_t next) {
    const size_t size_before = reading.decoded.text.size();
    AppendUtf8(&reading.decoded.text, c);
    const auto size = static_cast<uint32_t>(reading.decoded.text.size() - size_before);
    if (size == next - begin) {
      reading.decoded.map.Copy(begin, size);
    } else {
      reading.decoded.map.Replace({begin, next}, size);
    }
    Count(c, &reading);
  };
  do {
    UChar* target = units;
    const char* source_before = source;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units + kUnits, &source, end, offsets, true, &error);
    if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) return Internal("conversion failed");
    const auto base = static_cast<int64_t>(source_before - bytes.data());
    uint32_t last = pending.empty() ? 0 : pending.back().second;
    for (UChar* unit = units; unit < target; ++unit) {
      const int32_t offset = offsets[unit - units];
      const uint32_t at =
          offset < 0 ? last : static_cast<uint32_t>(std::max<int64_t>(last, base + offset));
      last = at;
      if (*unit >= 0xD800 && *unit < 0xDC00) {
        high = *unit, high_at = at;
        continue;
      }
      char32_t c = *unit;
      uint32_t begin = at;
      if (c >= 0xDC00 && c < 0xE000) {
        c = high == 0 ? 0xFFFD : 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00);
        begin = high == 0 ? at : high_at;
      }
      high = 0;
      if (!pending.empty()) emit(pending.back().first, pending.back().second, begin);
      pending.assign(1, {c, begin});
    }
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  if (!pending.empty()) {
    emit(pending.back().first, pending.back().second, static_cast<uint32_t>(bytes.size()));
  }
  return reading;
}

// UTF-8 as it is, each byte that is none as U+FFFD.
Decoded ReadUtf8(std::string_view bytes) {
  Decoded decoded;
  decoded.encoding = "UTF-8";
  size_t at = bytes.substr(0, kBom.size()) == kBom ? kBom.size() : 0;
  if (FindInvalidUtf8(bytes) == std::string_view::npos) {
    decoded.text = std::string(bytes.substr(at));
    decoded.map.Copy(static_cast<uint32_t>(at), static_cast<uint32_t>(bytes.size() - at));
    return decoded;
  }
  size_t invalid = 0;
  while (at < bytes.size()) {
    const CodePoint c = DecodeAt(bytes, at);
    if (c.value == CodePoint::kInvalid) {
      ++invalid;
      AppendUtf8(&decoded.text, 0xFFFD);
      decoded.map.Replace({static_cast<uint32_t>(at), static_cast<uint32_t>(at + 1)}, 3);
    } else {
      decoded.text.append(bytes, at, c.length);
      decoded.map.Copy(static_cast<uint32_t>(at), c.length);
    }
    at += c.length;
  }
  decoded.warnings.push_back(std::to_string(invalid) + " bytes are not UTF-8");
  return decoded;
}

// How much of the bytes is UTF-8: invalid bytes for each thousand multi-byte characters.
bool MostlyUtf8(std::string_view bytes) {
  size_t invalid = 0, multi = 0;
  for (size_t at = 0; at < bytes.size();) {
    const CodePoint c = DecodeAt(bytes, at);
    invalid += c.value == CodePoint::kInvalid;
    multi += c.length >= 3;
    at += c.length;
  }
  return invalid * 50 <= multi;
}

const char* Utf16Of(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\xFF\xFE") return "UTF-16LE";
  if (bytes.substr(0, 2) == "\xFE\xFF") return "UTF-16BE";
  const std::string_view head = bytes.substr(0, 4096);
  size_t even = 0, odd = 0;
  for (size_t i = 0; i + 1 < head.size(); i += 2) {
    even += head[i] == '\0';
    odd += head[i + 1] == '\0';
  }
  if (even + odd == 0) return nullptr;
  return even > odd ? "UTF-16BE" : "UTF-16LE";
}

std::string Canonical(std::string_view name) {
  const std::string lower = AsciiLower(Strip(name));
  if (lower.empty()) return "";
  if (lower.find("gb") != std::string::npos || lower == "cp936" || lower == "hz") return "GB18030";
  if (lower.find("big5") != std::string::npos || lower == "cp950") return "Big5";
  if (lower == "utf-8" || lower == "utf8") return "UTF-8";
  if (lower.compare(0, 6, "utf-16") == 0 || lower == "unicode") return "UTF-16";
  return std::string(name);
}

}  // namespace

std::string DeclaredCharset(std::string_view bytes) {
  const std::string head = AsciiLower(bytes.substr(0, 4096));
  for (std::string_view key : {"charset=", "encoding="}) {
    size_t at = head.find(key);
    if (at == std::string::npos) continue;
    at += key.size();
    while (at < head.size() && (head[at] == '"' || head[at] == '\'' || head[at] == ' ')) ++at;
    size_t end = at;
    while (end < head.size() && end - at < 32 &&
           (std::isalnum(static_cast<unsigned char>(head[end])) || head[end] == '-' || head[end] == '_')) {
      ++end;
    }
    if (end > at) return head.substr(at, end - at);
  }
  return "";
}

StatusOr<Decoded> Decode(std::string_view bytes, std::string_view declared) {
  const std::string wanted = Canonical(declared);
  const auto warn = [&](Decoded decoded) {
    if (!wanted.empty() && decoded.encoding.compare(0, wanted.size(), wanted) != 0) {
      decoded.warnings.push_back("declared as " + wanted + ", read as " + decoded.encoding);
    }
    return decoded;
  };
  if (bytes.substr(0, kBom.size()) == kBom || MostlyUtf8(bytes)) {
    if (const bool has_zero = bytes.find('\0') != std::string_view::npos; !has_zero) {
      return warn(ReadUtf8(bytes));
    }
  }
  if (const char* utf16 = Utf16Of(bytes)) {
    GONGBAO_ASSIGN_OR_RETURN(Reading reading, ReadWith(utf16, bytes));
    if (reading.broken * 50 <= reading.characters) {
      reading.decoded.encoding = utf16;
      Decoded& decoded = reading.decoded;
      if (decoded.text.compare(0, 3, kBom) == 0) {
        model::OffsetMap rest;
        rest.Copy(3, static_cast<uint32_t>(decoded.text.size() - 3));
        decoded.map = rest.After(decoded.map);
        decoded.text.erase(0, 3);
      }
      return warn(std::move(decoded));
    }
  }
  GONGBAO_ASSIGN_OR_RETURN(Reading gb, ReadWith("GB18030", bytes));
  GONGBAO_ASSIGN_OR_RETURN(Reading big5, ReadWith("Big5", bytes));
  gb.decoded.encoding = "GB18030";
  big5.decoded.encoding = "Big5";
  const auto score = [&](const Reading& reading) {
    return static_cast<int64_t>(reading.common) - 20 * static_cast<int64_t>(reading.broken) +
           (reading.decoded.encoding == wanted ? static_cast<int64_t>(reading.characters / 50 + 1) : 0);
  };
  Reading& best = score(big5) > score(gb) ? big5 : gb;
  if (best.characters == 0 || best.broken * 50 > best.characters) {
    return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnknownEncoding,
                     "the text is in none of the encodings that can be read (UTF-8, UTF-16, GB18030, Big5)");
  }
  if (best.broken > 0) {
    best.decoded.warnings.push_back(std::to_string(best.broken) + " characters could not be decoded");
  }
  return warn(std::move(best.decoded));
}

}  // namespace gongbao::ingest
