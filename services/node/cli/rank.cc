#include <algorithm>

#include "services/base/text.h"
#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

constexpr int32_t kMostRowsPage = 5000;

struct RankOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;
  std::string indicator;
  int32_t year = 0;
  std::string status;
  std::string level;
  std::string measure;
  std::string unit;
  bool ascending = false;
  int32_t limit = 100;
};

Status Fill(const RankOptions& options, Connection* connection, v1::RankPlacesRequest* request) {
  GONGBAO_RETURN_IF_ERROR(FillFilter(options.filter, connection, request->mutable_filter()));
  request->set_indicator(options.indicator);
  request->set_year(options.year);
  request->set_ascending(options.ascending);
  request->set_unit(options.unit);
  const auto set = [](const google::protobuf::EnumDescriptor* type, const std::string& name,
                      const auto& setter) -> Status {
    if (name.empty()) return {};
    GONGBAO_ASSIGN_OR_RETURN(const int value, ParseEnum(type, name));
    setter(value);
    return {};
  };
  GONGBAO_RETURN_IF_ERROR(set(v1::FactStatus_descriptor(), options.status, [&](int value) {
    request->set_status(static_cast<v1::FactStatus>(value));
  }));
  GONGBAO_RETURN_IF_ERROR(set(v1::PlaceLevel_descriptor(), options.level, [&](int value) {
    request->set_level(static_cast<v1::PlaceLevel>(value));
  }));
  return set(v1::RankMeasure_descriptor(), options.measure, [&](int value) {
    request->set_measure(static_cast<v1::RankMeasure>(value));
  });
}

// Says in words which places are not in the table, and why.
void SayUnranked(const v1::RankPlacesResponse& response) {
  for (const v1::UnrankedPlace& place : response.unranked()) {
    Complain(Cat({"not ranked: ", place.place_text().empty() ? place.place_id() : place.place_text(),
                  " (", ReplaceAll(EnumText(place.reason()), "_", " "), ")"}));
  }
}

Status Rank(const RankOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::RankPlacesRequest request;
  GONGBAO_RETURN_IF_ERROR(Fill(options, connection.get(), &request));
  Sink sink(1, "standard output");
  const auto output = Output::Make(options.format.format(),
                                   {{"rank", true}, {"place"}, {"county"}, {"value", true},
                                    {"unit"}, {"yoy_percent", true}, {"fact", false, 32},
                                    {"quote"}},
                                   TerminalWidth(), &sink);
  int32_t left = options.limit;
  bool open = true;
  while (left > 0 && open) {
    request.set_page_size(std::min(left, kMostRowsPage));
    v1::RankPlacesResponse response;
    const auto context = CallContext();
    const grpc::Status status = connection->query().RankPlaces(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::RankRow& row : response.rows()) {
      open = open && output->Row(
          {std::to_string(row.rank()), row.place_text(), row.county(),
           FigureText(row.value(), row.bound(), row.value_max()), row.unit(), row.yoy_percent(),
           row.fact().substr(row.fact().find('/') + 1), row.quote()},
          row);
    }
    SayUnranked(response);
    left -= response.rows_size();
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) break;
  }
  if (open) output->Finish();
  return sink.Finish();
}

}  // namespace

void DefineRank(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("rank", "a league table of places by one indicator in one year");
  auto options = std::make_shared<RankOptions>();
  command->add_option("--indicator", options->indicator, "canonical name of the indicator")
      ->type_name("NAME")
      ->required();
  command->add_option("--in", options->year, "the year of the figure")
      ->type_name("YEAR")
      ->check(CLI::Range(1900, 2200))
      ->required();
  command->add_option("--status", options->status, "actual (the default), estimate or target")
      ->type_name("STATUS");
  command->add_option("--by", options->measure, "value (the default) or yoy")->type_name("MEASURE");
  command
      ->add_option("--level", options->level,
                   "only places of this level: province, city, county, town")
      ->type_name("LEVEL");
  command->add_option("--unit", options->unit, "unit of the figures, e.g. 万元")->type_name("UNIT");
  command->add_flag("--ascending", options->ascending, "lowest first");
  command->add_option("--limit", options->limit, "at most this many")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  AddFilterOptions(command, &options->filter);
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "Places with a report of that year that can't be ranked are named on standard error.\n\n"
      "Examples:\n"
      "  gongbao rank --indicator fiscal_revenue --in 2021 --level town\n"
      "  gongbao rank --indicator gdp --in 2021 --by yoy --place 421300 --format csv");
  command->callback([=] { *action = [=] {
    const Status status = Rank(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
