#include <optional>

#include "services/base/hash.h"
#include "services/base/share.h"
#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/input_files.h"
#include "services/node/cli/job_view.h"
#include "services/node/cli/progress.h"
#include "services/node/cli/upload_call.h"
#include "services/node/interrupt.h"
#include "services/rpc/status.h"

namespace gongbao::node {
namespace {

// Failures that are named one by one; a job may have thousands.
constexpr int64_t kNamedFailures = 100;

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
  bool force = false;
  bool detach = false;
  bool on_server = false;
};

// One run of the command: uploads files into a job and follows it to its end.
class Ingest {
 public:
  Ingest(const IngestOptions& options, Interrupt* interrupt)
      : options_(options), interrupt_(interrupt) {}
  Status Run(int* exit_code);

 private:
  Status Connect();
  Status SendFiles(int* exit_code, bool* nothing);
  Status CreateJob();
  Status CreateFolderJob();
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
  int64_t files_failed_ = 0;  // that no job knows of
  int64_t files_sent_ = 0;
  int64_t bytes_sent_ = 0;
  int64_t known_ = 0;
};

Status Ingest::Run(int* exit_code) {
  bool nothing = false;
  if (options_.on_server) {
    GONGBAO_RETURN_IF_ERROR(Connect());
    GONGBAO_RETURN_IF_ERROR(CreateFolderJob());
  } else {
    GONGBAO_RETURN_IF_ERROR(SendFiles(exit_code, &nothing));
    if (nothing) return {};
  }
  if (options_.detach && !interrupt_->requested()) {
    progress_.Clear();
    std::printf("%s\n", JobId(job_).c_str());
    return {};
  }
  const Status status = interrupt_->requested() ? Status() : Follow();
  if (interrupt_->requested()) return CancelJob();
  GONGBAO_RETURN_IF_ERROR(status);
  GONGBAO_RETURN_IF_ERROR(ReportFailures());
  progress_.End(Summary());
  const bool failed = files_failed_ > 0 || job_.items_failed() > 0;
  *exit_code = !failed                 ? kExitOk
               : job_.items_done() == 0 ? kExitNoInput
                                        : kExitFailed;
  return {};
}

Status Ingest::Connect() {
  GONGBAO_ASSIGN_OR_RETURN(connection_, Connection::Open(options_.connection));
  if (!options_.detach || connection_->remote()) return {};
  return InvalidArgument("--detach needs a server that goes on with the job (see gongbao serve)");
}

// Sends all files and seals the job. nothing: there was none to send, and the exit code is set.
Status Ingest::SendFiles(int* exit_code, bool* nothing) {
  FileStream files(options_.paths, [this](const Status& error) { FileFailed(Message(error)); });
  std::optional<InputFile> file = files.Next();
  if (!file) {
    if (files_failed_ == 0) return NotFound(Cat({options_.paths.front(), ": no files in it"}));
    *exit_code = kExitNoInput;
    *nothing = true;
    return {};
  }
  GONGBAO_RETURN_IF_ERROR(Connect());
  GONGBAO_RETURN_IF_ERROR(CreateJob());
  for (; file && !interrupt_->requested(); file = files.Next()) {
    const Status status = Upload(*file);
    // Without a server the rest would fail in the same way.
    if (status.code() == absl::StatusCode::kUnavailable) return status;
    if (!status.ok() && !interrupt_->requested()) FileFailed(Message(status));
    progress_.Show("sent " + CountText(files_sent_) + " files, " + BytesText(bytes_sent_));
  }
  return interrupt_->requested() ? Status() : Seal();
}

Status Ingest::CreateJob() {
  v1::CreateJobRequest request;
  request.set_display_name(options_.name.empty() ? options_.paths.front() : options_.name);
  request.set_force(options_.force);
  v1::CreateJobResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection_->ingest().CreateJob(context.get(), request, &response);
  if (!status.ok()) return connection_->Error(status);
  job_ = response.job();
  return {};
}

Status Ingest::CreateFolderJob() {
  v1::CreateFolderJobRequest request;
  request.set_display_name(options_.name);
  request.set_path(options_.paths.front());
  request.set_text_column(options_.text_column);
  request.set_force(options_.force);
  v1::CreateFolderJobResponse response;
  const auto context = CallContext();
  const grpc::Status status =
      connection_->ingest().CreateFolderJob(context.get(), request, &response);
  if (!status.ok()) return connection_->Error(status);
  job_ = response.job();
  return {};
}

Status Ingest::Upload(const InputFile& file) {
  GONGBAO_ASSIGN_OR_RETURN(const size_t most, MaxFileBytes());
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file.path, most));
  const Status status = Send(file, bytes);
  if (status.ok()) {
    ++files_sent_;
    bytes_sent_ += static_cast<int64_t>(bytes.size());
    return status;
  }
  // What the server lists among the job's failures is told with them.
  for (const auto& [key, value] : ErrorDetails(status)) {
    if (key == "listed") return {};
  }
  return status.code() == absl::StatusCode::kUnavailable ? status : InFile(status, file.path);
}

// Where the link breaks the file is offered again: a server that has got it says so before it is sent, and
// adds it to the job once.
Status Ingest::Send(const InputFile& file, const std::string& bytes) {
  v1::UploadSourceRequest first;
  v1::UploadSourceHeader* header = first.mutable_header();
  header->set_filename(file.path);
  header->set_sha256(Sha256Hex(bytes));
  header->set_job(job_.name());
  header->set_text_column(options_.text_column);
  Patience patience(*connection_);
  for (;;) {
    UploadCall call(connection_->ingest(), first, bytes);
    interrupt_->OnRequest([&call] { call.Cancel(); });
    const grpc::Status status = call.Await();
    interrupt_->OnRequest({});
    if (status.ok()) {
      if (call.response().already_stored()) ++known_;
      return {};
    }
    if (!patience.Again(status, *interrupt_)) return connection_->Error(status);
  }
}

Status Ingest::Seal() {
  v1::SealJobRequest request;
  request.set_name(job_.name());
  v1::SealJobResponse response;
  Patience patience(*connection_);
  for (;;) {
    const auto context = CallContext();
    const grpc::Status status = connection_->ingest().SealJob(context.get(), request, &response);
    if (status.ok()) break;
    if (!patience.Again(status, *interrupt_)) return connection_->Error(status);
  }
  job_ = response.job();
  return {};
}

Status Ingest::Follow() {
  JobPace pace;
  return FollowJob(connection_.get(), interrupt_, job_.name(), [&](const v1::Job& job, int64_t now) {
    job_ = job;
    pace.See(job, now);
    progress_.Show(pace.Line());
  });
}

Status Ingest::ReportFailures() {
  if (job_.items_failed() == 0) return {};
  v1::ListJobItemsRequest request;
  request.set_parent(job_.name());
  request.set_state(v1::JOB_ITEM_STATE_FAILED);
  progress_.Clear();
  GONGBAO_RETURN_IF_ERROR(
      EachItem(connection_.get(), request, kNamedFailures, [](const v1::JobItem& item) {
        const bool named = item.error().find(item.display_name()) != std::string::npos;
        Complain(named ? item.error() : Cat({item.display_name(), ": ", item.error()}));
        return true;
      }));
  if (job_.items_failed() > kNamedFailures) {
    Complain(CountText(job_.items_failed() - kNamedFailures) + " more failed: gongbao jobs show " +
             JobId(job_) + " --all");
  }
  Sink sink(2, "standard error");
  PrintFailureGroups(job_, &sink);
  return sink.Finish();
}

Status Ingest::CancelJob() {
  v1::CancelJobRequest request;
  request.set_name(job_.name());
  v1::CancelJobResponse response;
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
  return text + " (" + JobId(job_) + ")";
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
  command->add_flag("--force", options->force, "read again what is known, too");
  command->add_flag("--detach", options->detach,
                    "print the job's id and end once the files are sent; the server goes on");
  command->add_flag("--on-server", options->on_server,
                    "PATH is one of the server, below its path_root: nothing is sent");
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "What is stored already is recognised by its content. Ctrl-C stops after the reports that are\n"
      "being read; run the command again to go on. A server that goes away while files are sent is\n"
      "waited for, a minute at most.\n\n"
      "Examples:\n"
      "  gongbao ingest reports/\n"
      "  gongbao ingest --text-column content --data stats crawl.csv\n"
      "  gongbao ingest --on-server --detach 2023/");
  command->callback([=] { *action = [=]() -> int {
    if (options->on_server && options->paths.size() > 1) {
      Complain("--on-server takes one PATH");
      return kExitUsage;
    }
    Interrupt interrupt;
    int exit_code = kExitOk;
    const Status status = Ingest(*options, &interrupt).Run(&exit_code);
    return status.ok() ? exit_code : Fail(status);
  }; });
}

}  // namespace gongbao::node
