// What stands in front of a report and under it: title, subtitle, occasion, speaker, signature. Thread rule: pure functions.
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
  std::string issuer;        // the line above the title: 中共新月街道工委
  std::string tail_issuer;   // under the text: 新月镇人民政府
  std::string tail_date;     // 2018年12月20日
  // Lines of the clean text that this is; the report's text begins behind them.
  size_t lines = 0;
};

Head ReadHead(std::string_view clean_text);

// "新月县人民政府县长 王小明" → "新月县人民政府县长"; empty where the line is no role and name.
std::string RoleOfLine(std::string_view line);

}  // namespace gongbao::ingest
