#include "services/base/text.h"
#include "services/node/cli/documents.h"

namespace gongbao::node {
namespace {

struct ShowOptions {
  ConnectionOptions connection;
  std::string id;
  bool json = false;
};

StatusOr<v1::DocumentSummary> FindDocument(const std::string& name, Connection* connection) {
  v1::ListDocumentsRequest request;
  request.mutable_filter()->add_documents(name);
  request.mutable_filter()->set_include_copies(true);
  v1::ListDocumentsResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection->query().ListDocuments(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  if (response.documents().empty()) return NotFound(Cat({"no document ", Shorten(name.substr(name.find('/') + 1), 80)}));
  return response.documents(0);
}

StatusOr<v1::Source> FindSource(const std::string& id, Connection* connection) {
  v1::GetSourceRequest request;
  request.set_name("sources/" + id);
  v1::GetSourceResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection->ingest().GetSource(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  return response.source();
}

StatusOr<v1::ListDocumentCorrectionsResponse> FindCorrections(const std::string& name, Connection* connection) {
  v1::ListDocumentCorrectionsResponse all;
  v1::ListDocumentCorrectionsRequest request;
  request.set_parent(name);
  do {
    v1::ListDocumentCorrectionsResponse page;
    const auto context = CallContext();
    const grpc::Status status =
        connection->ingest().ListDocumentCorrections(context.get(), request, &page);
    if (!status.ok()) return connection->Error(status);
    all.mutable_corrections()->MergeFrom(page.corrections());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

std::string HintsText(const v1::Hints& hints) {
  std::string text;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += Cat({text.empty() ? "" : ", ", name, " ", value});
  };
  add("province", hints.province());
  add("city", hints.city());
  add("county", hints.county());
  add("place", hints.place());
  add("place_id", hints.place_id());
  add("year", hints.has_year() ? std::to_string(hints.year()) : "");
  add("title", hints.title());
  add("url", hints.url());
  add("published", hints.published());
  add("encoding", hints.encoding());
  return text;
}

std::string OriginText(const v1::Origin& origin) {
  std::string text = origin.name();
  if (!origin.member().empty()) text += " " + origin.member();
  const std::string hints = HintsText(origin.hints());
  return hints.empty() ? text : Cat({text, "  [", hints, "]"});
}

Status Show(const ShowOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  const std::string name = DocumentName(options.id);
  GONGBAO_ASSIGN_OR_RETURN(const v1::DocumentSummary summary, FindDocument(name, connection.get()));
  GONGBAO_ASSIGN_OR_RETURN(const v1::Source source,
                           FindSource(summary.document().source(), connection.get()));
  GONGBAO_ASSIGN_OR_RETURN(const v1::ListDocumentCorrectionsResponse corrections,
                           FindCorrections(name, connection.get()));
  Sink sink(1, "standard output");
  if (options.json) {
    sink.Write(Cat({"{\"document\":", MessageJson(summary), ",\"source\":", MessageJson(source),
                    ",\"corrections\":", MessageJson(corrections), "}\n"}));
    return sink.Finish();
  }
  std::string out = DocumentSheet(summary.document());
  out += "facts         " + std::to_string(summary.fact_count()) + "\n";
  if (summary.representative() != summary.document().name()) {
    out += "copy of       " + summary.representative().substr(summary.representative().find('/') + 1) + "\n";
  }
  for (const v1::Origin& origin : source.origins()) out += "origin        " + OriginText(origin) + "\n";
  for (const v1::Correction& correction : corrections.corrections()) {
    out += "correction    " + CorrectionText(correction) + "\n";
  }
  sink.Write(out);
  return sink.Finish();
}

}  // namespace

void DefineDocumentsShow(CLI::App* documents, Action* action) {
  CLI::App* command = documents->add_subcommand(
      "show", "what is said of a report, where it comes from, and what people corrected");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("ID", options->id, "id of the document, as `gongbao documents` lists it")->required();
  command->add_flag("--json", options->json, "as JSON");
  AddConnectionOptions(command, &options->connection);
  command->callback([=] { *action = [=] {
    const Status status = Show(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
