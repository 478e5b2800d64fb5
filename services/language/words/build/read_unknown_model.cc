#include "services/language/words/build/read_unknown_model.h"

#include <cstdlib>
#include <functional>

#include "services/base/text.h"
#include "services/language/words/unknown_model.h"

namespace gongbao::words {
namespace {

// The part of Python's syntax that the files use: P={'B': {'\u4e00': -3.65, …}, …}.
class DictReader {
 public:
  DictReader(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  using Item = std::function<Status(char32_t key, DictReader* reader)>;

  // Past "P=": there may be an import above it.
  Status Begin() {
    const size_t at = text_.find("P=");
    if (at == text_.npos) return Error("there is no P=");
    at_ = at + 2;
    return absl::OkStatus();
  }
  // { key: value, … }, where `item` reads the value.
  Status Dict(const Item& item) {
    if (!Take('{')) return Error("a { is missing");
    while (!Take('}')) {
      GONGBAO_ASSIGN_OR_RETURN(const char32_t key, Key());
      if (!Take(':')) return Error("a : is missing");
      GONGBAO_RETURN_IF_ERROR(item(key, this));
      if (!Take(',') && Peek() != '}') return Error("a , or } is missing");
    }
    return absl::OkStatus();
  }
  StatusOr<double> Number() {
    SkipSpace();
    const std::string text(text_.substr(at_, 40));
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || !(value <= 0)) return Error("not a logarithm of a probability");
    at_ += static_cast<size_t>(end - text.c_str());
    return value;
  }
  StatusOr<int> State(char32_t key) const {
    constexpr std::string_view kLetters = "BEMS";
    const size_t state = key < 0x80 ? kLetters.find(static_cast<char>(key)) : kLetters.npos;
    if (state == kLetters.npos) return Error("a state that is none of B E M S");
    return static_cast<int>(state);
  }
  Status Error(std::string_view what) const {
    return InvalidArgument(Cat({name_, " byte ", std::to_string(at_), ": ", what}));
  }

 private:
  void SkipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }
  char Peek() {
    SkipSpace();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool Take(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }
  // 'B' or '\u4e00'
  StatusOr<char32_t> Key() {
    if (!Take('\'')) return Error("a key is missing");
    char32_t key = 0;
    if (text_.substr(at_).starts_with("\\u")) {
      const std::string digits(text_.substr(at_ + 2, 4));
      char* end = nullptr;
      key = static_cast<char32_t>(std::strtoul(digits.c_str(), &end, 16));
      if (digits.size() != 4 || *end != '\0') return Error("not \\u and four digits");
      at_ += 6;
    } else {
      const CodePoint c = DecodeAt(text_, at_);
      key = c.value;
      at_ += static_cast<size_t>(c.length);
    }
    if (at_ >= text_.size() || text_[at_] != '\'') return Error("a key that is not one character");
    ++at_;
    return key;
  }

  std::string_view text_;
  std::string_view name_;
  size_t at_ = 0;
};

Status ReadStart(std::string_view text, std::vector<double>* head) {
  DictReader reader(text, "prob_start");
  GONGBAO_RETURN_IF_ERROR(reader.Begin());
  return reader.Dict([head](char32_t key, DictReader* r) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const int state, r->State(key));
    GONGBAO_ASSIGN_OR_RETURN((*head)[state], r->Number());
    return absl::OkStatus();
  });
}

Status ReadTransitions(std::string_view text, std::vector<double>* head) {
  DictReader reader(text, "prob_trans");
  GONGBAO_RETURN_IF_ERROR(reader.Begin());
  return reader.Dict([head](char32_t key, DictReader* r) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const int from, r->State(key));
    return r->Dict([&](char32_t inner, DictReader* inner_reader) -> Status {
      GONGBAO_ASSIGN_OR_RETURN(const int to, inner_reader->State(inner));
      const size_t place = UnknownModel::kStates * (1 + static_cast<size_t>(from)) + static_cast<size_t>(to);
      GONGBAO_ASSIGN_OR_RETURN((*head)[place], inner_reader->Number());
      return absl::OkStatus();
    });
  });
}

Status ReadEmissions(std::string_view text, std::vector<Emission>* emissions) {
  DictReader reader(text, "prob_emit");
  GONGBAO_RETURN_IF_ERROR(reader.Begin());
  return reader.Dict([emissions](char32_t key, DictReader* r) -> Status {
    GONGBAO_ASSIGN_OR_RETURN(const int state, r->State(key));
    return r->Dict([&](char32_t character, DictReader* inner) -> Status {
      GONGBAO_ASSIGN_OR_RETURN(const double weight, inner->Number());
      if (character >= 0x10000) return inner->Error("a character that the image can't hold");
      emissions->push_back({character, state, weight});
      return absl::OkStatus();
    });
  });
}

}  // namespace

StatusOr<UnknownModelParameters> ReadUnknownModel(const UnknownModelFiles& files) {
  UnknownModelParameters model;
  model.head.assign(UnknownModel::kHeadSize, UnknownModel::kImpossible);
  if (files.start.empty() && files.transition.empty() && files.emission.empty()) {
    model.head[UnknownModel::kSingle] = 0;
    return model;
  }
  GONGBAO_RETURN_IF_ERROR(ReadStart(files.start, &model.head));
  GONGBAO_RETURN_IF_ERROR(ReadTransitions(files.transition, &model.head));
  GONGBAO_RETURN_IF_ERROR(ReadEmissions(files.emission, &model.emissions));
  return model;
}

}  // namespace gongbao::words
