#include "services/ingest/reader/decode.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/reader/common_characters.h"

namespace gongbao::ingest {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
// What is enough to see which encoding it is.
constexpr size_t kSampleBytes = 64 << 10;

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

// Bytes as read in one encoding.
struct Reading {
  Decoded decoded;
  size_t characters = 0;
  size_t broken = 0;  // bytes that were no characters, private use, unassigned
  std::optional<size_t> first_broken;
  HanCount han;
  bool keeps_map = true;

  void Add(char32_t c, uint32_t begin, uint32_t end) {
    const size_t before = decoded.text.size();
    AppendUtf8(&decoded.text, c);
    if (keeps_map) decoded.map.Replace({begin, end}, static_cast<uint32_t>(decoded.text.size() - before));
    ++characters;
    han.Add(c);
    if (c != 0xFFFD && !(c >= 0xE000 && c <= 0xF8FF) && !(c >= 0x80 && c < 0xA0)) return;
    ++broken;
    if (!first_broken) first_broken = begin;
  }
  bool IsClean() const { return characters > 0 && broken * 50 <= characters; }
  // Chinese, as far as can be told from so little.
  bool IsPlausible() const { return han.han < 50 || han.AtLeast(40); }
  int64_t Score() const { return static_cast<int64_t>(han.common) - 20 * static_cast<int64_t>(broken); }
};

// Gathers characters from units of UTF-16 and the bytes that each began with.
class Units {
 public:
  explicit Units(Reading* reading) : reading_(reading) {}
  void Add(char16_t unit, uint32_t at) {
    if (unit >= 0xD800 && unit < 0xDC00) {
      Start(unit, at);
      high_ = true;
    } else if (unit >= 0xDC00 && unit < 0xE000 && high_) {
      value_ = 0x10000 + ((value_ - 0xD800) << 10) + (unit - 0xDC00);
      high_ = false;
    } else {
      Start(unit >= 0xDC00 && unit < 0xE000 ? 0xFFFD : unit, at);
    }
  }
  void Finish(uint32_t end) {
    if (pending_) reading_->Add(high_ ? 0xFFFD : value_, begin_, std::max(begin_, end));
    pending_ = false;
  }
  uint32_t begin() const { return pending_ ? begin_ : 0; }

 private:
  void Start(char32_t value, uint32_t at) {
    Finish(at);
    pending_ = true;
    high_ = false;
    value_ = value;
    begin_ = at;
  }
  Reading* reading_;
  bool pending_ = false;
  bool high_ = false;
  char32_t value_ = 0;
  uint32_t begin_ = 0;
};

StatusOr<Converter> OpenConverter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &error));
  if (U_FAILURE(error)) return Internal(Cat({"no converter for ", name}));
  return converter;
}

Status TooLong(size_t max_text_bytes) {
  return LimitExceeded("the text has more than " + std::to_string(max_text_bytes) + " bytes",
                       {{"limit", std::to_string(max_text_bytes)}});
}

struct ReadOptions {
  size_t max_text_bytes = SIZE_MAX;
  bool keeps_map = true;
};

// Runs of a map: enough for the longest text in which each character is one.
constexpr size_t kMostRuns = size_t{6} << 20;

Status CheckSize(const Reading& reading, const ReadOptions& options) {
  if (reading.decoded.text.size() > options.max_text_bytes) return TooLong(options.max_text_bytes);
  if (reading.decoded.map.runs().size() <= kMostRuns) return absl::OkStatus();
  return LimitExceeded("the text is in more than " + std::to_string(kMostRuns) + " pieces",
                       {{"limit", std::to_string(kMostRuns)}});
}

// Reads with a converter, unit by unit, with the offset of each.
StatusOr<Reading> ReadWith(UConverter* converter, std::string_view bytes, const ReadOptions& options) {
  ucnv_resetToUnicode(converter);
  UErrorCode error = U_ZERO_ERROR;
  Reading reading;
  reading.keeps_map = options.keeps_map;
  reading.decoded.text.reserve(std::min(bytes.size() * 3 / 2, options.max_text_bytes));
  constexpr size_t kUnits = 4096;
  UChar units[kUnits];
  int32_t offsets[kUnits];
  const char* source = bytes.data();
  const char* end = bytes.data() + bytes.size();
  Units gathered(&reading);
  do {
    UChar* target = units;
    const auto base = static_cast<int64_t>(source - bytes.data());
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, units + kUnits, &source, end, offsets, true, &error);
    if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) return Internal("conversion failed");
    uint32_t last = gathered.begin();
    for (UChar* unit = units; unit < target; ++unit) {
      const int32_t offset = offsets[unit - units];
      if (offset >= 0) last = static_cast<uint32_t>(std::max<int64_t>(last, base + offset));
      gathered.Add(*unit, last);
    }
    GONGBAO_RETURN_IF_ERROR(CheckSize(reading, options));
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  gathered.Finish(static_cast<uint32_t>(bytes.size()));
  return reading;
}

StatusOr<Reading> ReadWith(const char* name, std::string_view bytes, const ReadOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const Converter converter, OpenConverter(name));
  GONGBAO_ASSIGN_OR_RETURN(Reading reading, ReadWith(converter.get(), bytes, options));
  reading.decoded.encoding = name;
  return reading;
}

// A line of GB18030 inside UTF-8: every byte of it is a character, and it is Chinese.
std::optional<Reading> ReadGbLine(UConverter* gb18030, std::string_view line) {
  StatusOr<Reading> reading = ReadWith(gb18030, line, {});
  if (!reading.ok() || reading->broken > 0 || reading->han.han < 2 || !reading->han.AtLeast(40)) return std::nullopt;
  return *std::move(reading);
}

// UTF-8 line by line: a line in GB18030 as that, any other byte that is no character as U+FFFD.
class MixedReader {
 public:
  MixedReader(std::string_view bytes, const ReadOptions& options) : bytes_(bytes), options_(options) {
    reading_.decoded.encoding = "UTF-8";
    reading_.keeps_map = options.keeps_map;
  }

  StatusOr<Reading> Read(size_t begin) && {
    GONGBAO_ASSIGN_OR_RETURN(gb18030_, OpenConverter("GB18030"));
    while (begin < bytes_.size()) {
      GONGBAO_RETURN_IF_ERROR(CheckSize(reading_, options_));
      const size_t end = std::min(bytes_.find('\n', begin), bytes_.size() - 1) + 1;
      Line(begin, end);
      begin = end;
    }
    GONGBAO_RETURN_IF_ERROR(CheckSize(reading_, options_));  // of the last line
    Warn();
    return std::move(reading_);
  }

 private:
  void Line(size_t begin, size_t end) {
    const std::string_view line = bytes_.substr(begin, end - begin);
    if (FindInvalidUtf8(line) == std::string_view::npos) {
      reading_.decoded.text += line;
      if (reading_.keeps_map) {
        reading_.decoded.map.Copy(static_cast<uint32_t>(begin), static_cast<uint32_t>(line.size()));
      }
      reading_.characters += line.size() / 3;
    } else if (const std::optional<Reading> gb = ReadGbLine(gb18030_.get(), line)) {
      reading_.decoded.text += gb->decoded.text;
      for (const model::OffsetMap::Run& run : gb->decoded.map.runs()) {
        if (!reading_.keeps_map) break;
        const auto shift = static_cast<uint32_t>(begin);
        reading_.decoded.map.Replace({run.earlier.begin + shift, run.earlier.end + shift}, run.derived.size());
      }
      reading_.characters += gb->characters;
      if (gb_lines_++ == 0) first_gb_ = begin;
    } else {
      Characters(begin, end);
    }
  }
  void Characters(size_t begin, size_t end) {
    for (size_t at = begin; at < end;) {
      const CodePoint c = DecodeAt(bytes_.substr(0, end), at);
      const auto size = static_cast<size_t>(c.length);
      const bool valid = c.value != CodePoint::kInvalid;
      reading_.Add(valid ? c.value : 0xFFFD, static_cast<uint32_t>(at), static_cast<uint32_t>(at + size));
      if (!valid && invalid_++ == 0) first_invalid_ = at;
      at += size;
      if (!CheckSize(reading_, options_).ok()) return;
    }
  }
  void Warn() {
    if (gb_lines_ > 0) {
      reading_.decoded.warnings.push_back(std::to_string(gb_lines_) + " lines are in GB18030, not UTF-8, the first at byte " +
                                          std::to_string(first_gb_));
    }
    if (invalid_ > 0) {
      reading_.decoded.warnings.push_back(std::to_string(invalid_) + " bytes are not UTF-8, the first at byte " +
                                          std::to_string(first_invalid_));
    }
  }

  std::string_view bytes_;
  const ReadOptions options_;
  Converter gb18030_;
  Reading reading_;
  size_t gb_lines_ = 0;
  size_t first_gb_ = 0;
  size_t invalid_ = 0;
  size_t first_invalid_ = 0;
};

// All of it is UTF-8.
Decoded ReadUtf8(std::string_view bytes) {
  Decoded decoded;
  decoded.encoding = "UTF-8";
  const std::string_view text = WithoutMark(bytes);
  decoded.text = std::string(text);
  decoded.map.Copy(static_cast<uint32_t>(bytes.size() - text.size()), static_cast<uint32_t>(text.size()));
  return decoded;
}

// How much of the bytes is UTF-8: at most two invalid bytes for each hundred multi-byte characters.
bool MostlyUtf8(std::string_view bytes) {
  size_t invalid = 0, multi = 0;
  for (size_t at = 0; at < bytes.size();) {
    const CodePoint c = DecodeAt(bytes, at);
    invalid += c.value == CodePoint::kInvalid;
    multi += c.length >= 3;
    at += static_cast<size_t>(c.length);
  }
  return invalid * 50 <= multi;
}

// A character that a text in UTF-16 may well hold.
bool IsLikelyUnit(unsigned unit) {
  return (unit >= 0x4E00 && unit <= 0x9FA5) || (unit >= 0x3000 && unit <= 0x3020) || (unit >= 0xFF01 && unit <= 0xFF5E) ||
         (unit >= 0x20 && unit <= 0x7E) || unit == '\n' || unit == '\r' || unit == '\t' ||
         (unit >= 0x2010 && unit <= 0x2030) || unit == 0xB7;
}

const char* Utf16Of(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\xFF\xFE") return "UTF-16LE";
  if (bytes.substr(0, 2) == "\xFE\xFF") return "UTF-16BE";
  const std::string_view head = bytes.substr(0, 4096);
  size_t big = 0, little = 0, ascii = 0;
  const size_t units = head.size() / 2;
  for (size_t i = 0; i + 1 < head.size(); i += 2) {
    const auto first = static_cast<unsigned char>(head[i]);
    const auto second = static_cast<unsigned char>(head[i + 1]);
    big += IsLikelyUnit(static_cast<unsigned>(first << 8 | second));
    little += IsLikelyUnit(static_cast<unsigned>(second << 8 | first));
    ascii += first >= 0x20 && first < 0x7F && second >= 0x20 && second < 0x7F;
  }
  // Two letters of ASCII are most often a character of Chinese as well.
  if (units < 4 || ascii * 10 > units * 6 || std::max(big, little) * 10 < units * 9) return nullptr;
  return big > little ? "UTF-16BE" : "UTF-16LE";
}

const char* Utf32Of(std::string_view bytes) {
  if (bytes.substr(0, 4) == std::string_view("\xFF\xFE\0\0", 4)) return "UTF-32LE";
  if (bytes.substr(0, 4) == std::string_view("\0\0\xFE\xFF", 4)) return "UTF-32BE";
  return nullptr;
}

std::string Canonical(std::string_view name) {
  const std::string lower = AsciiLower(Strip(name));
  if (lower.empty()) return "";
  if (lower.find("gb") != std::string::npos || lower == "cp936" || lower == "hz") return "GB18030";
  if (lower.find("big5") != std::string::npos || lower == "cp950") return "Big5";
  if (lower == "utf-8" || lower == "utf8") return "UTF-8";
  if (lower.compare(0, 6, "utf-16") == 0 || lower == "utf16" || lower == "unicode") return "UTF-16";
  return std::string(name);
}

// Of text that may be UTF-8 as well as UTF-16, zero bytes decide.
bool IsUtf8(std::string_view bytes) {
  return FindInvalidUtf8(bytes) == std::string_view::npos &&
         (bytes.find('\0') == std::string_view::npos || Utf16Of(bytes) == nullptr);
}

void TakeMark(Decoded* decoded) {
  if (decoded->text.compare(0, kBom.size(), kBom) != 0) return;
  model::OffsetMap rest;
  rest.Copy(kBom.size(), static_cast<uint32_t>(decoded->text.size() - kBom.size()));
  decoded->map = rest.After(decoded->map);
  decoded->text.erase(0, kBom.size());
}

Status UnknownEncoding(std::string_view bytes, const Reading& best) {
  std::string message = "the text is in none of the encodings that can be read (UTF-8, UTF-16, GB18030, Big5)";
  if (best.first_broken && *best.first_broken < bytes.size()) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(bytes[*best.first_broken]);
    message += Cat({": in ", best.decoded.encoding, " byte ", std::to_string(*best.first_broken), " (0x",
                    std::string{kDigits[byte >> 4], kDigits[byte & 15]}, ") is the first that is no character"});
  } else if (!best.IsPlausible()) {
    message += Cat({": in ", best.decoded.encoding, " it is no Chinese"});
  }
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kUnknownEncoding, message);
}

// GB18030 or Big5, by a sample, then all of it.
StatusOr<Reading> ReadDoubleByte(std::string_view bytes, std::string_view wanted, const ReadOptions& options) {
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  GONGBAO_ASSIGN_OR_RETURN(Reading gb, ReadWith("GB18030", sample, ReadOptions{}));
  GONGBAO_ASSIGN_OR_RETURN(Reading big5, ReadWith("Big5", sample, ReadOptions{}));
  const auto score = [&](const Reading& reading) {
    const bool said = reading.decoded.encoding == wanted;
    return reading.Score() + (said ? static_cast<int64_t>(reading.characters / 50 + 1) : 0);
  };
  Reading& better = score(big5) > score(gb) ? big5 : gb;
  if (sample.size() == bytes.size() && better.decoded.text.size() <= options.max_text_bytes) return std::move(better);
  return ReadWith(better.decoded.encoding.c_str(), bytes, options);
}

StatusOr<Decoded> DecodeAs(std::string_view bytes, std::string_view declared, const ReadOptions& options) {
  const std::string wanted = Canonical(declared);
  const auto finish = [&](Decoded decoded) -> StatusOr<Decoded> {
    if (decoded.text.size() > options.max_text_bytes) return TooLong(options.max_text_bytes);
    if (!wanted.empty() && decoded.encoding.compare(0, wanted.size(), wanted) != 0) {
      decoded.warnings.push_back("declared as " + wanted + ", read as " + decoded.encoding);
    }
    return decoded;
  };
  if (IsUtf8(bytes)) return finish(ReadUtf8(bytes));
  const char* wide = Utf32Of(bytes) != nullptr ? Utf32Of(bytes) : Utf16Of(bytes);
  if (wide != nullptr && bytes.substr(0, kBom.size()) != kBom) {
    GONGBAO_ASSIGN_OR_RETURN(Reading reading, ReadWith(wide, bytes, options));
    if (reading.IsClean() && reading.IsPlausible()) {
      TakeMark(&reading.decoded);
      if (reading.broken > 0) {
        reading.decoded.warnings.push_back(std::to_string(reading.broken) + " characters could not be decoded, the first at byte " +
                                           std::to_string(*reading.first_broken));
      }
      return finish(std::move(reading.decoded));
    }
  }
  const size_t begin = bytes.size() - WithoutMark(bytes).size();
  if (begin > 0 || MostlyUtf8(bytes)) {
    GONGBAO_ASSIGN_OR_RETURN(Reading mixed, MixedReader(bytes, options).Read(begin));
    return finish(std::move(mixed.decoded));
  }
  GONGBAO_ASSIGN_OR_RETURN(Reading best, ReadDoubleByte(bytes, wanted, options));
  if (best.IsClean() && best.IsPlausible()) {
    if (best.broken > 0) {
      best.decoded.warnings.push_back(std::to_string(best.broken) + " characters could not be decoded, the first at byte " +
                                      std::to_string(*best.first_broken));
    }
    return finish(std::move(best.decoded));
  }
  GONGBAO_ASSIGN_OR_RETURN(Reading mixed, MixedReader(bytes, options).Read(0));
  if (mixed.IsClean()) return finish(std::move(mixed.decoded));
  return UnknownEncoding(bytes, best);
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

bool LooksLikeUtf16(std::string_view bytes) {
  if (Utf32Of(bytes) != nullptr) return false;
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") return true;
  return Utf16Of(bytes) != nullptr && !IsUtf8(bytes);
}

std::string_view WithoutMark(std::string_view bytes) {
  return bytes.substr(0, kBom.size()) == kBom ? bytes.substr(kBom.size()) : bytes;
}

std::string ReplaceInvalidUtf8(std::string_view bytes) {
  std::string text;
  for (size_t at = 0; at < bytes.size();) {
    const CodePoint c = DecodeAt(bytes, at);
    AppendUtf8(&text, c.value == CodePoint::kInvalid ? 0xFFFD : c.value);
    at += static_cast<size_t>(c.length);
  }
  return text;
}

std::string DecodeName(std::string_view bytes) {
  if (FindInvalidUtf8(bytes) == std::string_view::npos) return std::string(bytes);
  StatusOr<Reading> reading = ReadDoubleByte(bytes, "", {});
  if (reading.ok() && reading->broken == 0) return std::move(reading->decoded.text);
  return ReplaceInvalidUtf8(bytes);
}

StatusOr<std::string> DecodeText(std::string_view bytes, std::string_view declared, size_t max_text_bytes) {
  GONGBAO_ASSIGN_OR_RETURN(Decoded decoded, DecodeAs(bytes, declared, {max_text_bytes, false}));
  return std::move(decoded.text);
}

StatusOr<Decoded> Decode(std::string_view bytes, std::string_view declared, size_t max_text_bytes) {
  return DecodeAs(bytes, declared, {max_text_bytes, true});
}

}  // namespace gongbao::ingest
