#include <algorithm>

#include "services/node/cli/command.h"
#include "services/node/cli/fact_text.h"

namespace gongbao::node {
namespace {

constexpr int64_t kMostDocumentsPage = 1000;

struct DocumentsOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;
  int64_t limit = 100;
};

std::vector<std::string> Cells(const v1::DocumentSummary& summary) {
  const v1::Document& document = summary.document();
  const bool copy =
      !summary.representative().empty() && summary.representative() != document.name();
  return {PlaceText(document.place()),
          document.place().place_id(),
          document.has_year() ? std::to_string(document.year()) : "",
          EnumText(document.kind()),
          std::to_string(summary.fact_count()),
          copy ? summary.representative().substr(summary.representative().find('/') + 1) : "",
          document.id(),
          document.title()};
}

Status ListDocuments(const DocumentsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::ListDocumentsRequest request;
  GONGBAO_RETURN_IF_ERROR(
      FillFilter(options.filter, connection.get(), request.mutable_filter()));
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(),
                                   {{"place"}, {"place_id"}, {"year"}, {"kind"}, {"facts", true},
                                    {"copy_of", false, 20}, {"document", false, 70}, {"title"}},
                                   TerminalWidth(), &sink);
  int64_t left = options.limit;
  bool open = true;
  while (left > 0 && open) {
    request.set_page_size(static_cast<int32_t>(std::min(left, kMostDocumentsPage)));
    v1::ListDocumentsResponse response;
    const auto context = CallContext();
    const grpc::Status status =
        connection->query().ListDocuments(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::DocumentSummary& summary : response.documents()) {
      open = open && output->Row(Cells(summary), summary);
    }
    left -= response.documents_size();
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) break;
  }
  if (open) output->Finish();
  return sink.Finish();
}

}  // namespace

void DefineDocuments(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("documents", "list the reports that are stored");
  auto options = std::make_shared<DocumentsOptions>();
  command->add_option("--limit", options->limit, "at most this many")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  AddFilterOptions(command, &options->filter);
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
  command->footer("Example:\n  gongbao documents --place 421321 --year 2021");
  command->callback([=] { *action = [=] {
    const Status status = ListDocuments(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
