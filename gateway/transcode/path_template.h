// Path templates of google.api.http ("/v1/{name=jobs/*}:seal") and matching of request paths.
// A value; const after Parse, so free for all threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::gateway {

// A request path cut at its slashes: segments as sent. INVALID_ARGUMENT where percent-encoding is
// broken or the path is not UTF-8 when decoded.
struct RequestPath {
  static StatusOr<RequestPath> Parse(std::string_view path);
  std::vector<std::string_view> segments;
};

// A field path of the template and what the request has in its place, decoded.
struct PathValue {
  std::string field_path;
  std::string value;
};

class PathTemplate {
 public:
  // A piece between two slashes.
  struct Segment {
    enum class Kind { kLiteral, kOne, kRest };
    Kind kind = Kind::kLiteral;
    std::string literal;
    bool operator==(const Segment&) const = default;
  };
  // Segments [begin, end) are the value of field_path.
  struct Variable {
    std::string field_path;
    size_t begin = 0;
    size_t end = 0;
  };

  // INVALID_ARGUMENT says what is wrong and where. `**` may only be the last segment.
  static StatusOr<PathTemplate> Parse(std::string_view text);

  // The values of the variables, or nothing where the path is another one.
  std::optional<std::vector<PathValue>> Match(const RequestPath& path) const;

  const std::string& text() const { return text_; }
  const std::vector<Segment>& segments() const { return segments_; }
  const std::vector<Variable>& variables() const { return variables_; }
  const std::string& verb() const { return verb_; }

  // True where both match the same paths.
  bool SameShape(const PathTemplate& other) const;
  // True where this one is tried before the other: a literal before *, * before **, a verb before
  // none.
  bool Before(const PathTemplate& other) const;

 private:
  class Parser;
  std::string text_;
  std::vector<Segment> segments_;
  std::vector<Variable> variables_;
  std::string verb_;
};

}  // namespace gongbao::gateway
