// Sentences for invented reports, from data/phrases.txt, with slots that a report fills.
// Thread-safe: immutable once made.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::generator {

// A slot of a phrase: {n 200-900/10} has name n, low 200, high 900, step 10; {figure gdp} argument gdp.
struct Slot {
  std::string name;
  std::string argument;
  int64_t low = 0;
  int64_t high = 0;
  int64_t step = 1;
};

// A sentence with slots: literals_[0] slots_[0] literals_[1] …
class Phrase {
 public:
  explicit Phrase(std::string_view text);

  // Calls fill for each slot, in order; it appends to the text and returns false where the phrase can't
  // be used, which makes Render false too.
  bool Render(const std::function<bool(const Slot&, std::string*)>& fill, std::string* out) const;

 private:
  std::vector<std::string> literals_;
  std::vector<Slot> slots_;
};

// All lists of phrases.
class Phrasebook {
 public:
  static const Phrasebook& Get();
  // The list of that name (agriculture.review); the program ends where there is none, since the data is
  // compiled in.
  const std::vector<Phrase>& List(std::string_view name) const;

 private:
  explicit Phrasebook(std::string_view text);
  std::map<std::string, std::vector<Phrase>, std::less<>> lists_;
};

}  // namespace gongbao::generator
