// A caller's additions to what the services know: words, indicators, cue words. Immutable; its id is
// the SHA-256 of its text, so an answer is a function of the text, the pipeline's version and the ids
// of the bundles. Thread-safe.
//
// A bundle is UTF-8 text of sections. A line @words, @indicators or @cues begins one; the lines below
// it are read by the part that knows their format (@words: services/language/words/word_overlay.h).
// Empty lines and lines that begin with # are left out.
//   # what our county says
//   @words
//   青溪智谷 = org
//   双百双千 120 n
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::model {

enum class BundleSection { kWords, kIndicators, kCues };
inline constexpr int kBundleSectionCount = 3;
std::string_view BundleSectionName(BundleSection section);  // "words"

struct BundleLine {
  size_t number = 0;  // in the bundle, from 1
  std::string_view text;
};

class Bundle {
 public:
  static constexpr size_t kMostInlineBytes = size_t{64} << 10;
  static constexpr size_t kMostFileBytes = size_t{4} << 20;

  // INVALID_ARGUMENT: not UTF-8, a line outside a section, a section of unknown name; the message
  // begins with `name` (a file's path, or "bundle") and the line. RESOURCE_EXHAUSTED: longer than
  // most_bytes.
  static StatusOr<std::shared_ptr<const Bundle>> Parse(std::string text, std::string_view name,
                                                       size_t most_bytes = kMostInlineBytes);
  Bundle(const Bundle&) = delete;
  Bundle& operator=(const Bundle&) = delete;

  // 64 hex digits.
  const std::string& id() const { return id_; }
  // For messages.
  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  const std::vector<BundleLine>& lines(BundleSection section) const {
    return lines_[static_cast<size_t>(section)];
  }

 private:
  Bundle(std::string text, std::string_view name);

  const std::string text_;
  const std::string name_;
  const std::string id_;
  std::array<std::vector<BundleLine>, kBundleSectionCount> lines_;
};

using BundleList = std::vector<std::shared_ptr<const Bundle>>;

// INVALID_ARGUMENT "<name> line <n>: <what>".
Status BadBundleLine(const Bundle& bundle, const BundleLine& line, std::string_view what);

// As a caller names a bundle: its text, or the id of one that the service has. One of them is set.
struct BundleRef {
  std::string text;
  std::string id;
  friend bool operator==(const BundleRef&, const BundleRef&) = default;
};

}  // namespace gongbao::model
