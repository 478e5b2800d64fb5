// The tables of tests/data/sentences that are of facts stated in words: each line a sentence and what
// must be read out of it. GONGBAO_REWRITE_SENTENCES=1 in the environment writes what is read now, for
// a person to look over.
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
  std::string line;  // as it stands; of a note or setting, all there is
  std::string sentence;
  std::string facts;
  model::SectionRole role = model::SectionRole::kUnknown;
};

std::vector<Row> RowsOf(const std::string& path) {
  std::vector<Row> rows;
  const auto text = ReadFile(path, 1 << 20);
  EXPECT_TRUE(text.ok()) << path;
  if (!text.ok()) return rows;
  auto role = model::SectionRole::kUnknown;
  for (const std::string_view line : Split(*text, '\n')) {
    if (line.empty()) continue;
    Row row;
    row.line = line;
    const size_t tab = line.find('\t');
    if (line.starts_with("@ role=")) {
      role = RoleNamed(line.substr(7));
      EXPECT_NE(role, model::SectionRole::kUnknown) << line;
    } else if (line[0] != '#') {
      EXPECT_NE(tab, line.npos) << path << ": " << line;
      if (tab == line.npos) continue;
      row.sentence = line.substr(0, tab);
      row.facts = line.substr(tab + 1);
      row.role = role;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string FactsOfRow(const Row& row, model::FactKind kind) {
  Report report;
  report.text = row.sentence;
  report.role = row.role;
  std::string lines;
  for (const model::Fact& fact : FactsOf(report)) {
    EXPECT_EQ(fact.quote, fact.evidence.In(report.text));
    EXPECT_TRUE(fact.evidence.Contains(fact.anchor)) << fact.quote;
    if (fact.kind() == kind) lines += (lines.empty() ? "" : "; ") + StatedLine(fact);
  }
  return lines;
}

class Sentences : public testing::TestWithParam<Table> {};

TEST_P(Sentences, StateTheirFacts) {
  const std::string path = std::string(GONGBAO_SENTENCES) + "/" + GetParam().file;
  const bool rewrite = std::getenv("GONGBAO_REWRITE_SENTENCES") != nullptr;
  const std::vector<Row> rows = RowsOf(path);
  EXPECT_GE(rows.size(), 20u);
  std::string now;
  for (const Row& row : rows) {
    const std::string facts = row.sentence.empty() ? "" : FactsOfRow(row, GetParam().kind);
    now += row.sentence.empty() ? row.line + "\n" : Cat({row.sentence, "\t", facts, "\n"});
    if (rewrite) continue;
    EXPECT_EQ(facts, row.facts) << row.sentence;
  }
  if (rewrite) std::ofstream(path) << now;
}

INSTANTIATE_TEST_SUITE_P(
    Tables, Sentences,
    testing::Values(Table{"projects.tsv", model::FactKind::kProject},
                    Table{"commitments.tsv", model::FactKind::kCommitment},
                    Table{"problems.tsv", model::FactKind::kProblem},
                    Table{"honours.tsv", model::FactKind::kHonour},
                    Table{"entities.tsv", model::FactKind::kEntity}));

}  // namespace
}  // namespace gongbao::extraction
