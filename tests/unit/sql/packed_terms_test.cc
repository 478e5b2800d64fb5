#include "services/adapters/sqlite/packed_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongbao::sqlite {
namespace {

using ::testing::ElementsAreArray;

TEST(PackedTermsTest, TermsComeBack) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += (i == 0 ? "" : " ") + std::to_string(i);
  const std::vector<std::string> sentences = {"道路 路三", "", "路三 a", many, many};
  const std::string packed =
      PackTerms(std::vector<std::string_view>(sentences.begin(), sentences.end()));
  const auto unpacked = UnpackTerms(packed);
  ASSERT_TRUE(unpacked.has_value());
  EXPECT_THAT(*unpacked, ElementsAreArray(sentences));
  EXPECT_LT(packed.size(), 3 * many.size());
}

TEST(PackedTermsTest, BytesCutShortAreRefused) {
  const std::string packed = PackTerms({"道路 路三", "路三 三条"});
  for (size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(UnpackTerms(std::string_view(packed).substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(UnpackTerms(std::string(20, '\xff')).has_value());
}

}  // namespace
}  // namespace gongbao::sqlite
