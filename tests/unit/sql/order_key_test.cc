#include "services/adapters/sql/order_key.h"

#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace gongbao::sql {
namespace {

auto Tied(const FactKey& key) {
  return std::tie(key.home, key.place_id, key.first_month, key.last_month, key.document,
                  key.evidence_begin, key.evidence_end, key.kind, key.id, key.n);
}

std::vector<FactKey> Keys() {
  std::vector<FactKey> keys;
  for (const char* place : {"", "429001", "429001101", "429001~云", "429001~云岭"}) {
    for (const int64_t month : {int64_t{-2147483648}, int64_t{0}, int64_t{202201},
                                int64_t{2147483647}}) {
      for (const char* document : {"a", "a-0", "ab-0"}) {
        keys.push_back({"429001", place, month, month, document, 7, 4294967295, 1, "f", 3});
      }
    }
  }
  return keys;
}

TEST(OrderKeyTest, BytesRiseWithTheOrder) {
  for (const FactKey& a : Keys()) {
    for (const FactKey& b : Keys()) {
      EXPECT_EQ(EncodeKey(a) < EncodeKey(b), Tied(a) < Tied(b));
    }
  }
}

TEST(OrderKeyTest, AKeyIsReadBack) {
  for (const FactKey& key : Keys()) {
    const auto read = DecodeFactKey(EncodeKey(key));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(Tied(*read), Tied(key));
  }
  const auto document = DecodeDocumentKey(EncodeKey(DocumentKey{"429001", "", -4294967296, "a"}));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->year, -4294967296);
  EXPECT_EQ(document->id, "a");
}

TEST(OrderKeyTest, OtherTextIsNoKey) {
  const std::string good = EncodeKey(Keys().front());
  for (const std::string& text :
       {std::string(), std::string("x"), good + " ", good.substr(1), good.substr(0, good.size() - 1),
        std::string(9, ' '), good + "\xff"}) {
    const auto read = DecodeFactKey(text);
    if (read.ok()) {
      EXPECT_EQ(EncodeKey(*read), text);
    }
  }
  EXPECT_FALSE(DecodeFactKey("").ok());
  EXPECT_FALSE(DecodeFactKey(std::string(9, ' ')).ok());
  EXPECT_FALSE(DecodeFactKey(good.substr(0, good.size() - 1)).ok());
  EXPECT_FALSE(DecodeDocumentKey(good).ok());
}

}  // namespace
}  // namespace gongbao::sql
