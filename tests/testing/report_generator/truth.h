// What a report was meant to say: headings and headline indicators, written as JSON lines whose keys are
// those of gongbao analyze, so that the two can be compared. Thread rule: value types.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::generator {

// How an indicator changed. amount is absent where it is masked.
struct TruthChange {
  std::string kind;  // yoy, from, points
  std::optional<std::string> amount;  // decimal number; a fall is negative
  std::string unit;
};

// A headline indicator as it stands in the report.
struct TruthFigure {
  std::string name;
  std::string canonical;
  std::optional<std::string> value;  // decimal number; absent when masked or only growth is given
  std::string unit;                  // empty when only growth is given
  std::string bound;                 // "", over, at_least, near
  std::vector<TruthChange> changes;
  std::optional<std::string> period;  // 2022, 2022-01/2022-10; absent where the year is masked
  std::string status;                 // actual, estimate, target
  bool masked = false;
  std::string of;  // the whole that this is a part of (其中)
};

struct TruthHeading {
  int level = 1;
  std::string label;
  std::string title;
  std::string role;  // review, plan, problem
};

// Everything that is known of one report.
struct Truth {
  std::string title;
  std::string kind;  // work_report, work_summary, speech
  // Empty where the report masks them.
  std::string place;
  std::string place_id;
  std::string province;
  std::string city;
  std::string county;
  std::optional<int> year;
  std::vector<TruthHeading> headings;
  std::vector<TruthFigure> figures;
};

// Appends the report's records: a meta, then its sections, then its indicators, without the keys that have
// nothing to say. file: the file that holds the report.
void AppendTruthLines(const Truth& truth, std::string_view file, std::string* out);

// Appends text as a JSON string, quotation marks included.
void AppendJsonString(std::string_view text, std::string* out);

}  // namespace gongbao::generator
