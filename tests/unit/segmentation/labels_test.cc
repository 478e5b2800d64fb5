#include "services/segmentation/labels.h"

#include <gtest/gtest.h>

#include <string>

namespace gongbao::segmentation {
namespace {

struct Case {
  const char* text;
  LabelStyle style;
  int number;
  const char* rest;
};

TEST(LabelsTest, ReadsEveryStyle) {
  const Case cases[] = {
      {"一、工作回顾", LabelStyle::kHan, 1, "工作回顾"},
      {"十二、其他", LabelStyle::kHan, 12, "其他"},
      {"二十一、其他", LabelStyle::kHan, 21, "其他"},
      {"一、2022年工作回顾", LabelStyle::kHan, 1, "2022年工作回顾"},
      {"三、 五年来的成就", LabelStyle::kHan, 3, "五年来的成就"},
      {"一．总体要求", LabelStyle::kHan, 1, "总体要求"},
      {"（一）工业", LabelStyle::kHanParen, 1, "工业"},
      {"(十)农业", LabelStyle::kHanParen, 10, "农业"},
      {"（三）、商贸", LabelStyle::kHanParen, 3, "商贸"},
      {"1.收入", LabelStyle::kDigit, 1, "收入"},
      {"10、支出", LabelStyle::kDigit, 10, "支出"},
      {"1.2023年目标", LabelStyle::kDigit, 1, "2023年目标"},
      {"（1）在建", LabelStyle::kDigitParen, 1, "在建"},
      {"(2)储备", LabelStyle::kDigitParen, 2, "储备"},
      {"3）拟建", LabelStyle::kDigitParen, 3, "拟建"},
      {"②道路", LabelStyle::kCircled, 2, "道路"},
      {"⑵道路", LabelStyle::kDigitParen, 2, "道路"},
      {"⒊ 道路", LabelStyle::kDigit, 3, "道路"},
      {"㈣道路", LabelStyle::kHanParen, 4, "道路"},
      {"3 、道路", LabelStyle::kDigit, 3, "道路"},
      {"（ 5 ） 道路", LabelStyle::kDigitParen, 5, "道路"},
      {"一 、道路", LabelStyle::kHan, 1, "道路"},
      {"第一，抓项目", LabelStyle::kOrdinal, 1, "抓项目"},
      {"第三、抓作风", LabelStyle::kOrdinal, 3, "抓作风"},
      {"第一部分 回顾", LabelStyle::kPart, 1, "回顾"},
      {"第二章 总体要求", LabelStyle::kChapter, 2, "总体要求"},
      {"第一节 指标", LabelStyle::kArticle, 1, "指标"},
      {"一是抓项目", LabelStyle::kIs, 1, "抓项目"},
      {"四要抓环境", LabelStyle::kMust, 4, "抓环境"},
      {"首先，要认识到位", LabelStyle::kFirst, 1, "要认识到位"},
      {"其次，要措施到位", LabelStyle::kFirst, 2, "要措施到位"},
      {"——民生改善", LabelStyle::kDash, 0, "民生改善"},
      {"--民生", LabelStyle::kDash, 0, "民生"},
      {"【概况】全镇", LabelStyle::kBracket, 0, "概况】全镇"},
  };
  for (const Case& c : cases) {
    const std::string text = c.text;
    const auto label = ReadLabel(text, 0, text.size(), true);
    ASSERT_TRUE(label.has_value()) << c.text;
    EXPECT_EQ(label->style, c.style) << c.text;
    EXPECT_EQ(label->number, c.number) << c.text;
    EXPECT_EQ(text.substr(label->end), c.rest) << c.text;
  }
}

TEST(LabelsTest, WhatOnlyLooksLikeALabelIsNone) {
  for (const char* text : {"一、二、三产融合",
                           "一、二季度",
                           "二、三产业占比",
                           "1.1公里",
                           "3 公里",
                           "1 、2月份",
                           "⒈",
                           "①",
                           "1.15万亩",
                           "2022.3",
                           "2022年",
                           "1、2月份",
                           "12.4∶46.1∶41.5",
                           "0.5亩",
                           "100.项目",
                           "1.",
                           "一、",
                           "（一）",
                           "第一产业增加值",
                           "第一、第二产业",
                           "一带一路",
                           "一般公共预算",
                           "三农工作",
                           "（镇长）",
                           "（2021）",
                           "-5.3",
                           "—",
                           "- 2 -",
                           "首先要",
                           "一是一，二是二",
                           "",
                           "五年来",
                           "十四五时期",
                           "某某镇",
                           "1.5%",
                           "3:2",
                           "【】空",
                           "第一章程"}) {
    const std::string s = text;
    const auto label = ReadLabel(s, 0, s.size(), true);
    EXPECT_FALSE(label.has_value()) << s;
  }
}

TEST(LabelsTest, InsideALineThereAreNoDashesAndChapters) {
  for (const std::string text : {"——民生", "第一部分 回顾", "【概况】全镇"}) {
    EXPECT_FALSE(ReadLabel(text, 0, text.size(), false).has_value()) << text;
  }
}

TEST(LabelsTest, ReadsNotBeyondTheLimit) {
  const std::string text = "一、回顾\n二";
  EXPECT_FALSE(ReadLabel(text, 0, 6, true).has_value());
  EXPECT_TRUE(ReadLabel(text, 0, 9, true).has_value());
  EXPECT_FALSE(ReadLabel(text, text.size(), text.size(), true).has_value());
}

}  // namespace
}  // namespace gongbao::segmentation
