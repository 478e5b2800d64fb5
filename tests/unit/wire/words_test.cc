// Search terms, considered words and bundles survive the way to their messages and back.
#include "services/wire/words.h"

#include <gtest/gtest.h>

namespace gongbao::wire {
namespace {

TEST(WordsOnTheWire, Terms) {
  const model::SearchTerms terms{{0, 0, 3}, {3, 6, 9}, {0, 4, 2}};
  const v1::SearchTerms message = ToProto(terms);
  EXPECT_EQ(message.kind_names(4), "word");
  EXPECT_EQ(*FromProto(message, 9), terms);
  EXPECT_EQ(*FromProto(ToProto(model::SearchTerms{}), 0), model::SearchTerms{});
  EXPECT_FALSE(FromProto(message, 8).ok()) << "a term outside the text";
  v1::SearchTerms uneven = message;
  uneven.add_kind(1);
  EXPECT_FALSE(FromProto(uneven, 9).ok());
  v1::SearchTerms falling = message;
  falling.set_begin(0, 2);
  EXPECT_FALSE(FromProto(falling, 9).ok());
  v1::SearchTerms unknown = message;
  unknown.set_kind(0, 5);
  EXPECT_FALSE(FromProto(unknown, 9).ok());
}

TEST(WordsOnTheWire, ConsideredWords) {
  for (int origin = 0; origin < model::kWordOriginCount; ++origin) {
    model::ConsideredWord word{3, 9, static_cast<model::WordOrigin>(origin), model::WordTag::kOrg, {}, {}, true};
    if (origin % 2 == 0) word.weight = -3.25, word.path_weight = -7.5;
    const v1::ConsideredWord message = ToProto(word);
    EXPECT_NE(message.origin(), v1::WORD_ORIGIN_UNSPECIFIED);
    EXPECT_EQ(*FromProto(message, 9), word);
    EXPECT_FALSE(FromProto(message, 8).ok());
  }
  v1::ConsideredWord message = ToProto(model::ConsideredWord{0, 3, {}, {}, {}, {}, false});
  message.set_tag("nonsense");
  EXPECT_FALSE(FromProto(message, 3).ok());
  message.set_tag("noun");
  message.set_origin(v1::WORD_ORIGIN_UNSPECIFIED);
  EXPECT_FALSE(FromProto(message, 3).ok());
}

TEST(WordsOnTheWire, Bundles) {
  for (const model::BundleRef& bundle : {model::BundleRef{"@words\n", ""}, model::BundleRef{"", "5f"}}) {
    EXPECT_EQ(FromProto(ToProto(bundle)), bundle);
  }
}

}  // namespace
}  // namespace gongbao::wire
