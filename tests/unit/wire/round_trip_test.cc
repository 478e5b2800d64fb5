// Every field of every message survives the way to the model and back.
#include <gtest/gtest.h>

#include <google/protobuf/util/message_differencer.h>

#include <set>
#include <string>

#include "services/wire/convert.h"
#include "tests/unit/wire/message_filler.h"

namespace gongbao::wire {
namespace {

// Enough for each alternative of a fact, masked and not, and for each value of each enum.
constexpr int kVariants = 42;

template <class Message, class Read>
void ExpectRoundTrip(const Read& read) {
  std::set<std::string> filled;
  for (int variant = 0; variant < kVariants; ++variant) {
    SCOPED_TRACE(variant);
    Message message;
    MessageFiller(variant).Fill(&message);
    AddFieldsSet(message, &filled);
    const auto value = read(message);
    ASSERT_TRUE(value.ok()) << value.status();
    const Message back = ToProto(*value);
    std::string difference;
    google::protobuf::util::MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(message, back)) << difference;
  }
  std::set<std::string> all;
  AddFields(Message::descriptor(), &all);
  EXPECT_EQ(filled, all);
}

TEST(RoundTrip, PlaceRef) {
  ExpectRoundTrip<v1::PlaceRef>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Period) {
  ExpectRoundTrip<v1::Period>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Hints) {
  ExpectRoundTrip<v1::Hints>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Document) {
  ExpectRoundTrip<v1::Document>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Quantity) {
  ExpectRoundTrip<v1::Quantity>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Fact) {
  ExpectRoundTrip<v1::Fact>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Segmentation) {
  ExpectRoundTrip<v1::Segmentation>(
      [](const auto& message) { return FromProto(message, MessageFiller::kTextBytes); });
}
TEST(RoundTrip, CorrectedFields) {
  ExpectRoundTrip<v1::CorrectedFields>([](const auto& message) { return FromProto(message); });
}
TEST(RoundTrip, Analysis) {
  ExpectRoundTrip<v1::Analysis>([](const auto& message) { return FromProto(message); });
}

// Messages that are only sent: whatever they have is set from a model without empty fields.
template <class Message>
void ExpectAllSet(const Message& message) {
  std::set<std::string> all;
  AddFields(Message::descriptor(), &all);
  std::set<std::string> filled;
  AddFieldsSet(message, &filled);
  EXPECT_EQ(filled, all);
}

TEST(Sent, Place) {
  model::Place place{"421321100", "何店镇", model::PlaceLevel::kTown, "421321", 1950, 2020, {"421321101"}};
  ExpectAllSet(ToProto(place));
}

TEST(Sent, Source) {
  v1::Hints hints;
  MessageFiller(0).Fill(&hints);
  model::Source source{"5f", 12, "text/html", "GB18030", {{"a.html", "6e", "7", *FromProto(hints), 8}}};
  ExpectAllSet(ToProto(source));
}

TEST(Sent, Job) {
  model::Job job;
  job.id = "j";
  job.display_name = "name";
  job.state = model::JobState::kRunning;
  job.items_total = job.items_done = job.items_failed = job.items_cancelled = 1;
  job.bytes_total = job.bytes_done = job.documents = job.facts = 2;
  job.created_unix_ms = job.ended_unix_ms = 3;
  job.kind = model::JobKind::kReprocess;
  job.force = true;
  job.changes = {1, 2, 3, 4};
  job.failures = {{"decode", "EMPTY_TEXT", 2, 7, "leave it out"}};
  ExpectAllSet(ToProto(job));
}

TEST(Sent, JobItem) {
  model::JobItem item;
  item.job = "j";
  item.number = 1;
  item.display_name = "name";
  item.source_id = "5f";
  item.byte_size = item.facts = 2;
  item.state = model::JobItemState::kDone;
  item.attempts = 1;
  item.error = "e";
  item.error_reason = "INTERNAL";
  item.error_stage = "read";
  item.documents = {"5f-0"};
  item.mode = model::ItemMode::kCompare;
  item.changes = {1, 2, 3, 4};
  item.not_before_unix_ms = 5;
  ExpectAllSet(ToProto(item));
}

TEST(Sent, Correction) {
  v1::CorrectedFields fields;
  MessageFiller(1).Fill(&fields);
  model::Correction correction{"5f-0", 3, *FromProto(fields), {"title"}, "me", "why", 8};
  ExpectAllSet(ToProto(correction));
  EXPECT_EQ(ToProto(correction).name(), "documents/5f-0/corrections/3");
}

// What a sender may get wrong is refused, and the field named.
template <class Message>
struct Broken {
  const char* name;
  void (*breaks)(Message*);
  const char* field;
};

TEST(Refused, Analysis) {
  const Broken<v1::Analysis> cases[] = {
      {"sentence outside the text",
       [](v1::Analysis* a) {
         a->mutable_segmentation()->mutable_sentences(0)->mutable_span()->set_end(65);
       },
       "sentence.span"},
      {"span that ends before it begins",
       [](v1::Analysis* a) {
         a->mutable_segmentation()->mutable_sections(0)->mutable_span()->set_begin(60);
         a->mutable_segmentation()->mutable_sections(0)->mutable_span()->set_end(59);
       },
       "section.span"},
      {"negative span",
       [](v1::Analysis* a) {
         a->mutable_segmentation()->mutable_sections(0)->mutable_heading()->set_begin(-1);
       },
       "section.heading"},
      {"sentence of no section",
       [](v1::Analysis* a) { a->mutable_segmentation()->mutable_sentences(0)->set_section(2); },
       "sentence.section"},
      {"section that is its own parent",
       [](v1::Analysis* a) { a->mutable_segmentation()->mutable_sections(1)->set_parent(1); },
       "section.parent"},
      {"arrays of words of different lengths",
       [](v1::Analysis* a) { a->mutable_segmentation()->mutable_tokens()->add_begin(40); },
       "tokens"},
      {"fact outside the text",
       [](v1::Analysis* a) { a->mutable_facts(0)->mutable_evidence()->set_end(65); },
       "fact.evidence"},
      {"fact of no kind", [](v1::Analysis* a) { a->mutable_facts(0)->clear_content(); },
       "fact.content"},
      {"enum value that there is none of",
       [](v1::Analysis* a) {
         a->mutable_document()->set_kind(static_cast<v1::DocumentKind>(77));
       },
       "document.kind"},
  };
  for (const auto& broken : cases) {
    v1::Analysis message;
    MessageFiller(0).Fill(&message);
    ASSERT_TRUE(FromProto(message).ok());
    broken.breaks(&message);
    const auto value = FromProto(message);
    ASSERT_FALSE(value.ok()) << broken.name;
    EXPECT_TRUE(absl::IsInvalidArgument(value.status())) << broken.name;
    EXPECT_NE(Message(value.status()).find(broken.field), std::string::npos)
        << broken.name << ": " << value.status();
  }
}

}  // namespace
}  // namespace gongbao::wire
