// Puts one report together. Thread rule: an object belongs to one thread and makes one report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/testing/report_generator/figures.h"
#include "tests/testing/report_generator/mask.h"
#include "tests/testing/report_generator/phrasebook.h"
#include "tests/testing/report_generator/random.h"
#include "tests/testing/report_generator/report.h"

namespace gongbao::generator {

class Composer {
 public:
  Composer(const Town& town, const TownSeries& series, int year, const Manner& manner);

  Report Compose();

 private:
  struct Part {  // what a part of the report is about
    std::string_view role;
    bool figures = true;  // may state headline indicators
  };

  // composer.cc: title, order of parts, problems, closing
  void AddTitle();
  void AddMeta();
  void AddAddress();
  void AddReview();
  void AddProblems(bool own_section);
  void AddPlan();
  void AddClosing();

  // composer_parts.cc: figures and topics
  std::string HeadlineResults();
  std::string HeadlineTenMonths();
  std::string Aims();
  void AddTopics(const Part& part);
  void AddTopic(const Part& part, int number, std::string_view topic);
  std::vector<std::string> TopicSentences(const Part& part, std::string_view topic, size_t count);
  std::vector<std::string> ProjectSentences(const Part& part);
  std::string Project(std::string_view list, int year);

  // composer_text.cc: phrases and their slots
  std::string Draw(std::string_view list);
  std::string RenderPhrase(const Phrase& phrase, const Part& part);
  bool Fill(const Slot& slot, const Part& part, std::string* out);
  bool FillName(const Slot& slot, std::string* out);
  bool FillFigure(const Slot& slot, const Part& part, std::string* out);
  std::string Year(int year) const;
  void Heading(int level, std::string label, std::string title, std::string_view role);
  std::string NextSection();  // 一、 二、 …
  void Line(std::string line) { report_.lines.push_back(std::move(line)); }

  const Town& town_;
  const TownSeries& series_;
  const int year_;
  const Manner manner_;
  Random random_;
  Mask mask_;
  Report report_;
  FigureClauses figures_;
  int sections_ = 0;
  // The project that the phrase being rendered speaks of.
  std::string project_name_;
  std::string project_money_;
  std::string project_part_;
};

// 一 to 九十九.
std::string ChineseNumeral(int number);

}  // namespace gongbao::generator
