#include "services/model/bundle.h"

#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::model {
namespace {

constexpr std::string_view kNames[kBundleSectionCount] = {"words", "indicators", "cues"};

}  // namespace

std::string_view BundleSectionName(BundleSection section) {
  return kNames[static_cast<size_t>(section)];
}

Status BadBundleLine(const Bundle& bundle, const BundleLine& line, std::string_view what) {
  const std::string number = std::to_string(line.number);
  return InvalidArgument(Cat({bundle.name(), " line ", number, ": ", what}), {{"line", number}});
}

Bundle::Bundle(std::string text, std::string_view name)
    : text_(std::move(text)), name_(name), id_(Sha256Hex(text_)) {}

StatusOr<std::shared_ptr<const Bundle>> Bundle::Parse(std::string text, std::string_view name,
                                                      size_t most_bytes) {
  if (text.size() > most_bytes) {
    return LimitExceeded(Cat({name, ": ", std::to_string(text.size()),
                              " bytes, more than the limit of ", std::to_string(most_bytes)}),
                         {{"limit", std::to_string(most_bytes)}});
  }
  std::shared_ptr<Bundle> bundle(new Bundle(std::move(text), name));
  std::vector<BundleLine>* section = nullptr;
  size_t number = 0;
  for (std::string_view rest : Split(bundle->text_, '\n')) {
    const BundleLine line{++number, Strip(rest)};
    if (const size_t bad = FindInvalidUtf8(rest); bad != rest.npos) {
      return BadBundleLine(*bundle, line, Cat({"byte ", std::to_string(bad + 1), " is not UTF-8"}));
    }
    if (line.text.empty() || line.text.starts_with('#')) continue;
    if (line.text.starts_with('@')) {
      section = nullptr;
      for (int i = 0; i < kBundleSectionCount; ++i) {
        if (line.text.substr(1) == kNames[i]) section = &bundle->lines_[static_cast<size_t>(i)];
      }
      if (section == nullptr) {
        return BadBundleLine(*bundle, line,
                             Cat({"there is no section ", Shorten(line.text, 40),
                                  ", only @words, @indicators, @cues"}));
      }
    } else if (section == nullptr) {
      return BadBundleLine(*bundle, line, "stands before the first section, such as @words");
    } else {
      section->push_back(line);
    }
  }
  return std::shared_ptr<const Bundle>(std::move(bundle));
}

}  // namespace gongbao::model
