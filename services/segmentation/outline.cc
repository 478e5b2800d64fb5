#include "services/segmentation/outline.h"

namespace gongbao::segmentation {

std::vector<model::Section> ReadOutline(std::string_view text, const OutlineOptions&) {
  model::Section root;
  root.role = model::SectionRole::kMeta;
  root.span = {0, static_cast<uint32_t>(text.size())};
  return {root};
}

std::string_view RulesText() { return ""; }

}  // namespace gongbao::segmentation
