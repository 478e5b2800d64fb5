#include "services/language/words/build/dictionary_builder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <compare>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/language/words/double_array.h"
#include "services/language/words/word_tags.h"
#include "services/language/words/dictionary.h"

namespace gongbao::words {
namespace {

constexpr int64_t kNoCount = -1;
constexpr size_t kMaxWordLength = 32;  // characters

struct WordRecord {
  int64_t jieba_count = kNoCount;
  int64_t domain_count = kNoCount;
  model::WordTag tag = model::WordTag::kOther;
};

struct Lexicon {
  std::map<std::u16string, WordRecord> words;
  double log_total = 0;
};

Status BadLine(std::string_view list, size_t line, std::string_view what) {
  return InvalidArgument(Cat({list, " line ", std::to_string(line), ": ", what}));
}

// A word as 16-bit units; empty where it has a character beyond them.
std::u16string ToUnits(std::string_view word) {
  std::u16string units;
  for (const char32_t c : ToUtf32(word)) {
    if (c >= 0x10000) return {};
    units.push_back(static_cast<char16_t>(c));
  }
  return units;
}

std::vector<std::string_view> Fields(std::string_view line) {
  std::vector<std::string_view> fields;
  for (const std::string_view field : Split(line, ' ')) {
    if (!Strip(field).empty()) fields.push_back(Strip(field));
  }
  return fields;
}

bool ReadCount(std::string_view text, int64_t* count) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), *count);
  return result.ec == std::errc() && result.ptr == text.data() + text.size() && *count >= 0;
}

Status ReadJieba(std::string_view text, Lexicon* lexicon) {
  int64_t total = 0;
  size_t number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    const std::vector<std::string_view> fields = Fields(line);
    if (fields.empty()) continue;
    int64_t count = 0;
    if (fields.size() != 3 || !ReadCount(fields[1], &count)) {
      return BadLine("jieba", number, "not a word, its count and its tag");
    }
    const std::u16string units = ToUnits(fields[0]);
    if (units.empty() || units.size() > kMaxWordLength) {
      return BadLine("jieba", number, "a word that the image can't hold");
    }
    total += count;  // of repeated words too, as jieba does
    WordRecord& record = lexicon->words[units];
    record.jieba_count = count;  // the last one counts, as in jieba
    record.tag = TagOfJieba(fields[2]);
  }
  lexicon->log_total = std::log(static_cast<double>(std::max<int64_t>(total, 1)));
  return absl::OkStatus();
}

// The count that makes a word as probable as its most probable division into jieba's words, plus
// one.
int64_t CountToKeepWhole(const Lexicon& lexicon, const std::u16string& word) {
  std::vector<double> best(word.size() + 1, -std::numeric_limits<double>::infinity());
  best[word.size()] = 0;
  for (size_t i = word.size(); i-- > 0;) {
    best[i] = -lexicon.log_total + best[i + 1];
    for (size_t n = 1; i + n <= word.size(); ++n) {
      const auto found = lexicon.words.find(word.substr(i, n));
      if (found == lexicon.words.end() || found->second.jieba_count <= 0) continue;
      const double count = static_cast<double>(found->second.jieba_count);
      best[i] = std::max(best[i], std::log(count) - lexicon.log_total + best[i + n]);
    }
  }
  return static_cast<int64_t>(std::exp(best[0] + lexicon.log_total)) + 1;
}

Status ReadDomain(std::string_view text, Lexicon* lexicon) {
  std::map<std::u16string, WordRecord> added;
  size_t number = 0;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    line = line.substr(0, line.find('#'));
    const std::vector<std::string_view> fields = Fields(line);
    if (fields.empty()) continue;
    WordRecord record;
    if (fields.size() != 3 || !(fields[1] == "=" || ReadCount(fields[1], &record.domain_count))) {
      return BadLine("domain", number, "not a word, its weight (or =) and its tag");
    }
    const std::u16string units = ToUnits(fields[0]);
    if (units.size() < 2 || units.size() > kMaxWordLength) {
      return BadLine("domain", number, "a word that the image can't hold");
    }
    record.tag = TagOfJieba(fields[2]);
    if (fields[1] == "=") record.domain_count = CountToKeepWhole(*lexicon, units);
    if (!added.emplace(units, record).second)
      return BadLine("domain", number, "a word given twice");
  }
  for (const auto& [units, record] : added) {
    WordRecord& word = lexicon->words[units];
    word.domain_count = std::max(record.domain_count, word.jieba_count);
    word.tag = record.tag;
  }
  return absl::OkStatus();
}

Status ReadPlaces(std::string_view text, Lexicon* lexicon) {
  constexpr size_t kLeastLength = 3;
  std::map<std::u16string, int64_t> added;
  size_t number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    const std::string_view name = Strip(line);
    const std::u16string units = ToUnits(name);
    if (!name.empty() && (units.empty() || units.size() > kMaxWordLength)) {
      return BadLine("places", number, "a name that the image can't hold");
    }
    if (units.size() < kLeastLength || lexicon->words.contains(units)) continue;
    // A power of two: words of equal counts share an entry of the image.
    int64_t count = 1;
    while (count < CountToKeepWhole(*lexicon, units)) count *= 2;
    added[units] = count;
  }
  for (const auto& [units, count] : added) {
    WordRecord& word = lexicon->words[units];
    word.domain_count = count;
    word.tag = model::WordTag::kPlace;
  }
  return absl::OkStatus();
}

// Ids by falling frequency: what is used most lies together.
std::vector<uint16_t> CharacterIds(const Lexicon& lexicon, const UnknownModelParameters& model,
                                   uint32_t* count) {
  std::vector<double> weight(65536, 0);
  for (const auto& [units, record] : lexicon.words) {
    const double uses =
        1.0 + static_cast<double>(std::max(record.jieba_count, record.domain_count));
    for (const char16_t unit : units) weight[unit] += uses;
  }
  // After those of the words: they begin none.
  for (const Emission& emission : model.emissions) {
    double& uses = weight[emission.character];
    if (uses == 0) uses = 0.5;
  }
  std::vector<uint32_t> order;
  for (uint32_t unit = 0; unit < weight.size(); ++unit) {
    if (weight[unit] > 0) order.push_back(unit);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return weight[a] > weight[b]; });
  std::vector<uint16_t> ids(65536, 0);
  for (size_t i = 0; i < order.size(); ++i) ids[order[i]] = static_cast<uint16_t>(i + 1);
  *count = static_cast<uint32_t>(order.size());
  return ids;
}

struct Entries {
  std::vector<double> jieba_weights;
  std::vector<double> weights;
  std::vector<uint8_t> tags;
};

// What entries are told apart by.
struct Kind {
  int64_t count = 0;
  int64_t jieba_count = 0;
  uint8_t tag = 0;
  friend auto operator<=>(const Kind&, const Kind&) = default;
};

Kind KindOf(const WordRecord& record) {
  return {std::max(record.jieba_count, record.domain_count), record.jieba_count,
          static_cast<uint8_t>(record.tag)};
}

// Words with the same counts and tag share an entry. Frequent ones come first: what is used most lies
// together.
StatusOr<Entries> MakeEntries(const Lexicon& lexicon, std::vector<uint16_t>* entry_of_word) {
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  const auto weight = [&](int64_t count) {
    return count <= 0 ? kNone : std::log(static_cast<double>(count)) - lexicon.log_total;
  };
  Entries entries{{kNone}, {kNone}, {0}};
  std::map<Kind, uint16_t, std::greater<>> known;
  for (const auto& [units, record] : lexicon.words) known[KindOf(record)] = 0;
  if (known.size() > 0xFFFF) return InvalidArgument("more than 65535 kinds of words");
  for (auto& [kind, entry] : known) {
    entry = static_cast<uint16_t>(entries.tags.size());
    entries.jieba_weights.push_back(weight(kind.jieba_count));
    entries.weights.push_back(weight(kind.count));
    entries.tags.push_back(kind.tag);
  }
  for (const auto& [units, record] : lexicon.words) entry_of_word->push_back(known[KindOf(record)]);
  return entries;
}

std::vector<double> ModelTable(const UnknownModelParameters& model, const std::vector<uint16_t>& ids,
                               uint32_t character_count) {
  std::vector<double> table(UnknownModel::SizeFor(character_count), UnknownModel::kImpossible);
  std::copy(model.head.begin(), model.head.end(), table.begin());
  for (const Emission& emission : model.emissions) {
    const size_t id = ids[emission.character];
    table[UnknownModel::kHeadSize + UnknownModel::kStates * id + static_cast<size_t>(emission.state)] =
        emission.weight;
  }
  return table;
}

template <class T>
void AppendTable(std::string* out, const std::vector<T>& table) {
  out->append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(T));
  out->append((8 - out->size() % 8) % 8, '\0');
}

}  // namespace

StatusOr<std::string> BuildDictionaryImage(std::string_view jieba, std::string_view domain,
                                           std::string_view places,
                                           const UnknownModelFiles& unknown) {
  for (const std::string_view text : {jieba, domain, places}) {
    if (FindInvalidUtf8(text) != text.npos) return InvalidArgument("a list that is not UTF-8");
  }
  Lexicon lexicon;
  GONGBAO_RETURN_IF_ERROR(ReadJieba(jieba, &lexicon));
  GONGBAO_RETURN_IF_ERROR(ReadDomain(domain, &lexicon));
  GONGBAO_RETURN_IF_ERROR(ReadPlaces(places, &lexicon));
  if (lexicon.words.empty()) return InvalidArgument("no words");
  GONGBAO_ASSIGN_OR_RETURN(const UnknownModelParameters model, ReadUnknownModel(unknown));

  ImageHeader header = {};
  std::memcpy(header.magic, ImageHeader::kMagic, sizeof header.magic);
  header.version = ImageHeader::kVersion;
  header.unknown_weight = -lexicon.log_total;
  const std::vector<uint16_t> ids = CharacterIds(lexicon, model, &header.character_count);
  std::vector<uint16_t> entry_of_word;
  GONGBAO_ASSIGN_OR_RETURN(const Entries entries, MakeEntries(lexicon, &entry_of_word));
  std::vector<TrieKey> keys;
  keys.reserve(lexicon.words.size());
  for (const auto& [units, record] : lexicon.words) {
    TrieKey key;
    for (const char16_t unit : units) key.ids.push_back(ids[unit]);
    key.entry = entry_of_word[keys.size()];
    keys.push_back(std::move(key));
  }
  const std::vector<TrieNode> nodes = BuildDoubleArray(std::move(keys), header.character_count);
  header.node_count = static_cast<uint32_t>(nodes.size());
  header.entry_count = static_cast<uint32_t>(entries.tags.size());

  std::string body;
  AppendTable(&body, ids);
  AppendTable(&body, nodes);
  AppendTable(&body, entries.jieba_weights);
  AppendTable(&body, entries.weights);
  AppendTable(&body, entries.tags);
  AppendTable(&body, ModelTable(model, ids, header.character_count));
  const std::string digest = Sha256Hex(body);
  std::memcpy(header.digest, digest.data(), sizeof header.digest);
  return std::string(reinterpret_cast<const char*>(&header), sizeof header) + body;
}

}  // namespace gongbao::words
