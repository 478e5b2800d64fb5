#include <span>

#include "services/base/text.h"
#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

constexpr int32_t kCellsPage = 10000;  // fits a message whatever the quotes

struct PanelOptions {
  ConnectionOptions connection;
  FormatOption format;
  FilterOptions filter;
  std::vector<std::string> indicators;
  std::string cell_years;
  std::vector<std::string> statuses;
  std::string unit;
  bool other_periods = false;
};

const std::vector<Column> kPanelColumns = {
    {"place"},  {"place_id"}, {"indicator"}, {"period"},  {"status"}, {"value", true},
    {"unit"},   {"yoy_percent", true},       {"empty"},   {"other_values", false, 24},
    {"fact", false, 32},      {"quote"}};

// A table for people leaves out what a machine needs, and puts target beside outcome: a column for
// each status asked for.
std::vector<Column> TableColumns(const std::vector<std::string>& statuses) {
  std::vector<Column> columns = {{"place"}, {"indicator", false, 32}, {"period"}};
  for (const std::string& status : statuses) columns.push_back({status, true});
  columns.insert(columns.end(), {{"unit"}, {"yoy %", true}, {"quote"}});
  return columns;
}

std::string ValueOf(const v1::PanelCell& cell) {
  if (!cell.has_value()) return "";
  return FigureText(cell.value(), cell.bound(), cell.value_max());
}

// In a table the reason stands where the figure would.
std::string ValueOrReason(const v1::PanelCell& cell) {
  if (cell.has_value()) return ValueOf(cell);
  return "(" + ReplaceAll(EnumText(cell.empty_reason()), "_", " ") + ")";
}

std::string FirstFact(const v1::PanelCell& cell) {
  if (cell.facts().empty()) return "";
  return cell.facts(0).substr(cell.facts(0).find('/') + 1);
}

std::vector<std::string> Cells(const v1::PanelCell& cell) {
  const std::vector<std::string> others(cell.conflicting_values().begin(),
                                        cell.conflicting_values().end());
  return {cell.place_text(),
          cell.place_id(),
          cell.indicator(),
          PeriodText(cell.period()),
          EnumText(cell.status()),
          ValueOf(cell),
          cell.unit(),
          cell.has_yoy_percent() ? cell.yoy_percent() : "",
          EnumText(cell.empty_reason()),
          Join(others, " "),
          FirstFact(cell),
          cell.quote()};
}

// One line of the table: the cells of a place, an indicator and a period, one a status.
std::vector<std::string> TableLine(const std::vector<std::string>& statuses,
                                   std::span<const v1::PanelCell* const> cells) {
  const v1::PanelCell& first = *cells.front();
  std::vector<std::string> line = {first.place_text(), first.indicator(),
                                   PeriodText(first.period())};
  const v1::PanelCell* shown = &first;  // unit, growth and words are those of the first with a figure
  for (const std::string& status : statuses) {
    line.emplace_back();
    for (const v1::PanelCell* cell : cells) {
      if (EnumText(cell->status()) != status) continue;
      line.back() = ValueOrReason(*cell);
      if (!shown->has_value() && cell->has_value()) shown = cell;
    }
  }
  line.insert(line.end(), {shown->unit(), shown->has_yoy_percent() ? shown->yoy_percent() : "",
                           shown->quote()});
  return line;
}

bool SameLine(const v1::PanelCell& a, const v1::PanelCell& b) {
  return a.place_id() == b.place_id() && a.indicator() == b.indicator() &&
         PeriodText(a.period()) == PeriodText(b.period());
}

bool WriteTable(const v1::QueryPanelResponse& response, const std::vector<std::string>& statuses,
                Output* output) {
  std::vector<const v1::PanelCell*> line;
  const auto write = [&] {
    return line.empty() || output->Row(TableLine(statuses, line), *line.front());
  };
  bool open = true;
  for (const v1::PanelCell& cell : response.cells()) {
    if (!line.empty() && !SameLine(*line.front(), cell)) {
      open = open && write();
      line.clear();
    }
    line.push_back(&cell);
  }
  return open && write();
}

Status Panel(const PanelOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const auto connection, Connection::Open(options.connection));
  v1::QueryPanelRequest request;
  GONGBAO_RETURN_IF_ERROR(
      FillFilter(options.filter, connection.get(), request.mutable_filter()));
  for (const std::string& indicator : options.indicators) request.add_indicators(indicator);
  if (!options.cell_years.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(const YearRange years, ParseYears(options.cell_years));
    request.set_first_year(years.first);
    request.set_last_year(years.last);
  }
  GONGBAO_RETURN_IF_ERROR(AddEnums<v1::FactStatus>(options.statuses, request.mutable_statuses()));
  request.set_include_other_periods(options.other_periods);
  request.set_unit(options.unit);
  request.set_page_size(kCellsPage);
  const bool table = options.format.format() == Format::kTable;
  Sink sink(1, "standard output");
  std::vector<std::string> statuses = options.statuses;
  if (statuses.empty()) statuses.push_back("actual");
  const auto output =
      Output::Make(options.format.format(), table ? TableColumns(statuses) : kPanelColumns,
                   TerminalWidth(), &sink);
  bool open = true;
  do {
    v1::QueryPanelResponse response;
    const auto context = CallContext(std::chrono::seconds(300));
    const grpc::Status status = connection->query().QueryPanel(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    if (table) {
      open = WriteTable(response, statuses, output.get());
    } else {
      for (const v1::PanelCell& cell : response.cells()) {
        open = open && output->Row(Cells(cell), cell);
      }
    }
    request.set_page_token(response.next_page_token());
  } while (open && !request.page_token().empty());
  if (open) output->Finish();
  return sink.Finish();
}

}  // namespace

void DefinePanel(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "panel", "indicators of places over the years, each cell in one unit and with its words");
  auto options = std::make_shared<PanelOptions>();
  command
      ->add_option("--indicator", options->indicators,
                   "canonical name of an indicator (repeatable)")
      ->type_name("NAME")
      ->required();
  command->add_option("--years", options->cell_years, "years of the figures: 2021 or 2019-2021")
      ->type_name("YEARS");
  command
      ->add_option("--status", options->statuses,
                   "actual (the default), estimate, target (repeatable)")
      ->type_name("STATUS");
  command->add_option("--unit", options->unit, "unit of the figures, e.g. 万元")->type_name("UNIT");
  command->add_flag("--other-periods", options->other_periods,
                    "also parts of a year and terms of several years");
  AddFilterOptions(command, &options->filter);
  AddFormatOption(command, &options->format);
  AddConnectionOptions(command, &options->connection);
  command->footer(
      "A cell without a figure says why: no_document, not_stated, masked, growth_only, unit,\n"
      "place_not_settled.\n\n"
      "Examples:\n"
      "  gongbao panel --indicator fiscal_revenue --place 421321 --status actual --status target\n"
      "  gongbao panel --indicator gdp --indicator retail_sales --unit 万元 --format csv");
  command->callback([=] { *action = [=] {
    const Status status = Panel(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
