#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/job_view.h"
#include "services/node/cli/progress.h"

namespace gongbao::node {
namespace {

struct ReprocessOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;  // places and documents
  std::vector<std::string> sources;
  bool all = false;
  bool force = false;
  bool detach = false;
  int64_t limit = 100;
  bool filtered() const {
    return !filter.places.empty() || !filter.documents.empty() || !sources.empty();
  }
};

StatusOr<v1::Job> CreateJob(const ReprocessOptions& options, Connection* connection) {
  v1::Filter filter;
  GONGBAO_RETURN_IF_ERROR(FillFilter(options.filter, connection, &filter));
  v1::CreateReprocessJobRequest request;
  request.set_force(options.force);
  *request.mutable_places() = filter.places();
  *request.mutable_documents() = filter.documents();
  for (const std::string& source : options.sources) {
    request.add_sources(source.starts_with("sources/") ? source : "sources/" + source);
  }
  v1::CreateReprocessJobResponse response;
  const auto context = CallContext();
  const grpc::Status status =
      connection->ingest().CreateReprocessJob(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  return response.job();
}

Status CancelJob(Connection* connection, const v1::Job& job) {
  v1::CancelJobRequest request;
  request.set_name(job.name());
  v1::CancelJobResponse response;
  const auto context = CallContext(std::chrono::seconds(10));
  connection->ingest().CancelJob(context.get(), request, &response);
  return MakeError(absl::StatusCode::kCancelled, Reason::kJobState,
                   "interrupted: what was read again is kept; gongbao jobs retry " + JobId(job) +
                       " goes on");
}

Status Reprocess(const ReprocessOptions& options, int* exit_code) {
  Interrupt interrupt;
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  if (options.detach && !connection->remote()) {
    return InvalidArgument("--detach needs a server that goes on with the job (see gongbao serve)");
  }
  GONGBAO_ASSIGN_OR_RETURN(v1::Job job, CreateJob(options, connection.get()));
  if (options.detach) {
    std::printf("%s\n", JobId(job).c_str());
    return {};
  }
  Progress progress;
  JobPace pace;
  const Status status =
      FollowJob(connection.get(), &interrupt, job.name(), [&](const v1::Job& now, int64_t time) {
        job = now;
        pace.See(job, time);
        progress.Show(pace.Line());
      });
  progress.Clear();
  if (interrupt.requested()) return CancelJob(connection.get(), job);
  GONGBAO_RETURN_IF_ERROR(status);
  const Format format = options.format.format();
  const int64_t most = format == Format::kTable ? options.limit : 0;
  Sink sink(1, "standard output");
  int64_t printed = 0;
  GONGBAO_RETURN_IF_ERROR(
      PrintDifferences(connection.get(), job.name(), format, most, &sink, &printed));
  const int64_t changed = job.changes().added() + job.changes().gone() + job.changes().changed();
  if (printed < changed) {
    Complain(CountText(changed - printed) + " more: gongbao jobs changes " + JobId(job) + " --all");
  }
  if (job.items_failed() > 0) {
    Sink errors(2, "standard error");
    PrintFailureGroups(job, &errors);
    GONGBAO_RETURN_IF_ERROR(errors.Finish());
  }
  progress.End(CountText(job.items_done()) + " of " + CountText(job.items_total()) +
               " sources read again: " + ChangesText(job.changes()) +
               (job.items_failed() > 0 ? ", " + CountText(job.items_failed()) + " failed" : "") +
               " (" + JobId(job) + ")");
  *exit_code = job.items_failed() > 0 ? kExitFailed : kExitOk;
  return {};
}

}  // namespace

void DefineReprocess(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "reprocess", "read what is stored again by the rules of this version, and say what changed");
  auto options = std::make_shared<ReprocessOptions>();
  options->connection.writes = true;
  command->add_flag("--all", options->all, "everything that another version has read");
  command->add_option("--place", options->filter.places,
                      "only what is about this place or one below it: a code or a name (repeatable)")
      ->type_name("PLACE");
  command->add_option("--document", options->filter.documents,
                      "only the source of this document, by id (repeatable)")
      ->type_name("ID");
  command->add_option("--source", options->sources, "only this source, by id (repeatable)")
      ->type_name("ID");
  command->add_flag("--force", options->force, "also what this version has read itself");
  command->add_flag("--detach", options->detach, "print the job's id and end; the server goes on");
  command->add_option("--limit", options->limit, "facts that a table lists")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "A fact is the same by its id, which comes from where it stands in the source, never from its\n"
      "value. json, jsonl and csv list every fact that changed.\n\n"
      "Examples:\n"
      "  gongbao reprocess --all\n"
      "  gongbao reprocess --place 421321 --force --format jsonl > changes.jsonl");
  command->callback([=] { *action = [=]() -> int {
    if (options->all == options->filtered()) {
      Complain("reprocess needs either --all or --place, --document, --source");
      return kExitUsage;
    }
    int exit_code = kExitOk;
    const Status status = Reprocess(*options, &exit_code);
    return status.ok() ? exit_code : Fail(status);
  }; });
}

}  // namespace gongbao::node
