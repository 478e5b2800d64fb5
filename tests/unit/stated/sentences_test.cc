// Tables of invented sentences and the facts that they state: tests/data/sentences/<kind>.txt. A line
// that begins at the margin is the role of the section and the sentence, the indented lines below it
// are its facts of that kind (see StatedLine), in order; none where there are none. # begins a note.
// GONGBAO_REWRITE_SENTENCES=1 in the environment writes what is read now, for a person to look over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "services/base/share.h"
#include "services/base/text.h"
#include "tests/unit/extraction/report.h"
#include "tests/unit/stated/stated_line.h"

namespace gongbao::extraction {
namespace {

struct Table {
  const char* file;
  model::FactKind kind;
};
std::ostream& operator<<(std::ostream& out, const Table& table) { return out << table.file; }

model::SectionRole RoleNamed(std::string_view name) {
  for (const auto role : {model::SectionRole::kReview, model::SectionRole::kPlan,
                          model::SectionRole::kProblem, model::SectionRole::kMeta}) {
    if (model::SectionRoleName(role) == name) return role;
  }
  return model::SectionRole::kUnknown;
}

struct Row {
  std::string notes;  // the lines before it, as they stand
  std::string role;
  std::string sentence;
  std::vector<std::string> facts;
};

std::vector<Row> RowsOf(const std::string& path) {
  std::vector<Row> rows;
  const auto text = ReadFile(path, 1 << 20);
  EXPECT_TRUE(text.ok()) << path;
  if (!text.ok()) return rows;
  std::string notes;
  for (const std::string_view line : Split(*text, '\n')) {
    if (line.starts_with("    ")) {
      EXPECT_FALSE(rows.empty()) << path << ": facts before the first sentence";
      if (!rows.empty()) rows.back().facts.emplace_back(line.substr(4));
      continue;
    }
    const size_t space = line.find(' ');
    if (line.empty() || line[0] == '#') {
      if (!line.empty()) notes += std::string(line) + "\n";
      continue;
    }
    EXPECT_NE(space, line.npos) << path << ": " << line;
    if (space == line.npos) continue;
    rows.push_back({notes, std::string(line.substr(0, space)), std::string(line.substr(space + 1)), {}});
    notes.clear();
  }
  return rows;
}

std::vector<std::string> LinesOf(const Row& row, model::FactKind kind) {
  Report report;
  report.text = row.sentence;
  report.role = RoleNamed(row.role);
  std::vector<std::string> lines;
  for (const model::Fact& fact : FactsOf(report)) {
    EXPECT_EQ(fact.quote, fact.evidence.In(report.text));
    EXPECT_TRUE(fact.evidence.Contains(fact.anchor)) << fact.quote;
    if (fact.kind() == kind) lines.push_back(StatedLine(fact));
  }
  return lines;
}

class Sentences : public testing::TestWithParam<Table> {};

TEST_P(Sentences, StateTheirFacts) {
  const std::string path = std::string(GONGBAO_SENTENCES) + "/" + GetParam().file;
  const std::vector<Row> rows = RowsOf(path);
  EXPECT_GE(rows.size(), 20u);
  std::string now;
  for (const Row& row : rows) {
    EXPECT_NE(RoleNamed(row.role), model::SectionRole::kUnknown) << row.role;
    const std::vector<std::string> lines = LinesOf(row, GetParam().kind);
    now += row.notes + row.role + " " + row.sentence + "\n";
    for (const std::string& line : lines) now += "    " + line + "\n";
    if (std::getenv("GONGBAO_REWRITE_SENTENCES") != nullptr) continue;
    EXPECT_THAT(lines, testing::ElementsAreArray(row.facts)) << row.sentence;
  }
  if (std::getenv("GONGBAO_REWRITE_SENTENCES") != nullptr) std::ofstream(path) << now;
}

INSTANTIATE_TEST_SUITE_P(
    Tables, Sentences,
    testing::Values(Table{"projects.txt", model::FactKind::kProject},
                    Table{"commitments.txt", model::FactKind::kCommitment},
                    Table{"problems.txt", model::FactKind::kProblem},
                    Table{"honours.txt", model::FactKind::kHonour},
                    Table{"entities.txt", model::FactKind::kEntity}));

}  // namespace
}  // namespace gongbao::extraction
