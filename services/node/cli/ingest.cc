#include "services/base/hash.h"
#include "services/base/share.h"
#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/input_files.h"
#include "services/node/cli/progress.h"
#include "services/node/cli/upload_call.h"
#include "services/node/interrupt.h"
#include "services/rpc/status.h"

namespace gongbao::node {
namespace {

constexpr int32_t kItemsPage = 1000;

// What the server takes in, as far as its settings are this process's as well.
StatusOr<size_t> MaxFileBytes() {
  Config config = DefaultConfig();
  GONGBAO_RETURN_IF_ERROR(MergeEnvironment(ProcessEnvironment(), &config));
  return IntakeLimitsOf(config).file_bytes;
}

struct IngestOptions {
  ConnectionOptions connection;
  std::vector<std::string> paths;
  std::string text_column;
  std::string name;
};

// One run of the command: uploads files into a job and follows it to its end.
class Ingest {
 public:
  Ingest(const IngestOptions& options, Interrupt* interrupt)
      : options_(options), interrupt_(interrupt) {}
  Status Run(int* exit_code);

 private:
  Status CreateJob();
  Status UploadAll(const std::vector<InputFile>& files);
  Status Upload(const InputFile& file);
  Status Send(const InputFile& file, const std::string& bytes);
  Status Seal();
  Status Follow();
  Status ReportFailures();
  // Where the user has pressed Ctrl-C: what has not begun is not begun.
  Status CancelJob();
  void FileFailed(const std::string& message);
  std::string Summary() const;

  const IngestOptions& options_;
  Interrupt* interrupt_;
  std::unique_ptr<Connection> connection_;
  Progress progress_;
  v1::Job job_;
  int64_t files_failed_ = 0;
  int64_t files_sent_ = 0;
  int64_t known_ = 0;
};

Status Ingest::Run(int* exit_code) {
  const InputList input = FindFiles(options_.paths);
  for (const Status& error : input.errors) FileFailed(Message(error));
  if (input.files.empty()) {
    if (input.errors.empty()) return NotFound(Cat({options_.paths.front(), ": no files in it"}));
    *exit_code = kExitNoInput;
    return {};
  }
  GONGBAO_ASSIGN_OR_RETURN(connection_, Connection::Open(options_.connection));
  GONGBAO_RETURN_IF_ERROR(CreateJob());
  Status status = UploadAll(input.files);
  if (status.ok()) status = Seal();
  if (status.ok()) status = Follow();
  if (interrupt_->requested()) return CancelJob();
  GONGBAO_RETURN_IF_ERROR(status);
  GONGBAO_RETURN_IF_ERROR(ReportFailures());
  progress_.End(Summary());
  const bool failed = files_failed_ > 0 || job_.items_failed() > 0;
  const bool nothing = files_sent_ == 0 || (job_.items_total() > 0 && job_.items_done() == 0);
  *exit_code = !failed ? kExitOk : nothing ? kExitNoInput : kExitFailed;
  return {};
}

Status Ingest::CreateJob() {
  v1::CreateJobRequest request;
  request.set_display_name(options_.name.empty() ? options_.paths.front() : options_.name);
  v1::CreateJobResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection_->ingest().CreateJob(context.get(), request, &response);
  if (!status.ok()) return connection_->Error(status);
  job_ = response.job();
  return {};
}

Status Ingest::UploadAll(const std::vector<InputFile>& files) {
  size_t done = 0;
  for (const InputFile& file : files) {
    if (interrupt_->requested()) return {};
    const Status status = Upload(file);
    // Without a server the rest would fail in the same way.
    if (status.code() == absl::StatusCode::kUnavailable) return status;
    if (!status.ok()) FileFailed(Message(status));
    progress_.Show("sending " + CountText(static_cast<int64_t>(++done)) + " of " +
                   CountText(static_cast<int64_t>(files.size())) + " files");
  }
  return {};
}

Status Ingest::Upload(const InputFile& file) {
  GONGBAO_ASSIGN_OR_RETURN(const size_t most, MaxFileBytes());
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file.path, most));
  const Status status = Send(file, bytes);
  if (status.ok()) ++files_sent_;
  return status.ok() || status.code() == absl::StatusCode::kUnavailable
             ? status
             : InFile(status, file.path);
}

Status Ingest::Send(const InputFile& file, const std::string& bytes) {
  v1::UploadSourceRequest first;
  v1::UploadSourceHeader* header = first.mutable_header();
  header->set_filename(file.path);
  header->set_sha256(Sha256Hex(bytes));
  header->set_job(job_.name());
  header->set_text_column(options_.text_column);
  UploadCall call(connection_->ingest(), std::move(first), bytes);
  interrupt_->OnRequest([&call] { call.Cancel(); });
  const grpc::Status status = call.Await();
  interrupt_->OnRequest({});
  if (!status.ok()) return connection_->Error(status);
  if (call.response().already_stored()) ++known_;
  return {};
}

Status Ingest::Seal() {
  v1::SealJobRequest request;
  request.set_name(job_.name());
  v1::SealJobResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection_->ingest().SealJob(context.get(), request, &response);
  if (!status.ok()) return connection_->Error(status);
  job_ = response.job();
  return {};
}

Status Ingest::Follow() {
  grpc::ClientContext context;  // as long as it takes
  interrupt_->OnRequest([&context] { context.TryCancel(); });
  v1::WatchJobRequest request;
  request.set_name(job_.name());
  const auto reader = connection_->ingest().WatchJob(&context, request);
  v1::WatchJobResponse response;
  while (reader->Read(&response)) {
    job_ = response.job();
    progress_.Show(Summary());
  }
  const grpc::Status status = reader->Finish();
  interrupt_->OnRequest({});
  return status.ok() ? Status() : connection_->Error(status);
}

Status Ingest::ReportFailures() {
  if (job_.items_failed() == 0) return {};
  v1::ListJobItemsRequest request;
  request.set_parent(job_.name());
  request.set_state(v1::JOB_ITEM_STATE_FAILED);
  request.set_page_size(kItemsPage);
  do {
    v1::ListJobItemsResponse response;
    const auto context = CallContext();
    const grpc::Status status =
        connection_->ingest().ListJobItems(context.get(), request, &response);
    if (!status.ok()) return connection_->Error(status);
    progress_.Clear();
    for (const v1::JobItem& item : response.items()) {
      const bool named = std::string_view(item.error()).starts_with(item.display_name());
      Complain(named ? item.error() : Cat({item.display_name(), ": ", item.error()}));
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return {};
}

Status Ingest::CancelJob() {
  v1::CancelJobRequest request;
  request.set_name(job_.name());
  v1::CancelJobResponse response;
  {
    // Sealed first: an open job would wait for ever for more files.
    v1::SealJobRequest seal;
    seal.set_name(job_.name());
    v1::SealJobResponse sealed;
    const auto context = CallContext(std::chrono::seconds(10));
    connection_->ingest().SealJob(context.get(), seal, &sealed);
  }
  const auto context = CallContext(std::chrono::seconds(10));
  const grpc::Status status = connection_->ingest().CancelJob(context.get(), request, &response);
  if (status.ok()) job_ = response.job();
  progress_.Clear();
  return MakeError(absl::StatusCode::kCancelled, Reason::kJobState,
                   "interrupted: " + Summary() + "; what was read is kept");
}

void Ingest::FileFailed(const std::string& message) {
  progress_.Clear();
  Complain(message);
  ++files_failed_;
}

std::string Ingest::Summary() const {
  std::string text = CountText(job_.items_done()) + " of " + CountText(job_.items_total()) +
                     " reports read, " + CountText(job_.documents()) + " documents, " +
                     CountText(job_.facts()) + " facts";
  if (known_ > 0) text += ", " + CountText(known_) + " files were known";
  const int64_t failed = files_failed_ + job_.items_failed();
  if (failed > 0) text += ", " + CountText(failed) + " failed";
  return text;
}

}  // namespace

void DefineIngest(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("ingest", "read reports and store what they state");
  auto options = std::make_shared<IngestOptions>();
  options->connection.writes = true;
  command->add_option("PATH", options->paths, "files, and folders with all files below them")
      ->required();
  command
      ->add_option("--text-column", options->text_column,
                   "CSV and JSON lines: the column that holds the text; each row is a report")
      ->type_name("NAME");
  command->add_option("--name", options->name, "what the job is called")->type_name("NAME");
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "What is stored already is recognised by its content. Ctrl-C stops after the reports that are\n"
      "being read; run the command again to go on.\n\n"
      "Examples:\n"
      "  gongbao ingest reports/\n"
      "  gongbao ingest --text-column content --data stats crawl.csv");
  command->callback([=] { *action = [=]() -> int {
    Interrupt interrupt;
    int exit_code = kExitOk;
    const Status status = Ingest(*options, &interrupt).Run(&exit_code);
    return status.ok() ? exit_code : Fail(status);
  }; });
}

}  // namespace gongbao::node
