// The contract of SourceStore.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/base/hash.h"
#include "tests/contract/store_suite.h"

namespace gongbao {
namespace {

using model::Origin;
using model::Role;
using model::Scope;
using model::Source;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SourceStoreTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    GONGBAO_NEEDS_BACKEND(GetParam());
    database_ = testing::StoreDatabase::Create(GetParam());
    Open();
  }
  void Open() {
    stores_ = {};
    sql::StoreOptions options;
    options.facts = false;
    auto stores = database_->Open(options);
    ASSERT_TRUE(stores.ok()) << stores.status();
    stores_ = std::move(stores).value();
  }
  ports::SourceStore& store() { return *stores_.sources; }

  static Source SourceOf(const std::string& bytes) {
    Source source;
    source.id = Sha256Hex(bytes);
    source.byte_size = static_cast<int64_t>(bytes.size());
    source.media_type = "text/plain";
    return source;
  }
  static Origin OriginOf(const std::string& name, int64_t arrived = 1000) {
    Origin origin;
    origin.name = name;
    origin.arrived_unix_ms = arrived;
    return origin;
  }
  // Stores the bytes; their id.
  std::string Put(const std::string& bytes, const Origin& origin,
                  const Scope& scope = Scope::All()) {
    const Source source = SourceOf(bytes);
    const auto result = store().PutSource(scope, source, bytes, origin);
    EXPECT_TRUE(result.ok()) << result.status();
    return source.id;
  }
  static ports::DocumentText DocumentOf(const std::string& source, int64_t offset,
                                        const std::string& home) {
    ports::DocumentText text;
    text.document.id = model::DocumentId(source, offset);
    text.document.source_id = source;
    text.document.source_offset = offset;
    text.document.title = "工作报告";
    text.document.year = 2022;
    text.document.home = home;
    text.revision = "r1";
    text.clean_text = "正文" + std::to_string(offset);
    text.text_map = std::string("\0\x01\xff", 3);
    return text;
  }
  static ports::SourceText TextOf(const std::string& source) {
    return {source, "1", "原文", std::string("\xfe\0", 2)};
  }

  std::unique_ptr<testing::StoreDatabase> database_;
  sql::Stores stores_;
};

GONGBAO_OVER_ALL_BACKENDS(SourceStoreTest);

TEST_P(SourceStoreTest, TheSameBytesAreOneSource) {
  const std::string bytes = std::string("\0\xff\n报告", 9);
  Origin full = OriginOf("a.txt", 5);
  full.container = "ab";
  full.member = "3";
  full.hints.county = "青川县";
  full.hints.year = 0;
  full.hints.url = "https://example.org/";
  const Source source = SourceOf(bytes);
  const auto first = store().PutSource(Scope::All(), source, bytes, full);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_FALSE(first->already_stored);
  const auto second = store().PutSource(Scope::All(), source, bytes, OriginOf("b.txt", 4));
  EXPECT_TRUE(second->already_stored);
  Origin later = full;
  later.arrived_unix_ms = 99;  // the same origin again
  EXPECT_TRUE(store().PutSource(Scope::All(), source, "", later)->already_stored);
  const auto stored = store().GetSource(Scope::All(), source.id);
  ASSERT_TRUE(stored.ok()) << stored.status();
  Source expected = source;
  expected.origins = {OriginOf("b.txt", 4), full};
  EXPECT_EQ(*stored, expected);
  EXPECT_EQ(*store().ReadBytes(Scope::All(), source.id), bytes);
  EXPECT_TRUE(*store().HasSource(Scope::All(), source.id));
}

TEST_P(SourceStoreTest, WhatIsNotThereIsNotFound) {
  for (const std::string id : {"none", "", "'", "\xff"}) {
    EXPECT_FALSE(*store().HasSource(Scope::All(), id));
    EXPECT_EQ(store().GetSource(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(store().ReadBytes(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(store().GetSourceText(Scope::All(), id).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(store().GetDocumentText(Scope::All(), id).status().code(),
              absl::StatusCode::kNotFound);
    EXPECT_EQ(store().SetFormat(Scope::All(), id, "", "").code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(store().PutTexts(Scope::All(), TextOf(id), {}).code(), absl::StatusCode::kNotFound);
    EXPECT_THAT(*store().DocumentsOf(Scope::All(), id), IsEmpty());
  }
  const std::string unread = Put("x", OriginOf("x"));
  EXPECT_EQ(store().GetSourceText(Scope::All(), unread).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_P(SourceStoreTest, BytesThatAreNotThoseAnnouncedAreRefused) {
  Source source = SourceOf("abc");
  EXPECT_EQ(store().PutSource(Scope::All(), source, "ab", OriginOf("a")).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(*store().HasSource(Scope::All(), source.id));
  source.id = "white space";
  EXPECT_EQ(store().PutSource(Scope::All(), source, "abc", OriginOf("a")).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(
      store().PutSource(Scope::All(), SourceOf("abc"), "abc", OriginOf("\xff")).status().code(),
      absl::StatusCode::kInvalidArgument);
}

TEST_P(SourceStoreTest, AnEmptyFileIsASourceToo) {
  const std::string id = Put("", OriginOf("empty.txt"));
  EXPECT_EQ(store().ReadBytes(Scope::All(), id).value(), "");
  EXPECT_EQ(store().GetSource(Scope::All(), id)->byte_size, 0);
}

TEST_P(SourceStoreTest, LargeBytesComeBack) {
  std::string bytes(40 << 20, '\0');
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * i >> 7);
  const std::string id = Put(bytes, OriginOf("large"));
  EXPECT_TRUE(*store().ReadBytes(Scope::All(), id) == bytes);
}

TEST_P(SourceStoreTest, TheFormatIsKnownOnceItWasRead) {
  const std::string id = Put("x", OriginOf("x"));
  ASSERT_TRUE(store().SetFormat(Scope::All(), id, "text/html", "GB18030").ok());
  const auto source = store().GetSource(Scope::All(), id);
  EXPECT_EQ(source->media_type, "text/html");
  EXPECT_EQ(source->encoding, "GB18030");
}

TEST_P(SourceStoreTest, TextsAreReplacedTogether) {
  const std::string id = Put("x", OriginOf("x"));
  const std::vector<ports::DocumentText> documents = {DocumentOf(id, 300, "429001"),
                                                      DocumentOf(id, 7, "429001")};
  ASSERT_TRUE(store().PutTexts(Scope::All(), TextOf(id), documents).ok());
  EXPECT_THAT(*store().DocumentsOf(Scope::All(), id),
              ElementsAre(documents[1].document.id, documents[0].document.id));
  const auto text = store().GetSourceText(Scope::All(), id);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->text, "原文");
  EXPECT_EQ(text->byte_map, std::string("\xfe\0", 2));
  EXPECT_EQ(text->reader_version, "1");
  const auto document = store().GetDocumentText(Scope::All(), documents[0].document.id);
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document, documents[0].document);
  EXPECT_EQ(document->revision, "r1");
  EXPECT_EQ(document->clean_text, "正文300");
  EXPECT_EQ(document->text_map, documents[0].text_map);
  // A second reading finds one document.
  ports::SourceText again = TextOf(id);
  again.reader_version = "2";
  ASSERT_TRUE(store().PutTexts(Scope::All(), again, {DocumentOf(id, 7, "429002")}).ok());
  EXPECT_THAT(*store().DocumentsOf(Scope::All(), id), ElementsAre(documents[1].document.id));
  EXPECT_EQ(store().GetDocumentText(Scope::All(), documents[0].document.id).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(store().GetSourceText(Scope::All(), id)->reader_version, "2");
  // What can't be stored changes nothing.
  ports::DocumentText wrong = DocumentOf(id, 8, "429001");
  wrong.document.title = "\xff";
  EXPECT_EQ(store().PutTexts(Scope::All(), TextOf(id), {wrong}).code(),
            absl::StatusCode::kInvalidArgument);
  wrong = DocumentOf("other", 8, "429001");
  EXPECT_EQ(store().PutTexts(Scope::All(), TextOf(id), {wrong}).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store().GetSourceText(Scope::All(), id)->reader_version, "2");
}

TEST_P(SourceStoreTest, AScopeSeesTheSourcesOfItsDocuments) {
  const Scope county({{"429001", Role::kContributor}});
  const Scope reader({{"429001", Role::kReader}});
  const Scope neighbour({{"429002", Role::kContributor}});
  const std::string id = Put("x", OriginOf("x"), county);
  EXPECT_TRUE(*store().HasSource(county, id));
  EXPECT_FALSE(*store().HasSource(reader, id));  // nothing of it is known yet
  EXPECT_EQ(store().PutSource(reader, SourceOf("y"), "y", OriginOf("y")).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(store().PutTexts(neighbour, TextOf(id), {DocumentOf(id, 0, "429001")}).code(),
            absl::StatusCode::kPermissionDenied);
  ASSERT_TRUE(store().PutTexts(county, TextOf(id), {DocumentOf(id, 0, "429001")}).ok());
  EXPECT_TRUE(*store().HasSource(reader, id));
  EXPECT_TRUE(store().GetSourceText(reader, id).ok());
  EXPECT_EQ(store().DocumentsOf(reader, id)->size(), 1u);
  EXPECT_FALSE(*store().HasSource(neighbour, id));
  EXPECT_EQ(store().GetSource(neighbour, id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store().ReadBytes(neighbour, id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store().GetSourceText(neighbour, id).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store().GetDocumentText(neighbour, model::DocumentId(id, 0)).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(*store().DocumentsOf(neighbour, id), IsEmpty());
  EXPECT_EQ(store().PutTexts(neighbour, TextOf(id), {}).code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(store().SetFormat(neighbour, id, "", "").code(), absl::StatusCode::kPermissionDenied);
}

TEST_P(SourceStoreTest, ManyAtOnceLeaveOneSourceWithAllOrigins) {
  const std::string bytes = "the same";
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 8; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 5; ++i) {
        Put(bytes, OriginOf("name" + std::to_string(writer % 4) + std::to_string(i)));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const auto source = store().GetSource(Scope::All(), Sha256Hex(bytes));
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_EQ(source->origins.size(), 20u);
}

TEST_P(SourceStoreTest, TextsMadeFromLessAreRefused) {
  const std::string id = Put("x", OriginOf("x"));
  ports::SourceText text = TextOf(id);
  text.metadata_version = 3;
  ASSERT_TRUE(store().PutTexts(Scope::All(), text, {DocumentOf(id, 0, "429001")}).ok());
  ports::SourceText older = TextOf(id);
  older.metadata_version = 2;
  older.reader_version = "older";
  const Status refused = store().PutTexts(Scope::All(), older, {DocumentOf(id, 0, "429002")});
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorReason(refused), "OUTDATED_ANALYSIS");
  EXPECT_EQ(store().GetSourceText(Scope::All(), id)->reader_version, "1");
  EXPECT_EQ(store().GetSourceText(Scope::All(), id)->metadata_version, 3);
  EXPECT_EQ(store().GetDocumentText(Scope::All(), model::DocumentId(id, 0))->document.home, "429001");
  // The same again is no less.
  EXPECT_TRUE(store().PutTexts(Scope::All(), text, {DocumentOf(id, 0, "429003")}).ok());
}

model::Correction CorrectionOf(const std::string& document) {
  model::Correction correction;
  correction.document_id = document;
  correction.fields.year = 0;
  correction.fields.title = "";
  correction.fields.kind = model::DocumentKind::kPlan;
  correction.cleared = {"place", "url"};
  correction.author = "王小明";
  correction.note = "see the menu";
  correction.made_unix_ms = 77;
  return correction;
}

TEST_P(SourceStoreTest, CorrectionsAreKeptWhateverIsReadAgain) {
  const std::string id = Put("x", OriginOf("x"));
  const std::string first = model::DocumentId(id, 0);
  const std::string second = model::DocumentId(id, 9);
  ASSERT_TRUE(store().PutTexts(Scope::All(), TextOf(id), {DocumentOf(id, 0, "429001"), DocumentOf(id, 9, "429001")}).ok());
  EXPECT_THAT(*store().CorrectionsOf(Scope::All(), id), IsEmpty());
  model::Correction one = CorrectionOf(first);
  EXPECT_EQ(*store().AddCorrection(Scope::All(), one, ""), 1);
  EXPECT_EQ(*store().AddCorrection(Scope::All(), one, ""), 2);
  EXPECT_EQ(*store().AddCorrection(Scope::All(), CorrectionOf(second), "429002"), 1);
  // Another reading, in which the second document is gone.
  ASSERT_TRUE(store().PutTexts(Scope::All(), TextOf(id), {DocumentOf(id, 0, "429001")}).ok());
  if (database_->lasting()) Open();
  const auto kept = store().CorrectionsOf(Scope::All(), id);
  ASSERT_TRUE(kept.ok()) << kept.status();
  ASSERT_EQ(kept->size(), 3u);
  one.number = 1;
  EXPECT_EQ((*kept)[0], one);
  one.number = 2;
  EXPECT_EQ((*kept)[1], one);
  EXPECT_EQ((*kept)[2].document_id, second);
}

TEST_P(SourceStoreTest, CorrectionsNeedADocumentAndTheRightToWriteIt) {
  const std::string id = Put("x", OriginOf("x"));
  const std::string document = model::DocumentId(id, 0);
  ASSERT_TRUE(store().PutTexts(Scope::All(), TextOf(id), {DocumentOf(id, 0, "429001")}).ok());
  for (const std::string unknown : {"none-0", "", "'", "\xff"}) {
    EXPECT_EQ(store().AddCorrection(Scope::All(), CorrectionOf(unknown), "").status().code(),
              absl::StatusCode::kNotFound);
    EXPECT_THAT(*store().CorrectionsOf(Scope::All(), unknown), IsEmpty());
  }
  const Scope county({{"429001", Role::kContributor}});
  const Scope reader({{"429001", Role::kReader}});
  const Scope neighbour({{"429002", Role::kContributor}});
  EXPECT_EQ(store().AddCorrection(reader, CorrectionOf(document), "").status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(store().AddCorrection(neighbour, CorrectionOf(document), "").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(store().AddCorrection(county, CorrectionOf(document), "429002").status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(store().AddCorrection(county, CorrectionOf(document), "429001").ok());
  EXPECT_EQ(store().CorrectionsOf(reader, id)->size(), 1u);
  EXPECT_THAT(*store().CorrectionsOf(neighbour, id), IsEmpty());
  model::Correction wrong = CorrectionOf(document);
  wrong.note = "\xff";
  EXPECT_EQ(store().AddCorrection(county, wrong, "").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(SourceStoreTest, CorrectionsMadeAtOnceAreNumbered) {
  const std::string id = Put("x", OriginOf("x"));
  const std::string document = model::DocumentId(id, 0);
  ASSERT_TRUE(store().PutTexts(Scope::All(), TextOf(id), {DocumentOf(id, 0, "429001")}).ok());
  std::vector<std::thread> people;
  for (int i = 0; i < 4; ++i) {
    people.emplace_back([&] {
      for (int n = 0; n < 5; ++n) EXPECT_TRUE(store().AddCorrection(Scope::All(), CorrectionOf(document), "").ok());
    });
  }
  for (std::thread& person : people) person.join();
  const auto kept = store().CorrectionsOf(Scope::All(), id);
  ASSERT_EQ(kept->size(), 20u);
  for (size_t i = 0; i < kept->size(); ++i) EXPECT_EQ((*kept)[i].number, static_cast<int64_t>(i) + 1);
}

TEST_P(SourceStoreTest, SourcesOutliveTheProcess) {
  if (!database_->lasting()) GTEST_SKIP() << "a database in memory ends with its process";
  const std::string id = Put("x", OriginOf("x"));
  ASSERT_TRUE(store().PutTexts(Scope::All(), TextOf(id), {DocumentOf(id, 0, "429001")}).ok());
  Open();
  EXPECT_EQ(*store().ReadBytes(Scope::All(), id), "x");
  EXPECT_TRUE(store().GetDocumentText(Scope::All(), model::DocumentId(id, 0)).ok());
}

}  // namespace
}  // namespace gongbao
