#include "services/language/script/simplifier.h"

#include <algorithm>
#include <cstring>

#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::script {
namespace {

// DecodeAt with the common case in line: a character of three bytes from U+1000 on, surrogates left out.
inline CodePoint Decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at + 2 < text.size() && byte(at) >= 0xE1 && byte(at) <= 0xEC && (byte(at + 1) & 0xC0) == 0x80 &&
      (byte(at + 2) & 0xC0) == 0x80) {
    return {static_cast<char32_t>((byte(at) & 0x0F) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F)), 3};
  }
  return DecodeAt(text, at);
}

}  // namespace

StatusOr<std::shared_ptr<const Simplifier>> Simplifier::Open() {
  GONGBAO_ASSIGN_OR_RETURN(const std::string path, SharePath("script.img"));
  return FromFile(path);
}

StatusOr<std::shared_ptr<const Simplifier>> Simplifier::FromFile(const std::string& path) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const MappedFile> file, MappedFile::Open(path));
  std::shared_ptr<Simplifier> simplifier(new Simplifier);
  const Status loaded = simplifier->Load(std::move(file));
  if (!loaded.ok()) return Annotate(loaded, path);
  return std::shared_ptr<const Simplifier>(std::move(simplifier));
}

Status Simplifier::Load(std::shared_ptr<const MappedFile> file) {
  const std::string_view bytes = file->bytes();
  image::Header header;
  if (bytes.size() < sizeof header) return Internal("not a conversion image");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, image::kMagic, sizeof header.magic) != 0) {
    return Internal("not a conversion image");
  }
  const uint64_t size = sizeof header + sizeof(uint16_t) * image::kPages +
                        uint64_t{header.page_count} * 256 * sizeof(uint32_t) +
                        uint64_t{header.first_count} * sizeof(image::First) +
                        uint64_t{header.phrase_count} * sizeof(image::Phrase) + header.pool_size;
  if (size != bytes.size()) return Internal("conversion image of the wrong size");
  const char* at = bytes.data() + sizeof header;
  page_of_ = reinterpret_cast<const uint16_t*>(at);
  at += sizeof(uint16_t) * image::kPages;
  entries_ = reinterpret_cast<const uint32_t*>(at);
  at += uint64_t{header.page_count} * 256 * sizeof(uint32_t);
  firsts_ = reinterpret_cast<const image::First*>(at);
  first_of_.assign(uint64_t{header.page_count} * 256, 0);
  for (uint32_t i = 0; i < header.first_count; ++i) {
    const uint32_t c = firsts_[i].code_point;
    if (c >= image::kLimit) return Internal("conversion image with a character out of range");
    first_of_[page_of_[c >> 8] * 256u + (c & 0xFF)] = i;
  }
  at += uint64_t{header.first_count} * sizeof(image::First);
  phrases_ = reinterpret_cast<const image::Phrase*>(at);
  at += uint64_t{header.phrase_count} * sizeof(image::Phrase);
  pool_ = at;
  digest_ = Sha256Hex(bytes);
  file_ = std::move(file);
  return absl::OkStatus();
}

const image::Phrase* Simplifier::Match(std::string_view rest, size_t entry) const {
  const image::First& first = firsts_[first_of_[entry]];
  for (uint32_t i = first.begin; i < first.end; ++i) {
    const image::Phrase& phrase = phrases_[i];
    if (rest.substr(0, phrase.from_size) == std::string_view(pool_ + phrase.from, phrase.from_size)) {
      return &phrase;
    }
  }
  return nullptr;
}

namespace {

// Gathers text and map: stretches that stayed, and what was put between. What keeps its length needs no entry of its own
// in the map.
class Writer {
 public:
  Writer(std::string_view text, Simplifier::Result* result) : text_(text), result_(result) {
    result->text.reserve(text.size());
  }
  void Replace(size_t at, size_t size, std::string_view by) {
    ++result_->converted;
    result_->text.append(text_, copied_, at - copied_);
    result_->text.append(by);
    copied_ = at + size;
    if (size == by.size()) return;
    result_->map.Copy(static_cast<uint32_t>(mapped_), static_cast<uint32_t>(at - mapped_));
    result_->map.Replace({static_cast<uint32_t>(at), static_cast<uint32_t>(at + size)},
                         static_cast<uint32_t>(by.size()));
    mapped_ = at + size;
  }
  void Finish() {
    result_->text.append(text_, copied_);
    result_->map.Copy(static_cast<uint32_t>(mapped_), static_cast<uint32_t>(text_.size() - mapped_));
  }

 private:
  std::string_view text_;
  Simplifier::Result* result_;
  size_t copied_ = 0;  // text before it is in the result
  size_t mapped_ = 0;  // and in the map
};

// UTF-8 of a character, with the common length in line.
struct Encoded {
  explicit Encoded(uint32_t c) {
    if (c >= 0x800 && c < 0x10000) {
      bytes[0] = static_cast<char>(0xE0 | (c >> 12));
      bytes[1] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      bytes[2] = static_cast<char>(0x80 | (c & 0x3F));
      size = 3;
      return;
    }
    std::string text;
    AppendUtf8(&text, c);
    size = text.copy(bytes, sizeof bytes);
  }
  std::string_view view() const { return {bytes, size}; }
  char bytes[4];
  size_t size;
};

}  // namespace

Simplifier::Result Simplifier::Convert(std::string_view text) const {
  Result result;
  Writer writer(text, &result);
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = Decode(text, at);
    const auto length = static_cast<size_t>(c.length);
    if (c.value >= image::kLimit) {
      at += length;
      continue;
    }
    const size_t index = page_of_[c.value >> 8] * 256u + (c.value & 0xFF);
    const uint32_t entry = entries_[index];
    if (entry == 0) {
      at += length;
      continue;
    }
    if (entry & image::kStartsPhrase) {
      if (const image::Phrase* phrase = Match(text.substr(at), index)) {
        const std::string_view to(pool_ + phrase->to, phrase->to_size);
        if (text.substr(at, phrase->from_size) != to) writer.Replace(at, phrase->from_size, to);
        at += phrase->from_size;
        continue;
      }
    }
    if (const uint32_t to = entry & image::kCodePoint; to != 0) writer.Replace(at, length, Encoded(to).view());
    at += length;
  }
  writer.Finish();
  return result;
}

}  // namespace gongbao::script
