#include "gateway/transcode/json_check.h"

#include <string>
#include <vector>

#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class Checker {
 public:
  Checker(std::string_view text, int max_depth) : text_(text), max_depth_(max_depth) {}

  Status Run() {
    if (const size_t bad = FindInvalidUtf8(text_); bad != std::string_view::npos) {
      at_ = bad;
      return Error("not UTF-8");
    }
    GONGBAO_RETURN_IF_ERROR(Value());
    while (!open_.empty()) GONGBAO_RETURN_IF_ERROR(InContainer());
    SkipSpace();
    return at_ == text_.size() ? absl::OkStatus() : Error("text after the value");
  }

 private:
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Eat(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void SkipSpace() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  Status Error(std::string_view what) const {
    return InvalidArgument(Cat({"invalid JSON: ", what, " at byte ", std::to_string(at_)}));
  }

  // After a value, inside the innermost array or object.
  Status InContainer() {
    SkipSpace();
    const char close = open_.back();
    const bool first = fresh_;
    fresh_ = false;
    if (Eat(close)) {
      open_.pop_back();
      return absl::OkStatus();
    }
    if (!first) {
      if (!Eat(',')) return Error(close == ']' ? "expected , or ]" : "expected , or }");
      SkipSpace();
    }
    if (close == '}') {
      if (Peek() != '"') return Error("expected a member name");
      GONGBAO_RETURN_IF_ERROR(String());
      SkipSpace();
      if (!Eat(':')) return Error("expected :");
    }
    return Value();
  }

  Status Value() {
    SkipSpace();
    switch (Peek()) {
      case '{':
        return Open('}');
      case '[':
        return Open(']');
      case '"':
        return String();
      case 't':
        return Word("true");
      case 'f':
        return Word("false");
      case 'n':
        return Word("null");
      default:
        return Number();
    }
  }

  Status Open(char close) {
    if (static_cast<int>(open_.size()) == max_depth_) {
      return LimitExceeded(Cat({"JSON nests deeper than ", std::to_string(max_depth_), " levels"}));
    }
    ++at_;
    open_.push_back(close);
    fresh_ = true;
    return absl::OkStatus();
  }

  Status Word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return Error("expected a value");
    at_ += word.size();
    return absl::OkStatus();
  }

  Status String() {
    for (++at_; at_ < text_.size(); ++at_) {
      const unsigned char c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') {
        ++at_;
        return absl::OkStatus();
      }
      if (c < 0x20) return Error("control character in a string");
      if (c != '\\') continue;
      ++at_;
      if (Peek() == 'u') {
        for (int i = 0; i < 4; ++i) {
          ++at_;
          if (!std::isxdigit(static_cast<unsigned char>(Peek()))) return Error("bad \\u escape");
        }
      } else if (Peek() == '\0' ||
                 std::string_view("\"\\/bfnrt").find(Peek()) == std::string_view::npos) {
        return Error("bad escape");
      }
    }
    return Error("string without end");
  }

  bool Digits() {
    const size_t begin = at_;
    while (IsDigit(Peek())) ++at_;
    return at_ > begin;
  }

  Status Number() {
    const size_t begin = at_;
    Eat('-');
    const bool zero = Peek() == '0';
    if (!Digits()) {
      at_ = begin;
      return Error("expected a value");
    }
    if (zero && at_ - begin > (text_[begin] == '-' ? 2u : 1u)) return Error("leading zero");
    if (Eat('.') && !Digits()) return Error("expected a digit");
    if (Peek() == 'e' || Peek() == 'E') {
      ++at_;
      if (!Eat('+')) Eat('-');
      if (!Digits()) return Error("expected a digit");
    }
    return absl::OkStatus();
  }

  std::string_view text_;
  int max_depth_;
  size_t at_ = 0;
  std::string open_;    // closing brackets of what is open
  bool fresh_ = false;  // just opened
};

// Index after the string that begins at `at`.
size_t SkipString(std::string_view text, size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

}  // namespace

Status CheckJson(std::string_view text, int max_depth) { return Checker(text, max_depth).Run(); }

std::optional<std::string_view> JsonMember(std::string_view object, std::string_view name) {
  int depth = 0;
  size_t value_begin = std::string_view::npos;
  bool is_name = true;  // the next string at depth 1 is a member name
  bool found = false;
  for (size_t i = 0; i < object.size(); ++i) {
    const char c = object[i];
    if (c == '"') {
      const size_t end = SkipString(object, i);
      if (depth == 1 && is_name && end <= object.size()) {
        found = object.substr(i + 1, end - i - 2) == name;
      }
      i = end - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (depth == 1 && c == ':') {
      is_name = false;
      value_begin = i + 1;
    } else if (c == '}' || c == ']' || c == ',') {
      if (depth == 1) {
        if (found && !is_name) return Strip(object.substr(value_begin, i - value_begin));
        is_name = true;
      }
      if (c != ',') --depth;
    }
  }
  return std::nullopt;
}

}  // namespace gongbao::gateway
