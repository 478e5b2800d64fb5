#include "services/language/words/dictionary.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "services/base/text.h"

namespace gongbao::words {
namespace {

constexpr size_t kCodeUnits = 65536;

size_t Padded(size_t bytes) { return (bytes + 7) / 8 * 8; }

Status BadImage(std::string_view where, std::string_view what) {
  return InvalidArgument(Cat({where, ": not a dictionary image of this version: ", what}));
}

}  // namespace

StatusOr<std::shared_ptr<const Dictionary>> Dictionary::Open() {
  GONGBAO_ASSIGN_OR_RETURN(const std::string path, SharePath("words.img"));
  return OpenFile(path);
}

StatusOr<std::shared_ptr<const Dictionary>> Dictionary::OpenFile(const std::string& path) {
  GONGBAO_ASSIGN_OR_RETURN(auto file, MappedFile::Open(path));
  std::shared_ptr<Dictionary> dictionary(new Dictionary());
  dictionary->file_ = file;
  GONGBAO_RETURN_IF_ERROR(dictionary->Bind(file->bytes(), path));
  return std::shared_ptr<const Dictionary>(std::move(dictionary));
}

StatusOr<std::shared_ptr<const Dictionary>> Dictionary::FromImage(std::string image) {
  std::shared_ptr<Dictionary> dictionary(new Dictionary());
  dictionary->owned_ = std::move(image);
  GONGBAO_RETURN_IF_ERROR(dictionary->Bind(dictionary->owned_, "image"));
  return std::shared_ptr<const Dictionary>(std::move(dictionary));
}

Status Dictionary::Bind(std::string_view image, std::string_view where) {
  if (image.size() < sizeof(ImageHeader)) return BadImage(where, "too short");
  header_ = reinterpret_cast<const ImageHeader*>(image.data());
  if (std::memcmp(header_->magic, ImageHeader::kMagic, sizeof header_->magic) != 0) {
    return BadImage(where, "wrong magic");
  }
  if (header_->version != ImageHeader::kVersion) return BadImage(where, "wrong version");
  const size_t nodes = header_->node_count;
  const size_t entries = header_->entry_count;
  const size_t sizes[] = {Padded(kCodeUnits * sizeof(uint16_t)), Padded(nodes * sizeof(TrieNode)),
                          Padded(entries * sizeof(double)), Padded(entries * sizeof(double)),
                          Padded(entries), UnknownModel::SizeFor(header_->character_count) * sizeof(double)};
  size_t total = sizeof(ImageHeader);
  for (const size_t size : sizes) total += size;
  if (image.size() != total) return BadImage(where, "wrong size");
  const char* at = image.data() + sizeof(ImageHeader);
  ids_ = reinterpret_cast<const uint16_t*>(at);
  nodes_ = reinterpret_cast<const TrieNode*>(at += sizes[0]);
  jieba_weights_ = reinterpret_cast<const double*>(at += sizes[1]);
  weights_ = reinterpret_cast<const double*>(at += sizes[2]);
  tags_ = reinterpret_cast<const uint8_t*>(at += sizes[3]);
  model_ = reinterpret_cast<const double*>(at += sizes[4]);

  // From here on no index needs a check, whatever the bytes are.
  uint32_t highest = 0;
  for (size_t i = 0; i < kCodeUnits; ++i) highest = std::max<uint32_t>(highest, ids_[i]);
  uint32_t base = 0;
  uint32_t entry = 0;
  for (size_t i = 0; i < nodes; ++i) {
    base = std::max(base, nodes_[i].base);
    entry = std::max<uint32_t>(entry, nodes_[i].entry);
  }
  if (static_cast<size_t>(base) + highest >= nodes || entry >= entries ||
      highest > header_->character_count) {
    return BadImage(where, "an index out of range");
  }
  for (size_t i = 0; i < entries; ++i) {
    if (tags_[i] >= model::kWordTagCount) return BadImage(where, "an unknown tag");
  }
  return absl::OkStatus();
}

double Dictionary::WeightOf(std::string_view word, bool with_domain) const {
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  uint32_t base = 0;
  uint16_t entry = 0;
  for (size_t at = 0; at < word.size();) {
    const CodePoint c = DecodeAt(word, at);
    const uint16_t id = IdOf(c.value);
    if (id == 0 || (at > 0 && base == 0)) return kNone;
    const TrieNode& node = nodes_[base + id];
    if (node.label != id) return kNone;
    base = node.base;
    entry = node.entry;
    at += c.length;
  }
  return entry == 0 ? kNone : weights(with_domain)[entry];
}

}  // namespace gongbao::words
