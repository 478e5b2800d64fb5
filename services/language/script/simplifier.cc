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
  firsts_end_ = firsts_ + header.first_count;
  at += uint64_t{header.first_count} * sizeof(image::First);
  phrases_ = reinterpret_cast<const image::Phrase*>(at);
  at += uint64_t{header.phrase_count} * sizeof(image::Phrase);
  pool_ = at;
  digest_ = Sha256Hex(bytes);
  file_ = std::move(file);
  return absl::OkStatus();
}

const image::Phrase* Simplifier::Match(std::string_view rest, char32_t first) const {
  const auto* it = std::lower_bound(
      firsts_, firsts_end_, first,
      [](const image::First& entry, char32_t c) { return entry.code_point < c; });
  if (it == firsts_end_ || it->code_point != first) return nullptr;
  for (uint32_t i = it->begin; i < it->end; ++i) {
    const image::Phrase& phrase = phrases_[i];
    if (rest.substr(0, phrase.from_size) == std::string_view(pool_ + phrase.from, phrase.from_size)) {
      return &phrase;
    }
  }
  return nullptr;
}

Simplifier::Result Simplifier::Convert(std::string_view text) const {
  Result result;
  result.text.reserve(text.size());
  size_t copied = 0;  // text before it is in the result
  const auto replace = [&](size_t at, size_t size, std::string_view by) {
    result.text.append(text, copied, at - copied);
    result.text.append(by);
    if (size == by.size()) {
      result.map.Copy(static_cast<uint32_t>(copied), static_cast<uint32_t>(at + size - copied));
    } else {
      result.map.Copy(static_cast<uint32_t>(copied), static_cast<uint32_t>(at - copied));
      result.map.Replace({static_cast<uint32_t>(at), static_cast<uint32_t>(at + size)},
                         static_cast<uint32_t>(by.size()));
    }
    copied = at + size;
  };
  std::string target;
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = Decode(text, at);
    if (c.value >= image::kLimit) {
      at += c.length;
      continue;
    }
    const uint32_t entry = entries_[page_of_[c.value >> 8] * 256u + (c.value & 0xFF)];
    if (entry == 0) {
      at += c.length;
      continue;
    }
    if (entry & image::kStartsPhrase) {
      if (const image::Phrase* phrase = Match(text.substr(at), c.value)) {
        const std::string_view to(pool_ + phrase->to, phrase->to_size);
        if (text.substr(at, phrase->from_size) != to) {
          ++result.converted;
          replace(at, phrase->from_size, to);
        }
        at += phrase->from_size;
        continue;
      }
    }
    if (const uint32_t to = entry & image::kCodePoint; to != 0) {
      target.clear();
      AppendUtf8(&target, to);
      ++result.converted;
      replace(at, c.length, target);
    }
    at += c.length;
  }
  result.text.append(text, copied);
  result.map.Copy(static_cast<uint32_t>(copied), static_cast<uint32_t>(text.size() - copied));
  return result;
}

}  // namespace gongbao::script
