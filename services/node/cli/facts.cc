#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/fact_text.h"

namespace gongbao::node {
namespace {

constexpr int64_t kMostFactsPage = 1000;

struct FactsOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;
  std::vector<std::string> kinds;
  std::vector<std::string> indicators;
  std::vector<std::string> statuses;
  int64_t limit = 100;
};

const std::vector<Column> kFactColumns = {
    {"place"}, {"year"}, {"kind"}, {"name", false, 32}, {"value", true}, {"unit"},
    {"change", true, 24}, {"period"}, {"status"}, {"fact", false, 32}, {"quote"}};

std::vector<std::string> Cells(const v1::Fact& fact, const v1::Document& document) {
  const FactText text = DescribeFact(fact);
  return {PlaceText(document.place()),
          document.has_year() ? std::to_string(document.year()) : "",
          text.kind, text.name, text.value, text.unit, text.change, text.period, text.status,
          fact.id(), fact.quote()};
}

Status Fill(const FactsOptions& options, Connection* connection, v1::ListFactsRequest* request) {
  GONGBAO_RETURN_IF_ERROR(FillFilter(options.filter, connection, request->mutable_filter()));
  GONGBAO_RETURN_IF_ERROR(AddEnums<v1::FactKind>(options.kinds, request->mutable_kinds()));
  GONGBAO_RETURN_IF_ERROR(AddEnums<v1::FactStatus>(options.statuses, request->mutable_statuses()));
  for (const std::string& indicator : options.indicators) request->add_indicators(indicator);
  return {};
}

Status ListFacts(const FactsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::ListFactsRequest request;
  GONGBAO_RETURN_IF_ERROR(Fill(options, connection.get(), &request));
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(), kFactColumns, TerminalWidth(), &sink);
  int64_t left = options.limit;
  bool open = true;
  while (left > 0 && open) {
    request.set_page_size(static_cast<int32_t>(std::min(left, kMostFactsPage)));
    v1::ListFactsResponse response;
    const auto context = CallContext();
    const grpc::Status status = connection->query().ListFacts(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    std::map<std::string, const v1::Document*> documents;
    for (const v1::Document& document : response.documents()) documents[document.id()] = &document;
    static const v1::Document kNone;
    for (const v1::Fact& fact : response.facts()) {
      const auto document = documents.find(fact.document());
      open = open && output->Row(
          Cells(fact, document == documents.end() ? kNone : *document->second), fact);
    }
    left -= response.facts_size();
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) break;
  }
  if (open) output->Finish();
  return sink.Finish();
}

struct FactOptions {
  ConnectionOptions connection;
  std::string id;
  bool json = false;
};

std::string Sheet(const v1::GetFactResponse& response) {
  const v1::Fact& fact = response.fact();
  const FactText text = DescribeFact(fact);
  const v1::Document& document = response.document();
  std::string out = text.name;
  if (!text.value.empty()) out += "  " + text.value + text.unit;
  out += "\n";
  const auto line = [&out](std::string_view label, const std::string& value) {
    if (value.empty()) return;
    out += Cat({"  ", label, std::string(12 - label.size(), ' '), value, "\n"});
  };
  line("kind", text.kind + (text.canonical.empty() ? "" : " " + text.canonical));
  line("change", text.change);
  line("period", text.period);
  line("status", text.status);
  line("place", PlaceText(document.place()) +
                    (document.place().county().empty() ? "" : ", " + document.place().county()));
  line("report", document.title());
  line("sentence", response.sentence_text());
  line("words", fact.quote());
  line("rule", fact.rule() + " (" + std::to_string(fact.confidence_per_mille()) + "‰)");
  line("document", document.id());
  line("fact", fact.id());
  return out;
}

Status ShowFact(const FactOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::GetFactRequest request;
  request.set_name(options.id.starts_with("facts/") ? options.id : "facts/" + options.id);
  v1::GetFactResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection->query().GetFact(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  Sink sink(1, "standard output");
  sink.Write(options.json ? MessageJson(response) + "\n" : Sheet(response));
  return sink.Finish();
}

}  // namespace

void DefineFacts(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("facts", "list facts in their canonical order");
  auto options = std::make_shared<FactsOptions>();
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
  command->add_option("--limit", options->limit, "at most this many")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 40))
      ->capture_default_str();
  AddFilterOptions(command, &options->filter);
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "Examples:\n"
      "  gongbao facts --place 421321 --year 2021 --indicator gdp\n"
      "  gongbao facts --type project --format jsonl --limit 100000 > projects.jsonl");
  command->callback([=] { *action = [=] {
    const Status status = ListFacts(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

void DefineFact(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("fact", "show one fact with the sentence that it came from");
  auto options = std::make_shared<FactOptions>();
  command->add_option("ID", options->id, "id of the fact, as `gongbao facts` lists it")->required();
  command->add_flag("--json", options->json, "as JSON");
  AddConnectionOptions(command, &options->connection);
  command->footer("Example:\n  gongbao fact 5dc7ce1ab9a22f9f02200fc5feba31ad");
  command->callback([=] { *action = [=] {
    const Status status = ShowFact(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
