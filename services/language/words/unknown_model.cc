#include "services/language/words/unknown_model.h"

#include <array>

namespace gongbao::words {
namespace {

// The states that may stand before each. Of equal weights jieba takes the state whose letter is the
// larger (B E M S), here the second.
constexpr uint8_t kBefore[UnknownModel::kStates][2] = {
    {UnknownModel::kEnd, UnknownModel::kSingle},
    {UnknownModel::kBegin, UnknownModel::kMiddle},
    {UnknownModel::kBegin, UnknownModel::kMiddle},
    {UnknownModel::kEnd, UnknownModel::kSingle},
};

// For each character and state the state before it. Kept by each thread while it is small.
using Steps = std::vector<std::array<uint8_t, UnknownModel::kStates>>;
constexpr size_t kKeepSteps = size_t{1} << 16;

}  // namespace

void UnknownModel::Divide(const uint16_t* ids, size_t count, std::vector<uint32_t>* lengths) const {
  if (count == 0) return;
  thread_local Steps steps;
  steps.resize(count);
  std::array<double, kStates> best;
  const double* emission = Emission(ids[0]);
  for (int state = 0; state < kStates; ++state) best[state] = Start(state) + emission[state];
  for (size_t i = 1; i < count; ++i) {
    emission = Emission(ids[i]);
    std::array<double, kStates> next;
    for (int state = 0; state < kStates; ++state) {
      const auto [first, second] = kBefore[state];
      const double by_first = best[first] + Transition(first, state) + emission[state];
      const double by_second = best[second] + Transition(second, state) + emission[state];
      const bool take_second = by_second >= by_first;
      next[state] = take_second ? by_second : by_first;
      steps[i][state] = take_second ? second : first;
    }
    best = next;
  }
  // Backwards: the words' ends, then forwards their lengths.
  const size_t first_length = lengths->size();
  uint8_t state = best[kSingle] >= best[kEnd] ? kSingle : kEnd;
  size_t end = count;
  for (size_t i = count; i-- > 0; state = steps[i][state]) {
    const bool ends_word = state == kEnd || state == kSingle;
    if (ends_word && i + 1 != end) {
      lengths->push_back(static_cast<uint32_t>(end - i - 1));
      end = i + 1;
    }
    if (i == 0) break;
  }
  lengths->push_back(static_cast<uint32_t>(end));
  for (size_t a = first_length, b = lengths->size() - 1; a < b; ++a, --b) {
    std::swap((*lengths)[a], (*lengths)[b]);
  }
  if (steps.capacity() > kKeepSteps) Steps().swap(steps);
}

}  // namespace gongbao::words
