// The model by which characters that make no word of the dictionary are joined into words (names of
// people, firms, places): the hidden Markov model of jieba's finalseg, whose parameters the build
// takes from the python3-jieba package. Thread rule: a view of immutable tables; pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gongbao::words {

class UnknownModel {
 public:
  // Where a character stands in its word; the order of the tables.
  enum State : uint8_t { kBegin, kEnd, kMiddle, kSingle };
  static constexpr int kStates = 4;
  static constexpr double kImpossible = -3.14e100;  // as in jieba

  // Table: start[4], transition[4][4] (from, to), then emission[character_count + 1][4], of which
  // that of id 0 stands for a character without an id. Logarithms of probabilities.
  static constexpr size_t kHeadSize = kStates + kStates * kStates;
  static constexpr size_t SizeFor(size_t character_count) {
    return kHeadSize + kStates * (character_count + 1);
  }

  explicit UnknownModel(const double* table) : table_(table) {}

  // The most probable division of the characters, given by their ids: appends to `lengths` how many
  // characters each word has. Of equal paths the one that jieba takes. Linear in count.
  void Divide(const uint16_t* ids, size_t count, std::vector<uint32_t>* lengths) const;

 private:
  double Start(int state) const { return table_[state]; }
  double Transition(int from, int to) const { return table_[kStates + kStates * from + to]; }
  const double* Emission(uint16_t id) const { return table_ + kHeadSize + kStates * size_t{id}; }

  const double* table_;
};

}  // namespace gongbao::words
