#include "google/api/httpbody.pb.h"
#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

struct ExportOptions {
  ConnectionOptions connection;
  FilterOptions filter;
  std::vector<std::string> kinds;
  std::vector<std::string> indicators;
  std::vector<std::string> statuses;
  std::string format = "csv";
};

Status Export(const ExportOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::ExportFactsRequest request;
  GONGBAO_RETURN_IF_ERROR(
      FillFilter(options.filter, connection.get(), request.mutable_filter()));
  GONGBAO_RETURN_IF_ERROR(AddEnums<v1::FactKind>(options.kinds, request.mutable_kinds()));
  GONGBAO_RETURN_IF_ERROR(AddEnums<v1::FactStatus>(options.statuses, request.mutable_statuses()));
  for (const std::string& indicator : options.indicators) request.add_indicators(indicator);
  request.set_format(options.format == "csv" ? v1::EXPORT_FORMAT_CSV : v1::EXPORT_FORMAT_JSONL);
  Sink sink(1, "standard output");
  grpc::ClientContext context;  // as long as it takes
  const auto reader = connection->query().ExportFacts(&context, request);
  google::api::HttpBody chunk;
  bool open = true;
  while (open && reader->Read(&chunk)) open = sink.Write(chunk.data());
  if (!open) context.TryCancel();
  const grpc::Status status = reader->Finish();
  if (open && !status.ok()) return connection->Error(status);
  return sink.Finish();
}

}  // namespace

void DefineExport(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("export", "write all facts as CSV or JSON lines");
  auto options = std::make_shared<ExportOptions>();
  command->add_option("--format", options->format, "csv or jsonl")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->capture_default_str();
  command
      ->add_option("--type", options->kinds,
                   "only facts of this kind: indicator, quantity, project, commitment, problem, "
                   "honour, entity (repeatable)")
      ->type_name("KIND");
  command->add_option("--indicator", options->indicators,
                      "only this headline indicator, by its canonical name (repeatable)")
      ->type_name("NAME");
  command->add_option("--status", options->statuses, "actual, estimate or target (repeatable)")
      ->type_name("STATUS");
  AddFilterOptions(command, &options->filter);
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "The order is the canonical one: the same facts give the same bytes.\n\n"
      "Example:\n  gongbao export --type indicator --year 2019-2021 > indicators.csv");
  command->callback([=] { *action = [=] {
    const Status status = Export(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
