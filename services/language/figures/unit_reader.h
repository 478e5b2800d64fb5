// Reads what stands behind a number as its unit. Used by the scanner for one sentence; one thread.
#pragma once

#include <string_view>

#include "services/language/figures/figure_scanner.h"
#include "services/language/figures/numeral.h"
#include "services/language/figures/units.h"

namespace gongbao::figures {

bool IsLatin(char32_t c);
// 大关, 台阶 and the like at `at`: what figures pass.
bool IsLandmark(std::u32string_view text, size_t at);
// Whether the clause ends at `at`.
bool EndsClause(std::u32string_view text, size_t at);

class UnitReader {
 public:
  UnitReader(const FigureScanner& scanner, std::u32string_view text)
      : scanner_(scanner), text_(text) {}

  // Fills unit, kind and value; the end of the unit, or 0 where the number has none.
  size_t Read(const Numeral& numeral, Figure* figure) const;

 private:
  UnitTable::Found FindUnit(const Numeral& numeral, size_t at) const;
  bool Fits(const Unit& unit, const Numeral& numeral, size_t at) const;
  size_t ReadMoreThan(size_t end, model::Quantity* quantity) const;
  bool IsName(size_t at) const;
  bool IsMeeting(size_t begin, size_t end) const;
  bool IsDoubling(size_t begin) const;

  const FigureScanner& scanner_;
  std::u32string_view text_;
};

}  // namespace gongbao::figures
