#include <algorithm>
#include <charconv>
#include <cstdio>

#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/rpc/status.h"

namespace gongbao::node {
namespace {

constexpr int kPlacesPage = 1000;

// Prefix of the values of an enum: FactStatus → FACT_STATUS_.
std::string PrefixOf(const google::protobuf::EnumDescriptor* type) {
  const std::string& first = type->value(0)->name();
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  return first.substr(0, first.size() - kUnspecified.size());
}

bool IsPlaceId(std::string_view text) {
  const size_t digits = text.find_first_not_of("0123456789");
  return digits == std::string_view::npos || (digits == 6 && text[6] == '~');
}

// Ids of the places of that name which documents are about.
Status LookUpPlace(const std::string& name, Connection* connection, std::string* id) {
  std::vector<std::string> found;
  v1::ListPlacesRequest request;
  request.set_page_size(kPlacesPage);
  do {
    v1::ListPlacesResponse response;
    const auto context = CallContext();
    const grpc::Status status = connection->query().ListPlaces(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::Place& place : response.places()) {
      if (place.display_name() == name) found.push_back(place.id());
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  if (found.empty()) return NotFound(Cat({"--place ", name, ": no document is about it"}));
  if (found.size() > 1) {
    return InvalidArgument(Cat({"--place ", name, " could be ", Join(found, ", ")}));
  }
  *id = found.front();
  return {};
}

}  // namespace

int Fail(const Status& status) {
  Complain(Message(status));
  return ExitCodeOf(status);
}

void Complain(std::string_view message) {
  const std::string line = Cat({"gongbao: ", message, "\n"});
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void AddConnectionOptions(CLI::App* app, ConnectionOptions* options) {
  app->add_option("--server", options->server, "talk to this server (gRPC address of its gateway)")
      ->type_name("HOST:PORT");
  app->add_option("--data", options->data,
                  "data folder; where a server holds it, that one is asked")
      ->type_name("DIR")
      ->capture_default_str();
}

void AddFormatOption(CLI::App* app, FormatOption* option) {
  app->add_option("--format", option->name, "table, json, jsonl or csv")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}))
      ->capture_default_str();
}

void AddFilterOptions(CLI::App* app, FilterOptions* options) {
  app->add_option("--place", options->places,
                  "only this place and those below it: a code (421321) or a name (repeatable)")
      ->type_name("PLACE");
  app->add_option("--year", options->years, "only reports on these years: 2021 or 2019-2021")
      ->type_name("YEARS");
  app->add_option("--kind", options->document_kinds,
                  "only reports of this kind: work_report, work_summary, speech, plan, bulletin, "
                  "other (repeatable)")
      ->type_name("KIND");
  app->add_option("--document", options->documents, "only this document, by id (repeatable)")
      ->type_name("ID");
  app->add_flag("--copies", options->copies, "also documents that are copies of another one");
}

Status FillFilter(const FilterOptions& options, Connection* connection, v1::Filter* filter) {
  for (const std::string& place : options.places) {
    std::string id = place;
    if (!IsPlaceId(place)) GONGBAO_RETURN_IF_ERROR(LookUpPlace(place, connection, &id));
    filter->add_places(id);
  }
  if (!options.years.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(const YearRange years, ParseYears(options.years));
    filter->set_first_year(years.first);
    filter->set_last_year(years.last);
  }
  GONGBAO_RETURN_IF_ERROR(
      AddEnums<v1::DocumentKind>(options.document_kinds, filter->mutable_document_kinds()));
  for (const std::string& document : options.documents) {
    filter->add_documents(document.starts_with("documents/") ? document : "documents/" + document);
  }
  filter->set_include_copies(options.copies);
  return {};
}

StatusOr<YearRange> ParseYears(std::string_view text) {
  const auto year = [](std::string_view digits) {
    int32_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole && value >= 1900 && value <= 2200 ? value : 0;
  };
  const size_t dash = text.find('-');
  YearRange range;
  range.first = year(text.substr(0, dash));
  range.last = dash == std::string_view::npos ? range.first : year(text.substr(dash + 1));
  if (range.first == 0 || range.last == 0 || range.last < range.first) {
    return InvalidArgument(Cat({"\"", text, "\" is neither a year (2021) nor years (2019-2021)"}));
  }
  return range;
}

StatusOr<int> ParseEnum(const google::protobuf::EnumDescriptor* type, std::string_view name) {
  const std::string prefix = PrefixOf(type);
  std::string names;
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string short_name = AsciiLower(type->value(i)->name().substr(prefix.size()));
    if (short_name == name) return type->value(i)->number();
    names += (names.empty() ? "" : ", ") + short_name;
  }
  return InvalidArgument(Cat({"\"", name, "\" is none of ", names}));
}

std::string EnumTextOf(const google::protobuf::EnumDescriptor* type, int value) {
  const auto* found = type->FindValueByNumber(value);
  if (found == nullptr || value == 0) return "";
  return AsciiLower(found->name().substr(PrefixOf(type).size()));
}

std::string PeriodText(const v1::Period& period) {
  if (period.first_month() == 0) return "";
  const auto month = [](int32_t value) {
    char text[32];
    std::snprintf(text, sizeof text, "%d-%02d", value / 100, value % 100);
    return std::string(text);
  };
  const int32_t first = period.first_month();
  const int32_t last = period.last_month();
  switch (period.kind()) {
    case v1::PERIOD_KIND_YEAR: return std::to_string(first / 100);
    case v1::PERIOD_KIND_TERM:
      return std::to_string(first / 100) + "/" + std::to_string(last / 100);
    case v1::PERIOD_KIND_MONTH: return month(first);
    case v1::PERIOD_KIND_INSTANT: return month(last);
    default: return month(first) + "/" + month(last);
  }
}

std::string FigureText(const std::string& value, v1::Bound bound, const std::string& upper) {
  if (value.empty()) return "";
  const char* mark = "";
  switch (bound) {
    case v1::BOUND_OVER: mark = ">"; break;
    case v1::BOUND_UNDER: mark = "<"; break;
    case v1::BOUND_NEAR: mark = "≈"; break;
    case v1::BOUND_AT_LEAST: mark = "≥"; break;
    case v1::BOUND_AT_MOST: mark = "≤"; break;
    default: break;
  }
  return mark + value + (upper.empty() ? "" : "–" + upper);
}

}  // namespace gongbao::node
