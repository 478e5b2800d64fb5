#include <functional>

#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/job_view.h"
#include "services/node/cli/progress.h"

namespace gongbao::node {
namespace {

constexpr int64_t kShownFailures = 20;

struct JobsOptions {
  ConnectionOptions connection;
  FormatOption format;
  std::string job;
  std::string state;
  std::string stage;
  std::string reason;
  int64_t after = 0;
  int64_t limit = 50;
  bool all = false;
  int64_t most() const { return all ? 0 : limit; }
};

const std::vector<Column>& JobColumns() {
  static const std::vector<Column> columns = {
      {"job"}, {"kind"}, {"state"}, {"total", true}, {"done", true}, {"failed", true},
      {"cancelled", true}, {"bytes", true}, {"documents", true}, {"facts", true},
      {"created", false, 30}, {"name", false, 200}};
  return columns;
}

std::vector<std::string> Cells(const v1::Job& job) {
  return {JobId(job), EnumText(job.kind()), EnumText(job.state()),
          std::to_string(job.items_total()), std::to_string(job.items_done()),
          std::to_string(job.items_failed()), std::to_string(job.items_cancelled()),
          std::to_string(job.bytes_total()), std::to_string(job.documents()),
          std::to_string(job.facts()), TimeText(job.created_unix_ms()), job.display_name()};
}

StatusOr<v1::Job> GetJob(Connection* connection, const std::string& id) {
  v1::GetJobRequest request;
  request.set_name(JobName(id));
  v1::GetJobResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection->ingest().GetJob(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  return response.job();
}

Status PrintRows(const JobsOptions& options, const std::vector<v1::Job>& jobs) {
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(), JobColumns(), TerminalWidth(), &sink);
  for (const v1::Job& job : jobs) output->Row(Cells(job), job);
  output->Finish();
  return sink.Finish();
}

Status ListJobs(const JobsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(), JobColumns(), TerminalWidth(), &sink);
  v1::ListJobsRequest request;
  int64_t left = options.limit;
  bool open = true;
  do {
    request.set_page_size(static_cast<int32_t>(std::min<int64_t>(options.all ? 1000 : left, 1000)));
    v1::ListJobsResponse response;
    const auto context = CallContext();
    const grpc::Status status = connection->ingest().ListJobs(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::Job& job : response.jobs()) open = open && output->Row(Cells(job), job);
    left -= response.jobs_size();
    request.set_page_token(response.next_page_token());
  } while (open && !request.page_token().empty() && (options.all || left > 0));
  if (open) output->Finish();
  return sink.Finish();
}

Status PrintItems(const JobsOptions& options, Connection* connection, int64_t most,
                  const std::string& state, Sink* sink, int64_t* printed) {
  v1::ListJobItemsRequest request;
  request.set_parent(JobName(options.job));
  if (!state.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(
        const int value, ParseEnum(google::protobuf::GetEnumDescriptor<v1::JobItemState>(), state));
    request.set_state(static_cast<v1::JobItemState>(value));
  }
  request.set_error_stage(options.stage);
  request.set_error_reason(options.reason);
  if (options.after > 0) request.set_page_token(std::to_string(options.after));
  const auto output = Output::Make(options.format.format(),
                                   {{"item", true}, {"state"}, {"tries", true}, {"stage"}, {"reason"},
                                    {"facts", true}, {"file", false, 60}, {"error", false, 400}},
                                   std::max<size_t>(TerminalWidth(), 160), sink);
  bool open = true;
  GONGBAO_RETURN_IF_ERROR(EachItem(connection, request, most, [&](const v1::JobItem& item) {
    ++*printed;
    open = output->Row({item.name().substr(item.name().rfind('/') + 1), EnumText(item.state()),
                        std::to_string(item.attempts()), item.error_stage(), item.error_reason(),
                        std::to_string(item.facts()), item.display_name(), item.error()},
                       item);
    return open;
  }));
  if (open) output->Finish();
  return {};
}

Status ListItems(const JobsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  Sink sink(1, "standard output");
  int64_t printed = 0;
  const bool failures = options.state.empty() && options.stage.size() + options.reason.size() > 0;
  GONGBAO_RETURN_IF_ERROR(PrintItems(options, connection.get(), options.most(),
                                     failures ? "failed" : options.state, &sink, &printed));
  return sink.Finish();
}

std::string Card(const v1::Job& job) {
  std::string text;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += name + std::string(11 - name.size(), ' ') + value + "\n";
  };
  add("job", JobId(job));
  add("name", job.display_name());
  add("kind", EnumText(job.kind()) + (job.force() ? ", whatever is known" : ""));
  add("state", EnumText(job.state()));
  add("reports", CountText(job.items_done()) + " of " + CountText(job.items_total()) + " done, " +
                     CountText(job.items_failed()) + " failed, " +
                     CountText(job.items_cancelled()) + " cancelled");
  add("bytes", BytesText(job.bytes_done()) + " of " + BytesText(job.bytes_total()));
  add("documents", CountText(job.documents()));
  add("facts", CountText(job.facts()));
  if (job.has_changes()) add("changes", ChangesText(job.changes()));
  add("created", TimeText(job.created_unix_ms()));
  add("ended", TimeText(job.ended_unix_ms()));
  return text;
}

Status ShowJob(const JobsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  GONGBAO_ASSIGN_OR_RETURN(const v1::Job job, GetJob(connection.get(), options.job));
  if (options.format.format() != Format::kTable) return PrintRows(options, {job});
  Sink sink(1, "standard output");
  sink.Write(Card(job));
  if (job.items_failed() == 0) return sink.Finish();
  sink.Write("\n");
  PrintFailureGroups(job, &sink);
  sink.Write("\n");
  int64_t printed = 0;
  const int64_t most = options.all ? 0 : kShownFailures;
  GONGBAO_RETURN_IF_ERROR(PrintItems(options, connection.get(), most, "failed", &sink, &printed));
  if (printed < job.items_failed() && options.stage.empty() && options.reason.empty()) {
    sink.Write("\n" + CountText(job.items_failed() - printed) + " more: gongbao jobs items " +
               JobId(job) + " --state failed --all\n");
  }
  return sink.Finish();
}

Status WatchJob(const JobsOptions& options, int* exit_code) {
  Interrupt interrupt;
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  const bool table = options.format.format() == Format::kTable;
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(), JobColumns(), TerminalWidth(), &sink);
  Progress progress;
  JobPace pace;
  v1::Job last;
  const Status status =
      FollowJob(connection.get(), &interrupt, JobName(options.job), [&](const v1::Job& job, int64_t now) {
        last = job;
        pace.See(job, now);
        progress.Show(pace.Line());
        if (!table && output->Row(Cells(job), job)) sink.Flush();
      });
  progress.Clear();
  if (interrupt.requested()) {
    *exit_code = kExitInterrupted;  // the job goes on
    return {};
  }
  GONGBAO_RETURN_IF_ERROR(status);
  if (table) {
    sink.Write(Card(last));
  } else {
    output->Finish();
  }
  *exit_code = last.state() == v1::JOB_STATE_SUCCEEDED ? kExitOk : kExitFailed;
  return sink.Finish();
}

template <class Request, class Response>
Status ChangeJob(const JobsOptions& options,
                 grpc::Status (v1::IngestService::Stub::*call)(grpc::ClientContext*, const Request&,
                                                               Response*)) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  Request request;
  request.set_name(JobName(options.job));
  Response response;
  const auto context = CallContext();
  const grpc::Status status = (connection->ingest().*call)(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  return PrintRows(options, {response.job()});
}

Status ListChanges(const JobsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  Sink sink(1, "standard output");
  int64_t printed = 0;
  return PrintDifferences(connection.get(), JobName(options.job), options.format.format(),
                          options.most(), &sink, &printed);
}

int ExitOf(const Status& status) { return status.ok() ? kExitOk : Fail(status); }

CLI::App* AddVerb(CLI::App* app, const char* name, const char* help,
                  const std::shared_ptr<JobsOptions>& options, bool of_one,
                  const std::function<int()>& run, Action* action) {
  CLI::App* verb = app->add_subcommand(name, help);
  if (of_one) verb->add_option("JOB", options->job, "id of the job")->required();
  AddFormatOption(verb, &options->format);
  AddConnectionOptions(verb, &options->connection);
  verb->callback([=] { *action = run; });
  return verb;
}

void AddLimits(CLI::App* verb, JobsOptions* options) {
  verb->add_option("--limit", options->limit, "at most this many")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  verb->add_flag("--all", options->all, "all of them");
}

void AddItemFilters(CLI::App* verb, JobsOptions* options) {
  verb->add_option("--stage", options->stage,
                   "only failures of this stage: fetch, read, decode, clean, segment, extract, write")
      ->type_name("STAGE");
  verb->add_option("--reason", options->reason, "only failures of this reason, such as EMPTY_TEXT")
      ->type_name("REASON");
  verb->add_option("--after", options->after, "go on behind the item of this number")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber);
}

}  // namespace

void DefineJobs(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("jobs", "what is being read, was read, or failed");
  command->require_subcommand(1);
  auto options = std::make_shared<JobsOptions>();
  auto writing = std::make_shared<JobsOptions>();  // works on the job where no server does
  writing->connection.writes = true;
  AddLimits(AddVerb(command, "list", "the jobs, newest first", options, false,
                    [=] { return ExitOf(ListJobs(*options)); }, action),
            options.get());
  CLI::App* show = AddVerb(command, "show", "a job, why what of it failed, and what to do about it",
                           options, true, [=] { return ExitOf(ShowJob(*options)); }, action);
  show->add_flag("--all", options->all, "every failure");
  AddItemFilters(show, options.get());
  CLI::App* items = AddVerb(command, "items", "the files and rows of a job", options, true,
                            [=] { return ExitOf(ListItems(*options)); }, action);
  items->add_option("--state", options->state, "only those waiting, working, done, failed or cancelled")
      ->type_name("STATE");
  AddItemFilters(items, options.get());
  AddLimits(items, options.get());
  AddLimits(AddVerb(command, "changes", "what a reprocess job changed, fact by fact", options, true,
                    [=] { return ExitOf(ListChanges(*options)); }, action),
            options.get());
  AddVerb(command, "watch", "follow a job to its end; Ctrl-C leaves it running", writing, true,
          [=] {
            int exit_code = kExitOk;
            const Status status = WatchJob(*writing, &exit_code);
            return status.ok() ? exit_code : Fail(status);
          },
          action);
  AddVerb(command, "cancel", "begin no more of a job's items", options, true,
          [=] { return ExitOf(ChangeJob(*options, &v1::IngestService::Stub::CancelJob)); }, action);
  AddVerb(command, "retry", "read what failed or was cancelled again", options, true,
          [=] { return ExitOf(ChangeJob(*options, &v1::IngestService::Stub::RetryJob)); }, action);
  command->footer(
      "Examples:\n"
      "  gongbao jobs list\n"
      "  gongbao jobs show job-019a8c3f2b10-5e2f9c11\n"
      "  gongbao jobs items job-019a8c3f2b10-5e2f9c11 --reason EMPTY_TEXT --all --format csv");
}

}  // namespace gongbao::node
