#include <algorithm>

#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/fact_text.h"

namespace gongbao::node {
namespace {

constexpr int32_t kMostHitsPage = 100;

struct SearchOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;
  std::vector<std::string> words;
  int32_t limit = 20;
};

Status Search(const SearchOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::SearchSentencesRequest request;
  request.set_query(Join(options.words, " "));
  GONGBAO_RETURN_IF_ERROR(
      FillFilter(options.filter, connection.get(), request.mutable_filter()));
  Sink sink(1, "standard output");
  const auto output = Output::Make(
      options.format.format(),
      {{"place"}, {"year"}, {"section", false, 24}, {"role"}, {"document", false, 20}, {"sentence"}},
      TerminalWidth(), &sink);
  int32_t left = options.limit;
  bool open = true;
  while (left > 0 && open) {
    request.set_page_size(std::min(left, kMostHitsPage));
    v1::SearchSentencesResponse response;
    const auto context = CallContext();
    const grpc::Status status =
        connection->query().SearchSentences(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::SentenceHit& hit : response.hits()) {
      const v1::Document& document = hit.document();
      open = open && output->Row({PlaceText(document.place()),
                                  document.has_year() ? std::to_string(document.year()) : "",
                                  hit.section_title(), EnumText(hit.role()), document.id(),
                                  hit.text()},
                                 hit);
    }
    left -= response.hits_size();
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) {
      if (response.truncated()) {
        Complain("more sentences may hold these words than were looked at: add a word or a filter");
      }
      break;
    }
  }
  if (open) output->Finish();
  return sink.Finish();
}

}  // namespace

void DefineSearch(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("search", "find sentences that hold all of the words");
  auto options = std::make_shared<SearchOptions>();
  command->add_option("WORD", options->words, "words; in double quotes, a phrase")->required();
  command->add_option("--limit", options->limit, "at most this many")
      ->type_name("N")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  AddFilterOptions(command, &options->filter);
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "Examples:\n"
      "  gongbao search 招商引资 亿元 --year 2019-2021\n"
      "  gongbao search '\"乡村振兴\"' --place 421321 --format jsonl");
  command->callback([=] { *action = [=] {
    const Status status = Search(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
