#include "gateway/transcode/path_template.h"

#include <algorithm>

#include "gateway/http/url.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

bool IsIdentifierChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool IsLiteralChar(char c) { return IsIdentifierChar(c) || c == '-' || c == '.' || c == '~'; }

// RequestPath::Parse has checked that decoding works.
std::string Decoded(std::string_view text, bool keep_slash) {
  StatusOr<std::string> decoded = PercentDecode(text, keep_slash);
  return decoded.ok() ? *std::move(decoded) : std::string(text);
}

}  // namespace

StatusOr<RequestPath> RequestPath::Parse(std::string_view path) {
  if (StatusOr<std::string> decoded = PercentDecode(path); !decoded.ok()) return decoded.status();
  if (path.empty() || path[0] != '/') return InvalidArgument("the path does not begin with /");
  RequestPath result;
  result.segments = Split(path.substr(1), '/');
  return result;
}

// Recursive descent without recursion: variables do not nest.
class PathTemplate::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  StatusOr<PathTemplate> Run() {
    result_.text_ = std::string(text_);
    do {
      if (!Eat('/')) return Error("expected /");
      GONGBAO_RETURN_IF_ERROR(Peek() == '{' ? ParseVariable() : ParseSegment());
    } while (Peek() == '/');
    if (Eat(':')) {
      result_.verb_ = Take(IsLiteralChar);
      if (result_.verb_.empty()) return Error("expected a verb after :");
    }
    if (at_ != text_.size()) return Error("unexpected character");
    return std::move(result_);
  }

 private:
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Eat(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }
  std::string Take(bool (*accepts)(char)) {
    const size_t begin = at_;
    while (at_ < text_.size() && accepts(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }
  Status Error(std::string_view what) const {
    return InvalidArgument(
        Cat({"path template '", text_, "': ", what, " at byte ", std::to_string(at_)}));
  }

  Status ParseSegment() {
    using Kind = Segment::Kind;
    if (!result_.segments_.empty() && result_.segments_.back().kind == Kind::kRest) {
      return Error("nothing may follow **");
    }
    Segment segment;
    if (Eat('*')) {
      segment.kind = Eat('*') ? Kind::kRest : Kind::kOne;
    } else {
      segment.literal = Take(IsLiteralChar);
      if (segment.literal.empty()) return Error("expected a segment");
    }
    result_.segments_.push_back(std::move(segment));
    return absl::OkStatus();
  }

  Status ParseVariable() {
    Eat('{');
    Variable variable;
    variable.begin = result_.segments_.size();
    variable.field_path = Take([](char c) { return IsIdentifierChar(c) || c == '.'; });
    if (variable.field_path.empty()) return Error("expected a field path");
    for (const Variable& other : result_.variables_) {
      if (other.field_path == variable.field_path) return Error("a field is bound twice");
    }
    if (Eat('=')) {
      do {
        GONGBAO_RETURN_IF_ERROR(ParseSegment());
      } while (Eat('/'));
    } else {
      if (!result_.segments_.empty() && result_.segments_.back().kind == Segment::Kind::kRest) {
        return Error("nothing may follow **");
      }
      result_.segments_.push_back({Segment::Kind::kOne, ""});
    }
    if (!Eat('}')) return Error("expected }");
    variable.end = result_.segments_.size();
    result_.variables_.push_back(std::move(variable));
    return absl::OkStatus();
  }

  std::string_view text_;
  size_t at_ = 0;
  PathTemplate result_;
};

StatusOr<PathTemplate> PathTemplate::Parse(std::string_view text) { return Parser(text).Run(); }

std::optional<std::vector<PathValue>> PathTemplate::Match(const RequestPath& path) const {
  const bool has_rest = segments_.back().kind == Segment::Kind::kRest;
  const size_t fixed = segments_.size() - (has_rest ? 1 : 0);
  if (path.segments.size() < fixed || (!has_rest && path.segments.size() > fixed)) return {};
  std::vector<std::string_view> parts = path.segments;
  if (!verb_.empty()) {
    if (parts.empty()) return {};
    const size_t colon = parts.back().rfind(':');
    if (colon == std::string_view::npos || parts.back().substr(colon + 1) != verb_) return {};
    parts.back() = parts.back().substr(0, colon);
  }
  for (size_t i = 0; i < fixed; ++i) {
    const bool matches = segments_[i].kind == Segment::Kind::kLiteral
                             ? Decoded(parts[i], false) == segments_[i].literal
                             : !parts[i].empty();
    if (!matches) return {};
  }
  std::vector<PathValue> values;
  for (const Variable& variable : variables_) {
    const bool to_end = has_rest && variable.end == segments_.size();
    const size_t end = to_end ? parts.size() : variable.end;
    const bool single = variable.end - variable.begin == 1 && !to_end;
    std::string value;
    for (size_t i = variable.begin; i < end; ++i) {
      if (i > variable.begin) value += '/';
      value += Decoded(parts[i], /*keep_slash=*/!single);
    }
    values.push_back({variable.field_path, std::move(value)});
  }
  return values;
}

bool PathTemplate::SameShape(const PathTemplate& other) const {
  return segments_ == other.segments_ && verb_ == other.verb_;
}

bool PathTemplate::Before(const PathTemplate& other) const {
  if (verb_.empty() != other.verb_.empty()) return !verb_.empty();
  const size_t common = std::min(segments_.size(), other.segments_.size());
  for (size_t i = 0; i < common; ++i) {
    if (segments_[i].kind != other.segments_[i].kind) {
      return segments_[i].kind < other.segments_[i].kind;
    }
  }
  return segments_.size() > other.segments_.size();
}

}  // namespace gongbao::gateway
