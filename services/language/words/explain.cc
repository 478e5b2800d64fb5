#include "services/language/words/explain.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/language/words/lattice.h"

namespace gongbao::words {
namespace {

using model::ConsideredWord;
using model::WordOrigin;

class Recorder final : public LatticeObserver {
 public:
  explicit Recorder(const WordSegmenter& segmenter)
      : dictionary_(segmenter.dictionary()),
        overlay_(segmenter.overlay()),
        weights_(dictionary_.weights(segmenter.options().domain)) {}

  void Row(const Lattice& lattice, uint32_t end) override {
    const size_t count = lattice.ids.size();
    for (size_t i = 0; i < count; ++i) {
      bool has_single = false;
      VisitWords(lattice, i, dictionary_, weights_, overlay_,
                 [&](uint16_t length, uint16_t entry, double weight) {
                   if (weight < kLowestWeight) return;
                   has_single = has_single || length == 1;
                   const size_t next = i + length;
                   Add(lattice.begins[i], next < count ? lattice.begins[next] : end, entry, weight,
                       weight + lattice.best[next]);
                 });
      if (has_single || lattice.steps[i].entry != 0) continue;
      const double weight = dictionary_.unknown_weight();
      Add(lattice.begins[i], i + 1 < count ? lattice.begins[i + 1] : end, 0, weight,
          weight + lattice.best[i + 1]);
    }
  }

  std::map<std::pair<uint32_t, uint32_t>, ConsideredWord>& words() { return words_; }

 private:
  WordOrigin OriginOf(uint16_t entry) const {
    if (entry == 0) return WordOrigin::kCharacter;
    if (entry >= dictionary_.entry_count()) return WordOrigin::kBundle;
    const bool as_jieba = dictionary_.weights(false)[entry] == weights_[entry];
    return as_jieba ? WordOrigin::kDictionary : WordOrigin::kLexicon;
  }
  void Add(uint32_t begin, uint32_t end, uint16_t entry, double weight, double path_weight) {
    const model::WordTag tag =
        entry < dictionary_.entry_count() ? dictionary_.tag(entry) : overlay_->tag(entry);
    words_[{begin, end}] = {begin, end, OriginOf(entry), tag, weight, path_weight, false};
  }

  const Dictionary& dictionary_;
  const WordOverlay* const overlay_;
  const double* const weights_;
  std::map<std::pair<uint32_t, uint32_t>, ConsideredWord> words_;
};

// A word that was taken and is none of the lattice.
ConsideredWord Made(uint32_t begin, uint32_t end, model::WordTag tag, std::string_view text,
                    const WordSegmenter& segmenter) {
  ConsideredWord word{begin, end, WordOrigin::kUnit, tag, std::nullopt, std::nullopt, true};
  const WordOverlay* overlay = segmenter.overlay();
  if (overlay != nullptr && segmenter.options().units && overlay->MixedWordAt(text, begin).end == end) {
    word.origin = WordOrigin::kBundle;
  } else if (segmenter.options().unknown && static_cast<unsigned char>(text[begin]) >= 0xE4 &&
             tag != model::WordTag::kNumber && tag != model::WordTag::kPunctuation) {
    word.origin = WordOrigin::kUnknown;
  }
  return word;
}

}  // namespace

std::vector<ConsideredWord> Explain(std::string_view text, const WordSegmenter& segmenter) {
  Recorder recorder(segmenter);
  model::Tokens tokens;
  segmenter.SegmentObserved(text, &tokens, &recorder);
  for (size_t i = 0; i < tokens.begin.size(); ++i) {
    const uint32_t begin = tokens.begin[i];
    const uint32_t end = tokens.end[i];
    const auto tag = static_cast<model::WordTag>(tokens.tag[i]);
    const auto [at, is_new] = recorder.words().try_emplace({begin, end}, ConsideredWord{});
    if (is_new) at->second = Made(begin, end, tag, text, segmenter);
    at->second.taken = true;
  }
  std::vector<ConsideredWord> all;
  for (auto& [span, word] : recorder.words()) all.push_back(word);
  return all;
}

}  // namespace gongbao::words
