#include "services/adapters/postgres/binary_format.h"

#include <gtest/gtest.h>

#include <limits>

namespace gongbao::postgres {
namespace {

TEST(BinaryFormatTest, NumbersAreReadWithTheirSign) {
  for (const int64_t value : {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{-4294967296},
                              std::numeric_limits<int64_t>::max(),
                              std::numeric_limits<int64_t>::min()}) {
    std::string bytes;
    AppendInt64(value, &bytes);
    EXPECT_EQ(ReadInt(bytes), value);
  }
  EXPECT_EQ(ReadInt("\xff\xff\xff\xfe"), -2);
  EXPECT_EQ(ReadInt(std::string("\0\0\0\x05", 4)), 5);
  EXPECT_EQ(ReadInt(""), 0);
}

TEST(BinaryFormatTest, AnArrayHoldsOneColumn) {
  const std::vector<sql::Value> values = {std::string_view("a"), int64_t{7}, sql::Value(),
                                          int64_t{8}};
  const std::string column = EncodeArray(kTextOid, values, 0, 2);
  EXPECT_EQ(column, std::string("\0\0\0\x01"      // one dimension
                                "\0\0\0\x01"      // with NULL
                                "\0\0\0\x19"      // of text
                                "\0\0\0\x02"      // two elements
                                "\0\0\0\x01"      // from 1
                                "\0\0\0\x01" "a"  // "a"
                                "\xff\xff\xff\xff",  // NULL
                                29));
}

}  // namespace
}  // namespace gongbao::postgres
