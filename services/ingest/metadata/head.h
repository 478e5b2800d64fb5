// What stands in front of a report: title, subtitle, occasion, speaker. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongbao::ingest {

struct Head {
  std::string title;
  std::string subtitle;      // without its dashes
  std::string occasion;      // the line that says when and where it was given; may be the subtitle
  std::string speaker_role;  // 新月县人民政府县长
  std::string signature;     // who issued it, and when: 新月市农业农村局2020年3月6日
  // Lines of the clean text that this is; the report's text begins behind them.
  size_t lines = 0;
};

Head ReadHead(std::string_view clean_text);

}  // namespace gongbao::ingest
