// IngestService on an in-process channel, over the stores of SQLite.
#include "services/ingest/ingest_service.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/adapters/sqlite/sqlite_stores.h"
#include "services/base/hash.h"
#include "services/ingest/jobs/worker.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "tests/unit/ingest/doubles.h"

namespace gongbao::ingest {
namespace {

constexpr std::string_view kReport =
    "何店鎮(zhèn)政府工作報告\n各位代表：\n2021年，随州市何店鎮完成工業總產值17.39億元，同比增長14%。\n";

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    sql::StoreOptions options;
    options.facts = false;
    stores_ = *sqlite::OpenSqlite(":memory:", options);
    pipeline_ = *Pipeline::Create(std::make_shared<LineSegmenter>(), std::make_shared<FigureExtractor>(), {});
    IngestServiceOptions service_options;
    service_options.limits.file_bytes = 8 << 20;
    service_options.spool_folder = testing::TempDir();
    handler_ = std::make_unique<IngestServiceHandler>(pipeline_, *stores_.sources, *stores_.jobs, writer_,
                                                      service_options);
    server_ = *rpc::Server::Start({}, {handler_.get()});
    stub_ = v1::IngestService::NewStub(server_->InProcessChannel());
    worker_ = std::make_unique<Worker>(pipeline_, *stores_.sources, *stores_.jobs, writer_);
  }

  struct Uploaded {
    grpc::Status status;
    v1::UploadSourceResponse response;
  };
  Uploaded Upload(const v1::UploadSourceHeader& header, std::string_view bytes) {
    grpc::ClientContext context;
    Uploaded uploaded;
    const auto writer = stub_->UploadSource(&context, &uploaded.response);
    v1::UploadSourceRequest request;
    *request.mutable_header() = header;
    bool open = writer->Write(request);
    for (size_t at = 0; open && at < bytes.size(); at += 256 << 10) {
      request.Clear();
      request.mutable_content()->set_data(std::string(bytes.substr(at, 256 << 10)));
      open = writer->Write(request);
    }
    writer->WritesDone();
    uploaded.status = writer->Finish();
    return uploaded;
  }
  static v1::UploadSourceHeader Header(const std::string& name) {
    v1::UploadSourceHeader header;
    header.set_filename(name);
    return header;
  }
  v1::Job GetJob(const std::string& name) {
    grpc::ClientContext context;
    v1::GetJobRequest request;
    request.set_name(name);
    v1::GetJobResponse response;
    const grpc::Status status = stub_->GetJob(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.job();
  }

  sql::Stores stores_;
  std::shared_ptr<const Pipeline> pipeline_;
  RecordingWriter writer_;
  std::unique_ptr<IngestServiceHandler> handler_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<v1::IngestService::Stub> stub_;
  std::unique_ptr<Worker> worker_;
};

// Corrections of the one document that a fixture has read.
class CorrectionTest : public ServiceTest {
 protected:
  CorrectionTest() { Ingest(kReport, Header("a.txt")); }

  void Ingest(std::string_view bytes, const v1::UploadSourceHeader& header) {
    const Uploaded uploaded = Upload(header, bytes);
    EXPECT_TRUE(uploaded.status.ok()) << uploaded.status.error_message();
    worker_->Drain();
  }
  struct Corrected {
    grpc::Status status;
    v1::CorrectDocumentResponse response;
  };
  Corrected Correct(const v1::CorrectDocumentRequest& request) {
    grpc::ClientContext context;
    Corrected corrected;
    corrected.status = stub_->CorrectDocument(&context, request, &corrected.response);
    return corrected;
  }
  v1::CorrectDocumentRequest Request() {
    v1::CorrectDocumentRequest request;
    request.set_name("documents/" + id_);
    return request;
  }
  std::vector<v1::Correction> List() {
    grpc::ClientContext context;
    v1::ListDocumentCorrectionsRequest request;
    request.set_parent("documents/" + id_);
    v1::ListDocumentCorrectionsResponse response;
    const grpc::Status status = stub_->ListDocumentCorrections(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return {response.corrections().begin(), response.corrections().end()};
  }
  model::Document Stored() { return writer_.stored().at(id_).document; }
  static model::FieldEvidence Evidence(const model::Document& document, std::string_view field) {
    for (const model::FieldEvidence& evidence : document.evidence) {
      if (evidence.field == field) return evidence;
    }
    return {};
  }

  const std::string id_ = Sha256Hex(kReport) + "-0";
};

TEST_F(CorrectionTest, HoldsAtOnceAndWhateverIsReadAgain) {
  ASSERT_EQ(Stored().place.place_id, "421303102");
  v1::CorrectDocumentRequest request = Request();
  request.mutable_fields()->set_place_id("421321~何店乡");
  request.mutable_fields()->set_year(2019);
  request.mutable_fields()->set_kind(v1::DOCUMENT_KIND_SPEECH);
  request.set_note("seen in the archive");
  request.set_author("王小明");
  const Corrected corrected = Correct(request);
  ASSERT_TRUE(corrected.status.ok()) << corrected.status.error_message();
  EXPECT_EQ(corrected.response.job(), "");
  EXPECT_EQ(corrected.response.correction().number(), 1);
  EXPECT_EQ(corrected.response.correction().author(), "王小明");
  EXPECT_GT(corrected.response.correction().made_unix_ms(), 0);
  EXPECT_EQ(corrected.response.document().place().place_id(), "421321~何店乡");
  const auto check = [&](const char* when) {
    const model::Document document = Stored();
    EXPECT_EQ(document.place.place_id, "421321~何店乡") << when;
    EXPECT_EQ(document.place.county, "随县") << when;
    EXPECT_EQ(document.place.text, "何店镇") << when;
    EXPECT_EQ(document.home, "421321") << when;
    EXPECT_EQ(document.year, 2019) << when;
    EXPECT_EQ(document.kind, model::DocumentKind::kSpeech) << when;
    EXPECT_EQ(Evidence(document, "place").basis, "correction") << when;
    EXPECT_EQ(Evidence(document, "place").confidence_per_mille, 1000) << when;
    EXPECT_THAT(Evidence(document, "place").conflicts, testing::Contains("421303102")) << when;
    EXPECT_THAT(Evidence(document, "kind").conflicts, testing::ElementsAre("work_report")) << when;
  };
  check("at once");
  Ingest(kReport, Header("a.txt"));
  check("the same file again");
  v1::UploadSourceHeader other = Header("b.txt");
  other.mutable_hints()->set_year(2020);
  other.mutable_hints()->set_place_id("421303102");
  Ingest(kReport, other);
  check("another origin whose hints say something else");
  EXPECT_THAT(Evidence(Stored(), "year").conflicts, testing::Contains("2020"));
  // Rules of another day.
  pipeline_ = *Pipeline::Create(std::make_shared<LineSegmenter>(), std::make_shared<FigureExtractor>(), {"newer"});
  Worker newer(pipeline_, *stores_.sources, *stores_.jobs, writer_);
  ASSERT_TRUE(Upload(Header("a.txt"), kReport).status.ok());
  newer.Drain();
  EXPECT_EQ(writer_.stored().at(id_).pipeline_version, pipeline_->version());
  check("another pipeline");
}

TEST_F(CorrectionTest, IsTakenBack) {
  v1::CorrectDocumentRequest request = Request();
  request.mutable_fields()->set_year(2019);
  request.mutable_fields()->set_title("另一个标题");
  ASSERT_TRUE(Correct(request).status.ok());
  EXPECT_EQ(Stored().year, 2019);
  request = Request();
  request.add_clear_fields("year");
  ASSERT_TRUE(Correct(request).status.ok());
  EXPECT_EQ(Stored().year, 2021);
  EXPECT_EQ(Evidence(Stored(), "year").basis, "text");
  EXPECT_EQ(Stored().title, "另一个标题");
  const std::vector<v1::Correction> all = List();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name(), "documents/" + id_ + "/corrections/1");
  EXPECT_EQ(all[0].fields().year(), 2019);
  EXPECT_EQ(all[1].cleared_fields(0), "year");
}

struct WrongCorrection {
  const char* why;
  void (*spoils)(v1::CorrectDocumentRequest*);
  grpc::StatusCode code;
  const char* names;
};

TEST_F(CorrectionTest, MistakesAreNamed) {
  const WrongCorrection cases[] = {
      {"no such document", [](auto* r) { r->set_name("documents/5f-0"); }, grpc::StatusCode::NOT_FOUND, "5f-0"},
      {"no document's name", [](auto* r) { r->set_name("jobs/5f"); }, grpc::StatusCode::INVALID_ARGUMENT, "jobs/5f"},
      {"no such place", [](auto* r) { r->mutable_fields()->set_place_id("999999"); },
       grpc::StatusCode::INVALID_ARGUMENT, "999999"},
      {"a name for a place", [](auto* r) { r->mutable_fields()->set_place_id("随县"); },
       grpc::StatusCode::INVALID_ARGUMENT, "随县"},
      {"a town of no county", [](auto* r) { r->mutable_fields()->set_place_id("421300~新月镇"); },
       grpc::StatusCode::INVALID_ARGUMENT, "421300~新月镇"},
      {"a year before all reports", [](auto* r) { r->mutable_fields()->set_year(1900); },
       grpc::StatusCode::INVALID_ARGUMENT, "1900"},
      {"a year to come", [](auto* r) { r->mutable_fields()->set_year(20211); },
       grpc::StatusCode::INVALID_ARGUMENT, "20211"},
      {"no kind", [](auto* r) { r->mutable_fields()->set_kind(v1::DOCUMENT_KIND_UNSPECIFIED); },
       grpc::StatusCode::INVALID_ARGUMENT, "kind"},
      {"no date", [](auto* r) { r->mutable_fields()->set_published("2021-2-30x"); },
       grpc::StatusCode::INVALID_ARGUMENT, "2021-2-30x"},
      {"nothing said", [](auto* r) { r->clear_fields(); }, grpc::StatusCode::INVALID_ARGUMENT, "nothing"},
      {"no such field", [](auto* r) { r->add_clear_fields("colour"); }, grpc::StatusCode::INVALID_ARGUMENT, "colour"},
      {"set and cleared", [](auto* r) { r->add_clear_fields("year"); }, grpc::StatusCode::INVALID_ARGUMENT, "year"},
      {"a long note", [](auto* r) { r->set_note(std::string(1001, 'x')); }, grpc::StatusCode::INVALID_ARGUMENT,
       "note"},
  };
  for (const WrongCorrection& c : cases) {
    v1::CorrectDocumentRequest request = Request();
    request.mutable_fields()->set_year(2018);
    c.spoils(&request);
    const Corrected corrected = Correct(request);
    EXPECT_EQ(corrected.status.error_code(), c.code) << c.why;
    EXPECT_THAT(corrected.status.error_message(), testing::HasSubstr(c.names)) << c.why;
  }
  EXPECT_TRUE(List().empty());
  EXPECT_EQ(Stored().year, 2021);
}

TEST_F(CorrectionTest, IsKeptWhereQueryIsAway) {
  writer_.Fail(1);
  v1::CorrectDocumentRequest request = Request();
  request.mutable_fields()->set_year(2019);
  const Corrected corrected = Correct(request);
  ASSERT_TRUE(corrected.status.ok()) << corrected.status.error_message();
  EXPECT_FALSE(corrected.response.has_document());
  ASSERT_NE(corrected.response.job(), "");
  EXPECT_EQ(Stored().year, 2021);
  worker_->Drain();
  EXPECT_EQ(GetJob(corrected.response.job()).state(), v1::JOB_STATE_SUCCEEDED);
  EXPECT_EQ(Stored().year, 2019);
}

TEST_F(CorrectionTest, HistoryComesInPages) {
  for (int year = 2001; year <= 2005; ++year) {
    v1::CorrectDocumentRequest request = Request();
    request.mutable_fields()->set_year(year);
    ASSERT_TRUE(Correct(request).status.ok());
  }
  std::vector<int32_t> years;
  v1::ListDocumentCorrectionsRequest request;
  request.set_parent("documents/" + id_);
  request.set_page_size(2);
  int pages = 0;
  do {
    grpc::ClientContext context;
    v1::ListDocumentCorrectionsResponse response;
    ASSERT_TRUE(stub_->ListDocumentCorrections(&context, request, &response).ok());
    for (const v1::Correction& correction : response.corrections()) years.push_back(correction.fields().year());
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(years, testing::ElementsAre(2001, 2002, 2003, 2004, 2005));
  grpc::ClientContext context;
  v1::ListDocumentCorrectionsResponse response;
  request.set_parent("documents/none-0");
  EXPECT_EQ(stub_->ListDocumentCorrections(&context, request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServiceTest, AnalyzesWithoutStoring) {
  grpc::ClientContext context;
  v1::AnalyzeRequest request;
  request.set_content(std::string(kReport));
  request.set_omit_tokens(true);
  v1::AnalyzeResponse response;
  ASSERT_TRUE(stub_->Analyze(&context, request, &response).ok());
  ASSERT_EQ(response.analyses_size(), 1);
  EXPECT_EQ(response.analyses(0).document().place().place_id(), "421303102");
  EXPECT_EQ(response.analyses(0).facts_size(), 1);
  EXPECT_FALSE(*stores_.sources->HasSource(model::Scope::All(), Sha256Hex(kReport)));
}

TEST_F(ServiceTest, AnalyzesEachReportOfASource) {
  grpc::ClientContext context;
  v1::AnalyzeRequest request;
  const std::string book = Compilation({"何店镇", "洛阳镇", "万店镇"}, 2021);
  request.set_content(book);
  v1::AnalyzeResponse response;
  ASSERT_TRUE(stub_->Analyze(&context, request, &response).ok());
  ASSERT_EQ(response.analyses_size(), 3);
  for (const v1::Analysis& analysis : response.analyses()) {
    EXPECT_EQ(analysis.facts_size(), 1);
    EXPECT_EQ(book.compare(static_cast<size_t>(analysis.document().source_offset()), 9, analysis.document().title(), 0, 9), 0);
  }
}

TEST_F(ServiceTest, SaysWhatIsWrongWithARequest) {
  for (const auto& [content, text] : {std::pair("", ""), std::pair("a", "b")}) {
    grpc::ClientContext context;
    v1::AnalyzeRequest request;
    request.set_content(content);
    request.set_text(text);
    v1::AnalyzeResponse response;
    EXPECT_EQ(stub_->Analyze(&context, request, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  }
  grpc::ClientContext context;
  v1::AnalyzeRequest request;
  request.set_content("%PDF-1.4");
  request.set_filename("a.pdf");
  v1::AnalyzeResponse response;
  const grpc::Status status = stub_->Analyze(&context, request, &response);
  EXPECT_EQ(ErrorReason(rpc::FromGrpc(status)), "UNREADABLE_FORMAT");
  EXPECT_THAT(status.error_message(), testing::HasSubstr("a.pdf: this is a PDF document"));
}

TEST_F(ServiceTest, TakesAnUploadWatchesTracesAndGivesItBack) {
  std::string bytes;  // more than fits memory, so that it goes to a file
  while (bytes.size() < (5 << 20)) bytes += kReport;
  const Uploaded uploaded = Upload(Header("large.txt"), bytes);
  ASSERT_TRUE(uploaded.status.ok()) << uploaded.status.error_message();
  EXPECT_EQ(uploaded.response.sha256(), Sha256Hex(bytes));
  EXPECT_EQ(uploaded.response.item_count(), 1);
  EXPECT_EQ(GetJob(uploaded.response.job()).state(), v1::JOB_STATE_RUNNING);
  worker_->Start();
  grpc::ClientContext context;
  v1::WatchJobRequest request;
  request.set_name(uploaded.response.job());
  const auto reader = stub_->WatchJob(&context, request);
  v1::WatchJobResponse watched;
  while (reader->Read(&watched)) {
  }
  ASSERT_TRUE(reader->Finish().ok());
  EXPECT_EQ(watched.job().state(), v1::JOB_STATE_SUCCEEDED);
  worker_->Stop();

  grpc::ClientContext items_context;
  v1::ListJobItemsRequest items_request;
  items_request.set_parent(uploaded.response.job());
  v1::ListJobItemsResponse items;
  ASSERT_TRUE(stub_->ListJobItems(&items_context, items_request, &items).ok());
  ASSERT_EQ(items.items_size(), 1);
  ASSERT_EQ(items.items(0).documents_size(), 1);

  grpc::ClientContext trace_context;
  v1::TraceSpanRequest trace_request;
  trace_request.set_document(items.items(0).documents(0));
  trace_request.mutable_span()->set_begin(0);
  trace_request.mutable_span()->set_end(9);
  v1::TraceSpanResponse traced;
  ASSERT_TRUE(stub_->TraceSpan(&trace_context, trace_request, &traced).ok());
  EXPECT_EQ(traced.source_text(), "何店鎮");
  ASSERT_GE(traced.locators_size(), 1);

  grpc::ClientContext download_context;
  v1::DownloadSourceRequest download_request;
  download_request.set_name("sources/" + Sha256Hex(bytes));
  const auto download = stub_->DownloadSource(&download_context, download_request);
  google::api::HttpBody body;
  std::string got;
  while (download->Read(&body)) {
    EXPECT_LE(body.data().size(), size_t{256 << 10});
    EXPECT_EQ(body.content_type(), "text/plain; charset=UTF-8");
    got += body.data();
  }
  ASSERT_TRUE(download->Finish().ok());
  EXPECT_EQ(got, bytes);
}

TEST_F(ServiceTest, NeedsNoBytesThatItHas) {
  ASSERT_TRUE(Upload(Header("a.txt"), kReport).status.ok());
  v1::UploadSourceHeader header = Header("b.txt");
  header.set_sha256(Sha256Hex(kReport));
  const Uploaded again = Upload(header, "");
  ASSERT_TRUE(again.status.ok()) << again.status.error_message();
  EXPECT_TRUE(again.response.already_stored());
  EXPECT_EQ(again.response.item_count(), 1);
  grpc::ClientContext context;
  v1::GetSourceRequest request;
  request.set_name("sources/" + Sha256Hex(kReport));
  v1::GetSourceResponse response;
  ASSERT_TRUE(stub_->GetSource(&context, request, &response).ok());
  EXPECT_EQ(response.source().origins_size(), 2);
}

TEST_F(ServiceTest, RefusesUploadsThatAreWrong) {
  v1::UploadSourceHeader header = Header("a.txt");
  header.set_sha256(std::string(64, '0'));
  const Uploaded wrong = Upload(header, kReport);
  EXPECT_EQ(ErrorReason(rpc::FromGrpc(wrong.status)), "CHECKSUM_MISMATCH");
  const Uploaded large = Upload(Header("a.txt"), std::string(9 << 20, 'a'));
  EXPECT_EQ(ErrorReason(rpc::FromGrpc(large.status)), "LIMIT_EXCEEDED");
  v1::UploadSourceHeader missing = Header("a.txt");
  missing.set_job("jobs/nothing");
  EXPECT_EQ(Upload(missing, kReport).status.error_code(), grpc::StatusCode::NOT_FOUND);
  missing.set_job("reports/1");
  EXPECT_EQ(Upload(missing, kReport).status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  v1::UploadSourceHeader column = Header("a.csv");
  column.set_text_column("body");
  EXPECT_EQ(Upload(column, "text,a\nx,y\n").status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ServiceTest, OpensFillsSealsCancelsAndRetriesJobs) {
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) {
    grpc::ClientContext context;
    v1::CreateJobRequest request;
    request.set_display_name("job " + std::to_string(i));
    v1::CreateJobResponse response;
    ASSERT_TRUE(stub_->CreateJob(&context, request, &response).ok());
    names.push_back(response.job().name());
  }
  v1::UploadSourceHeader header = Header("a.pdf");
  header.set_job(names[0]);
  ASSERT_TRUE(Upload(header, "%PDF-1.4").status.ok());
  EXPECT_EQ(GetJob(names[0]).state(), v1::JOB_STATE_OPEN);
  {
    grpc::ClientContext context;
    v1::SealJobRequest request;
    request.set_name(names[0]);
    v1::SealJobResponse response;
    ASSERT_TRUE(stub_->SealJob(&context, request, &response).ok());
  }
  worker_->Drain();
  EXPECT_EQ(GetJob(names[0]).state(), v1::JOB_STATE_FAILED);
  {
    grpc::ClientContext context;
    v1::RetryJobRequest request;
    request.set_name(names[0]);
    v1::RetryJobResponse response;
    ASSERT_TRUE(stub_->RetryJob(&context, request, &response).ok());
    EXPECT_EQ(response.job().state(), v1::JOB_STATE_RUNNING);
  }
  {
    grpc::ClientContext context;
    v1::CancelJobRequest request;
    request.set_name(names[0]);
    v1::CancelJobResponse response;
    ASSERT_TRUE(stub_->CancelJob(&context, request, &response).ok());
    EXPECT_EQ(response.job().state(), v1::JOB_STATE_CANCELLED);
  }
  std::vector<std::string> listed;
  std::string token;
  do {
    grpc::ClientContext context;
    v1::ListJobsRequest request;
    request.set_page_size(2);
    request.set_page_token(token);
    v1::ListJobsResponse response;
    ASSERT_TRUE(stub_->ListJobs(&context, request, &response).ok());
    for (const v1::Job& job : response.jobs()) listed.push_back(job.name());
    token = response.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(listed, testing::UnorderedElementsAreArray(names));
}

}  // namespace
}  // namespace gongbao::ingest
