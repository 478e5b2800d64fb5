// Reads the parameters of jieba's finalseg: prob_start.py, prob_trans.py and prob_emit.py. Runs at
// build time. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::words {

// Texts of the three files.
struct UnknownModelFiles {
  std::string start;
  std::string transition;
  std::string emission;
};

// One emission: of a character, by state (B E M S are 0 … 3).
struct Emission {
  char32_t character = 0;
  int state = 0;
  double weight = 0;
};

struct UnknownModelParameters {
  std::vector<double> head;  // UnknownModel::kHeadSize of them; what is not given is impossible
  std::vector<Emission> emissions;
};

// INVALID_ARGUMENT names the file and the byte. Three empty texts are a model in which every
// character is a word of its own.
StatusOr<UnknownModelParameters> ReadUnknownModel(const UnknownModelFiles& files);

}  // namespace gongbao::words
