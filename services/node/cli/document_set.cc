#include <pwd.h>
#include <unistd.h>

#include <optional>
#include <vector>

#include "services/base/text.h"
#include "services/node/cli/documents.h"

namespace gongbao::node {
namespace {

struct SetOptions {
  ConnectionOptions connection;
  std::string id;
  std::optional<std::string> place;
  std::optional<int32_t> year;
  std::optional<std::string> kind;
  std::optional<std::string> title;
  std::optional<std::string> subtitle;
  std::optional<std::string> published;
  std::optional<std::string> url;
  std::optional<std::string> speaker_role;
  std::vector<std::string> clear;
  std::string note;
  std::string author;
  bool json = false;
};

// The account that runs the command.
std::string UserName() {
  std::vector<char> buffer(16384);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
    return found->pw_name;
  }
  return std::to_string(geteuid());
}

StatusOr<v1::CorrectDocumentRequest> RequestOf(const SetOptions& options) {
  v1::CorrectDocumentRequest request;
  request.set_name(DocumentName(options.id));
  v1::CorrectedFields* fields = request.mutable_fields();
  if (options.place) fields->set_place_id(*options.place);
  if (options.year) fields->set_year(*options.year);
  if (options.kind) {
    GONGBAO_ASSIGN_OR_RETURN(const int kind,
                             ParseEnum(google::protobuf::GetEnumDescriptor<v1::DocumentKind>(), *options.kind));
    fields->set_kind(static_cast<v1::DocumentKind>(kind));
  }
  if (options.title) fields->set_title(*options.title);
  if (options.subtitle) fields->set_subtitle(*options.subtitle);
  if (options.published) fields->set_published(*options.published);
  if (options.url) fields->set_url(*options.url);
  if (options.speaker_role) fields->set_speaker_role(*options.speaker_role);
  request.mutable_clear_fields()->Add(options.clear.begin(), options.clear.end());
  request.set_note(options.note);
  request.set_author(options.author.empty() ? UserName() : options.author);
  // Before the wire: protobuf only logs such text and sends it.
  for (const std::string* text : {&request.author(), &request.note(), &fields->title(), &fields->subtitle(),
                                  &fields->place_id(), &fields->url(), &fields->speaker_role(),
                                  &fields->published(), &request.name()}) {
    if (FindInvalidUtf8(*text) != std::string_view::npos) return InvalidArgument("the arguments are not UTF-8");
  }
  return request;
}

Status Set(const SetOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const v1::CorrectDocumentRequest request, RequestOf(options));
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::CorrectDocumentResponse response;
  const auto context = CallContext(std::chrono::seconds(300));
  const grpc::Status status = connection->ingest().CorrectDocument(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  Sink sink(1, "standard output");
  if (options.json) {
    sink.Write(MessageJson(response) + "\n");
  } else if (response.has_document()) {
    sink.Write(DocumentSheet(response.document()));
  } else {
    sink.Write("the correction is kept; " + response.job() + " reads the document again\n");
  }
  return sink.Finish();
}

void AddFieldOptions(CLI::App* command, SetOptions* options) {
  command->add_option("--place", options->place, "code of the place it is about: 421321, or 421321~新月镇")
      ->type_name("CODE");
  command->add_option("--year", options->year, "year under review")->type_name("YEAR");
  command->add_option("--kind", options->kind, "work_report, work_summary, speech, plan, bulletin or other")
      ->type_name("KIND");
  command->add_option("--title", options->title)->type_name("TEXT");
  command->add_option("--subtitle", options->subtitle)->type_name("TEXT");
  command->add_option("--published", options->published, "when it was published")->type_name("YYYY-MM-DD");
  command->add_option("--url", options->url)->type_name("URL");
  command->add_option("--speaker-role", options->speaker_role, "such as 县长")->type_name("TEXT");
  command->add_option("--clear", options->clear,
                      "take a correction back: place, year, kind, title, subtitle, published, url or "
                      "speaker_role (repeatable)")
      ->type_name("FIELD");
}

}  // namespace

void DefineDocumentsSet(CLI::App* documents, Action* action) {
  CLI::App* command = documents->add_subcommand(
      "set", "correct what is said of a report; it holds whatever is read again");
  auto options = std::make_shared<SetOptions>();
  options->connection.writes = true;
  command->add_option("ID", options->id, "id of the document, as `gongbao documents` lists it")->required();
  AddFieldOptions(command, options.get());
  command->add_option("--note", options->note, "why")->type_name("TEXT");
  command->add_option("--author", options->author, "who says so; without it, the account that runs the command")
      ->type_name("NAME");
  command->add_flag("--json", options->json, "as JSON");
  AddConnectionOptions(command, &options->connection);
  command->footer("Example:\n  gongbao documents set 5f…-0 --place 421321 --year 2021 --note \"from the site's menu\"");
  command->callback([=] { *action = [=] {
    const Status status = Set(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
