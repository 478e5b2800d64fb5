// What was considered while a sentence was read and why it came to nothing: for people who ask why a
// fact is there or is not. Readers write to it where a sentence carries one; without it nothing is
// made. Used by one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/language/figures/figure_scanner.h"

namespace gongbao::extraction {

class Trace {
 public:
  struct Note {
    figures::CharSpan span;  // characters of the sentence
    std::string rule;        // project.object, indicator
    std::string text;        // what was decided, for people
    bool rejected = false;
  };

  void Reject(figures::CharSpan span, std::string_view rule, std::string_view why) {
    notes_.push_back({span, std::string(rule), std::string(why), true});
  }
  void Say(figures::CharSpan span, std::string_view rule, std::string_view what) {
    notes_.push_back({span, std::string(rule), std::string(what), false});
  }
  const std::vector<Note>& notes() const { return notes_; }

 private:
  std::vector<Note> notes_;
};

}  // namespace gongbao::extraction
