#include <algorithm>
#include <optional>

#include "services/node/cli/documents.h"
#include "services/node/cli/fact_text.h"

namespace gongbao::node {
namespace {

constexpr int64_t kMostDocumentsPage = 1000;

struct DocumentsOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;
  int64_t limit = 100;
  bool unsettled = false;
  std::optional<int32_t> below_confidence;
};

// Of place, year and kind, the one least sure of.
std::string LowestConfidence(const v1::Document& document) {
  int32_t lowest = 1000;
  for (const char* field : {"place", "year", "kind"}) {
    int32_t confidence = 0;
    for (const v1::FieldEvidence& evidence : document.evidence()) {
      if (evidence.field() == field) confidence = evidence.confidence_per_mille();
    }
    lowest = std::min(lowest, confidence);
  }
  return std::to_string(lowest);
}

std::vector<std::string> Cells(const v1::DocumentSummary& summary) {
  const v1::Document& document = summary.document();
  const bool copy =
      !summary.representative().empty() && summary.representative() != document.name();
  return {PlaceText(document.place()),
          document.place().place_id(),
          document.has_year() ? std::to_string(document.year()) : "",
          EnumText(document.kind()),
          std::to_string(summary.fact_count()),
          LowestConfidence(document),
          copy ? summary.representative().substr(summary.representative().find('/') + 1) : "",
          document.id(),
          document.title()};
}

Status ListDocuments(const DocumentsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::ListDocumentsRequest request;
  GONGBAO_RETURN_IF_ERROR(
      FillFilter(options.filter, connection.get(), request.mutable_filter()));
  request.set_unsettled_only(options.unsettled);
  if (options.below_confidence) request.set_below_confidence_per_mille(*options.below_confidence);
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(),
                                   {{"place"}, {"place_id"}, {"year"}, {"kind"}, {"facts", true}, {"confidence", true},
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

void AddListOptions(CLI::App* command, DocumentsOptions* options) {
  command->add_option("--limit", options->limit, "at most this many")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  command->add_flag("--unsettled", options->unsettled, "only reports without settled place or without year");
  command->add_option("--below-confidence", options->below_confidence,
                      "only reports of which place, year or kind is less sure than this, per mille")
      ->type_name("N")
      ->check(CLI::Range(0, 1001));
  AddFilterOptions(command, &options->filter);
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
}

}  // namespace

void DefineDocuments(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("documents", "list the reports that are stored; show and correct one");
  const auto run = [action](std::shared_ptr<DocumentsOptions> options) {
    *action = [options] {
      const Status status = ListDocuments(*options);
      return status.ok() ? kExitOk : Fail(status);
    };
  };
  command->require_subcommand(0, 1);
  auto options = std::make_shared<DocumentsOptions>();
  AddListOptions(command, options.get());
  auto list_options = std::make_shared<DocumentsOptions>();
  CLI::App* list = command->add_subcommand("list", "list the reports that are stored, as without it");
  AddListOptions(list, list_options.get());
  list->callback([=] { run(list_options); });
  DefineDocumentsShow(command, action);
  DefineDocumentsSet(command, action);
  command->footer(
      "Examples:\n"
      "  gongbao documents --place 421321 --year 2021\n"
      "  gongbao documents list --unsettled --format csv > to-settle.csv\n"
      "  gongbao documents show 5f…-0\n"
      "  gongbao documents set 5f…-0 --place 421321 --year 2021");
  // Flags of the list before a subcommand would be passed over in silence.
  command->callback([=] {
    if (command->get_subcommands().empty()) {
      run(options);
      return;
    }
    for (const CLI::Option* option : command->get_options()) {
      if (option->count() == 0) continue;
      throw CLI::ValidationError(option->get_name(),
                                 "belongs behind " + command->get_subcommands().front()->get_name());
    }
  });
}

}  // namespace gongbao::node
