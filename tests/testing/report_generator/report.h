// An invented report as its author wrote it, before anybody printed, scraped or masked it, and what it
// says. Thread rule: value types.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/testing/report_generator/series.h"
#include "tests/testing/report_generator/town.h"
#include "tests/testing/report_generator/truth.h"

namespace gongbao::generator {

enum class Genre {
  kWorkReport,  // 政府工作报告
  kSummary,     // 工作总结和工作计划
  kSpeech,      // 动员大会上的讲话
  kTenMonths,   // 1—10月工作情况汇报
};

// How the second level of the outline is numbered.
enum class Outline {
  kParentheses,  // （一）title。text
  kDashes,       // ——title。text
  kArabic,       // 1.title。text
  kFirstIs,      // 一是title。text
  kNested,       // （一）title, and under it paragraphs 一是…。
};

// How one report is written.
struct Manner {
  Genre genre = Genre::kWorkReport;
  Outline outline = Outline::kParentheses;
  bool masked = false;
  uint64_t seed = 0;
};

struct Report {
  std::vector<std::string> lines;  // title lines and paragraphs
  Truth truth;
};

// A manner drawn from the seed: mostly work reports, some summaries.
Manner DrawManner(const Town& town, int year, uint64_t seed);

// The report of a town on a year; the same arguments give the same report. Thread-safe.
Report ComposeReport(const Town& town, const TownSeries& series, int year, const Manner& manner);

}  // namespace gongbao::generator
