#include "tests/testing/report_generator/phrasebook.h"

#include <charconv>

#include "services/base/text.h"

namespace gongbao::data {
extern const std::string_view kReportPhrases;
}  // namespace gongbao::data

namespace gongbao::generator {

namespace {

int64_t ParseNumber(std::string_view text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Slot ParseSlot(std::string_view text) {
  Slot slot;
  const size_t space = text.find(' ');
  slot.name = text.substr(0, space);
  if (space == std::string_view::npos) return slot;
  std::string_view rest = text.substr(space + 1);
  slot.argument = rest;
  const size_t dash = rest.find('-');
  if (dash == std::string_view::npos) return slot;
  const size_t slash = rest.find('/');
  slot.low = ParseNumber(rest.substr(0, dash));
  slot.high = ParseNumber(rest.substr(dash + 1));
  if (slash != std::string_view::npos) slot.step = ParseNumber(rest.substr(slash + 1));
  return slot;
}

}  // namespace

Phrase::Phrase(std::string_view text) {
  size_t at = 0;
  for (size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', at)) {
    const size_t close = text.find('}', open);
    literals_.emplace_back(text.substr(at, open - at));
    slots_.push_back(ParseSlot(text.substr(open + 1, close - open - 1)));
    at = close + 1;
  }
  literals_.emplace_back(text.substr(at));
}

bool Phrase::Render(const std::function<bool(const Slot&, std::string*)>& fill,
                    std::string* out) const {
  const size_t before = out->size();
  for (size_t i = 0; i < slots_.size(); ++i) {
    *out += literals_[i];
    if (!fill(slots_[i], out)) {
      out->resize(before);
      return false;
    }
  }
  *out += literals_.back();
  return true;
}

const Phrasebook& Phrasebook::Get() {
  static const auto* const book = new Phrasebook(data::kReportPhrases);
  return *book;
}

Phrasebook::Phrasebook(std::string_view text) {
  std::vector<Phrase>* list = nullptr;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      list = &lists_[std::string(line.substr(1, line.find(']') - 1))];
    } else if (list != nullptr) {
      list->emplace_back(line);
    }
  }
}

const std::vector<Phrase>& Phrasebook::List(std::string_view name) const {
  return lists_.find(name)->second;
}

}  // namespace gongbao::generator
