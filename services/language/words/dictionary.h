// The dictionary of words: a double-array trie in an image that the build makes from jieba's
// dict.txt and data/domain.txt. Immutable once loaded: share one between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "services/base/share.h"
#include "services/base/status.h"
#include "services/language/words/double_array.h"
#include "services/language/words/unknown_model.h"
#include "services/model/analysis.h"

namespace gongbao::words {

// The first bytes of an image; the tables follow in the order of their counts, each padded to 8
// bytes.
struct ImageHeader {
  static constexpr char kMagic[8] = {'g', 'b', 'w', 'o', 'r', 'd', 's', '\n'};
  static constexpr uint32_t kVersion = 2;

  char magic[8];
  uint32_t version;
  uint32_t character_count;  // ids are 1 .. character_count
  uint32_t node_count;
  uint32_t entry_count;   // entry 0 is no word
  double unknown_weight;  // of a single character that begins no word
  char digest[64];        // SHA-256 of what follows the header, hex
};
// Tables: uint16_t id_of_code_unit[65536]; TrieNode nodes[node_count];
// double jieba_weight[entry_count]; double weight[entry_count]; uint8_t tag[entry_count];
// double model[UnknownModel::kHeadSize + 4 * (character_count + 1)].

class Dictionary {
 public:
  // The image of the share folder, words.img.
  static StatusOr<std::shared_ptr<const Dictionary>> Open();
  static StatusOr<std::shared_ptr<const Dictionary>> OpenFile(const std::string& path);
  // An image in memory, for tests and tools.
  static StatusOr<std::shared_ptr<const Dictionary>> FromImage(std::string image);

  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  // SHA-256 of the content, hex; part of the pipeline's digest.
  std::string_view digest() const { return {header_->digest, sizeof header_->digest}; }
  // Weight (a logarithm of probability, at most 0) of a whole word; minus infinity where it is
  // none.
  double WeightOf(std::string_view word, bool with_domain = true) const;

  // What WordSegmenter walks on. Every index that can be formed from these tables is within them.
  uint16_t IdOf(char32_t c) const { return c < 0x10000 ? ids_[c] : 0; }
  const uint16_t* ids() const { return ids_; }
  const TrieNode* nodes() const { return nodes_; }
  // Logarithms of the words' probabilities; minus infinity where an entry is none.
  const double* weights(bool with_domain) const { return with_domain ? weights_ : jieba_weights_; }
  uint32_t entry_count() const { return header_->entry_count; }
  uint32_t character_count() const { return header_->character_count; }
  // How characters that make no word of the dictionary are joined.
  UnknownModel unknown_model() const { return UnknownModel(model_); }
  model::WordTag tag(uint16_t entry) const { return static_cast<model::WordTag>(tags_[entry]); }
  double unknown_weight() const { return header_->unknown_weight; }

 private:
  Dictionary() = default;
  Status Bind(std::string_view image, std::string_view where);

  std::shared_ptr<const MappedFile> file_;
  std::string owned_;
  const ImageHeader* header_ = nullptr;
  const uint16_t* ids_ = nullptr;
  const TrieNode* nodes_ = nullptr;
  const double* jieba_weights_ = nullptr;
  const double* weights_ = nullptr;
  const uint8_t* tags_ = nullptr;
  const double* model_ = nullptr;
};

}  // namespace gongbao::words
