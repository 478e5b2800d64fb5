#include "services/language/words/word_overlay.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "services/base/text.h"
#include "services/language/words/word_tags.h"

namespace gongbao::words {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<std::string_view> Fields(std::string_view line) {
  std::vector<std::string_view> fields;
  for (size_t at = 0; at < line.size();) {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
    size_t end = at;
    while (end < line.size() && line[end] != ' ' && line[end] != '\t') ++end;
    if (end > at) fields.push_back(line.substr(at, end - at));
    at = end;
  }
  return fields;
}

std::optional<model::WordTag> ReadTag(std::string_view text) {
  for (int i = 0; i < model::kWordTagCount; ++i) {
    const auto tag = static_cast<model::WordTag>(i);
    if (text == model::WordTagName(tag)) return tag;
  }
  const bool letters = std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || text.empty() || text.size() > 4) return std::nullopt;
  return TagOfJieba(text);
}

// What a line says of a word. No count: enough to keep it whole.
struct WordLine {
  std::string_view word;
  std::optional<int64_t> count;
  model::WordTag tag = model::WordTag::kNoun;
};

bool IsWeight(std::string_view field) {
  return field == "=" || (field[0] >= '0' && field[0] <= '9') || field[0] == '-';
}

StatusOr<WordLine> ReadLine(const model::Bundle& bundle, const model::BundleLine& line) {
  const std::vector<std::string_view> fields = Fields(line.text);
  WordLine read{fields[0], std::nullopt, model::WordTag::kNoun};
  size_t next = 1;
  if (next < fields.size() && IsWeight(fields[next])) {
    const std::string_view field = fields[next++];
    int64_t count = 0;
    const auto result = std::from_chars(field.data(), field.data() + field.size(), count);
    if (field != "=") {
      if (result.ec != std::errc() || result.ptr != field.data() + field.size() || count < 0) {
        return BadBundleLine(bundle, line, Cat({Shorten(field, 40), " is no weight (a count, or =)"}));
      }
      read.count = count;
    }
  }
  if (next < fields.size()) {
    const auto tag = ReadTag(fields[next++]);
    if (!tag) return BadBundleLine(bundle, line, Cat({Shorten(fields[next - 1], 40), " is no tag"}));
    read.tag = *tag;
  }
  if (next < fields.size()) {
    return BadBundleLine(bundle, line, "more than a word, its weight and its tag");
  }
  return read;
}

// The weight of the most probable division of a word into words of the dictionary.
double BestDivision(const Dictionary& dictionary, const std::u32string& word) {
  const TrieNode* nodes = dictionary.nodes();
  const double* weights = dictionary.weights(true);
  std::vector<double> best(word.size() + 1, 0);
  for (size_t i = word.size(); i-- > 0;) {
    best[i] = dictionary.unknown_weight() + best[i + 1];
    uint32_t base = 0;
    for (size_t j = i; j < word.size(); ++j) {
      const uint16_t id = dictionary.IdOf(word[j]);
      if (id == 0 || nodes[base + id].label != id) break;
      const TrieNode& node = nodes[base + id];
      const bool whole = i == 0 && j + 1 == word.size();
      if (node.entry != 0 && !whole) best[i] = std::max(best[i], weights[node.entry] + best[j + 1]);
      base = node.base;
      if (base == 0) break;
    }
  }
  return best[0];
}

}  // namespace

class OverlayBuilder {
 public:
  explicit OverlayBuilder(std::shared_ptr<const Dictionary> dictionary) : overlay_(new WordOverlay()) {
    overlay_->dictionary_ = std::move(dictionary);
    overlay_->ids_.resize(65536);
    overlay_->mixed_leads_.resize(256);
  }

  Status Add(const model::Bundle& bundle, const model::BundleLine& line) {
    GONGBAO_ASSIGN_OR_RETURN(const WordLine read, ReadLine(bundle, line));
    const std::u32string word = ToUtf32(read.word);
    if (word.size() > WordOverlay::kMostCharacters) {
      return BadBundleLine(bundle, line, Cat({"a word of more than ",
                                              std::to_string(WordOverlay::kMostCharacters), " characters"}));
    }
    const double weight = WeightOf(read, word);
    if (word.size() < 2 && weight > kNever) {
      return BadBundleLine(bundle, line, "a word of one character (only a weight of 0 may be given to it)");
    }
    const auto [at, is_new] = words_.try_emplace(word, Word{weight, read.tag});
    if (!is_new) at->second = {std::max(at->second.weight, weight), read.tag};
    if (words_.size() <= WordOverlay::kMostWords) return absl::OkStatus();
    return LimitExceeded(Cat({bundle.name(), ": more than ", std::to_string(WordOverlay::kMostWords),
                              " words"}), {{"limit", std::to_string(WordOverlay::kMostWords)}});
  }

  StatusOr<std::shared_ptr<const WordOverlay>> Finish() {
    std::vector<TrieKey> keys;
    for (const auto& [word, told] : words_) {
      TrieKey key;
      for (const char32_t c : word) {
        GONGBAO_ASSIGN_OR_RETURN(const uint16_t id, GiveId(c));
        key.ids.push_back(id);
      }
      const bool mixed = !std::all_of(word.begin(), word.end(), IsHan);
      if (mixed && told.weight > kNever) {
        std::string first;
        AppendUtf8(&first, word[0]);
        overlay_->mixed_leads_[static_cast<unsigned char>(first[0])] = true;
      }
      GONGBAO_ASSIGN_OR_RETURN(key.entry, GiveEntry(told, mixed));
      keys.push_back(std::move(key));
    }
    overlay_->nodes_ = BuildDoubleArray(std::move(keys), id_count_);
    return std::shared_ptr<const WordOverlay>(std::move(overlay_));
  }

 private:
  struct Word {
    double weight;
    model::WordTag tag;
  };

  double WeightOf(const WordLine& line, const std::u32string& word) const {
    const Dictionary& dictionary = *overlay_->dictionary_;
    const double log_total = -dictionary.unknown_weight();
    if (line.count) {
      return *line.count == 0 ? kNever : std::log(static_cast<double>(*line.count)) - log_total;
    }
    // A count on the scale of powers of two: words of equal weight and tag share an entry.
    const double least = std::exp(BestDivision(dictionary, word) + log_total) + 1;
    const double count = std::exp2(std::ceil(std::log2(least)));
    return std::max(std::log(count) - log_total, dictionary.WeightOf(line.word));
  }

  StatusOr<uint16_t> GiveId(char32_t c) {
    uint16_t& id = c < 0x10000 ? overlay_->ids_[c] : overlay_->wide_[c];
    if (id == 0) {
      if (id_count_ == 0xFFFF) return LimitExceeded("bundles of more than 65535 different characters");
      id = static_cast<uint16_t>(++id_count_);
    }
    return id;
  }

  StatusOr<uint16_t> GiveEntry(const Word& word, bool mixed) {
    const size_t first = overlay_->dictionary_->entry_count();
    const auto [at, is_new] = entries_.try_emplace({word.weight, word.tag, mixed}, uint16_t{0});
    if (is_new) {
      const size_t entry = first + overlay_->weights_.size();
      if (entry > 0xFFFF) return LimitExceeded("bundles of too many different weights");
      at->second = static_cast<uint16_t>(entry);
      overlay_->weights_.push_back(word.weight);
      overlay_->tags_.push_back(word.tag);
      overlay_->mixed_.push_back(mixed);
    }
    return at->second;
  }

  std::shared_ptr<WordOverlay> overlay_;
  std::map<std::u32string, Word> words_;
  std::map<std::tuple<double, model::WordTag, bool>, uint16_t> entries_;
  uint32_t id_count_ = 0;
};

StatusOr<std::shared_ptr<const WordOverlay>> WordOverlay::Make(
    std::shared_ptr<const Dictionary> dictionary, const model::BundleList& bundles) {
  OverlayBuilder builder(std::move(dictionary));
  for (const auto& bundle : bundles) {
    for (const model::BundleLine& line : bundle->lines(model::BundleSection::kWords)) {
      GONGBAO_RETURN_IF_ERROR(builder.Add(*bundle, line));
    }
  }
  return builder.Finish();
}

uint16_t WordOverlay::IdOf(char32_t c) const {
  if (c < 0x10000) return ids_[c];
  const auto found = wide_.find(c);
  return found == wide_.end() ? 0 : found->second;
}

WordOverlay::Match WordOverlay::MixedWordAt(std::string_view text, size_t at) const {
  Match match{at, model::WordTag::kNoun};
  uint32_t base = 0;
  for (size_t i = at; i < text.size();) {
    const CodePoint c = DecodeAt(text, i);
    const uint16_t id = c.value == CodePoint::kInvalid ? 0 : IdOf(c.value);
    if (id == 0) break;
    const TrieNode& node = nodes_[base + id];
    if (node.label != id) break;
    i += static_cast<size_t>(c.length);
    if (node.entry != 0 && mixed_[node.entry - dictionary_->entry_count()] && weight(node.entry) > kNever) {
      const bool inside_row = IsAsciiAlnum(c.value) && i < text.size() &&
                              IsAsciiAlnum(static_cast<unsigned char>(text[i]));
      if (!inside_row) match = {i, tag(node.entry)};
    }
    base = node.base;
    if (base == 0) break;
  }
  return match;
}

}  // namespace gongbao::words
