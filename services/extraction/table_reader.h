// Tables in a report: lines with tabs between their cells. Row and column headings give name, unit
// and period of each cell. One object a report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class TableReader : public Emitter {
 public:
  explicit TableReader(const ReportContext& context) : context_(context) {}

  // Whether the sentence is a line of a table; other emitters leave those alone.
  static bool IsRow(std::u32string_view sentence);

  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  enum class ColumnKind { kName, kUnit, kValue, kGrowth, kOther };
  struct Column {
    ColumnKind kind = ColumnKind::kOther;
    std::string unit;  // of all its cells
    PeriodValue period;
    model::FactStatus status = model::FactStatus::kActual;
  };

  void ReadHeader(const SentenceView& sentence, const std::vector<CharSpan>& cells);
  Column HeadingOf(const SentenceView& sentence, std::u32string_view words) const;
  void ReadRow(const SentenceView& sentence, const std::vector<CharSpan>& cells,
               std::vector<model::Fact>* facts);
  std::optional<model::Quantity> CellQuantity(const SentenceView& sentence, CharSpan cell,
                                              const std::string& unit) const;

  const ReportContext& context_;
  int32_t last_paragraph_ = -2;
  int32_t row_ = 0;
  std::vector<Column> columns_;
};

}  // namespace gongbao::extraction
