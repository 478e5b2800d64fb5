// The clauses in which reports state headline indicators, in the ways in which clerks write them, with a
// record of what each states. Thread rule: an object belongs to one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/testing/report_generator/mask.h"
#include "tests/testing/report_generator/random.h"
#include "tests/testing/report_generator/series.h"
#include "tests/testing/report_generator/truth.h"

namespace gongbao::generator {

// Writes clauses about one town and year. No clause ends in punctuation.
class FigureClauses {
 public:
  FigureClauses(const Town& town, const TownSeries& series, int year, uint64_t seed, Mask* mask,
                std::vector<TruthFigure>* truth);

  // 完成固定资产投资18.9亿元，同比增长12.1%
  std::string Result(Indicator indicator);
  // 农村居民人均可支配收入由上年的18760元增长到20120元，增长7.2%
  std::string ResultFrom(Indicator indicator);
  // 固定资产投资、社会消费品零售总额分别完成3.2亿元和1.5亿元，分别增长9.1%和7%
  std::string PairOfResults(Indicator first, Indicator second);
  // 财政收入完成2903万元，增长11.5%，其中税收收入2310万元
  std::string ResultWithPart(Indicator whole, Indicator part);
  // 规模以上工业增加值同比增长8.2%
  std::string GrowthOnly(Indicator indicator);
  // 城镇新增就业350人
  std::string Level(Indicator indicator);
  // 接待游客12.6万人次、旅游综合收入3200万元，分别增长18.2%和21.6%
  std::string Tourism();
  // 财政收入达到3400万元、增长8.8%
  std::string Aim(Indicator indicator);
  // 1—10月，全镇完成…: ten months of the year under review.
  std::string TenMonths(Indicator indicator);
  // 预计全年完成…
  std::string Expected(Indicator indicator);

 private:
  struct Words {
    std::string name;
    int style = 0;
  };
  const IndicatorSpec& Spec(Indicator indicator) const;
  Words Name(Indicator indicator, int64_t value);
  TruthFigure Record(Indicator indicator, const std::string& name, std::string_view status,
                     int year) const;
  // 22.71亿元; puts value and unit into the record. Keeps one figure in three in masked reports.
  std::string Amount(Indicator indicator, int64_t value, int style, TruthFigure* record);
  // 同比增长12.1%, or nothing where it did not change; puts it into the record.
  std::string Change(int64_t tenths, std::string_view basis, TruthFigure* record);
  std::string Basis();
  std::string Verb(Indicator indicator);
  std::string Remark(Indicator indicator);
  std::string Percent(int64_t tenths);
  std::string AimAtLevel(Indicator indicator);
  std::string AimAtGrowth(Indicator indicator, int64_t percent);
  void Keep(TruthFigure record);

  const Town& town_;
  const TownSeries& series_;
  int year_;
  Random random_;
  Mask* mask_;
  std::vector<TruthFigure>* truth_;
};

}  // namespace gongbao::generator
