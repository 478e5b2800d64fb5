#include <charconv>

#include "services/base/text.h"
#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

bool IsPlaceId(std::string_view text) {
  const size_t digits = text.find_first_not_of("0123456789");
  return digits == std::string_view::npos || (digits == 6 && text[6] == '~');
}

// The one place of that name which documents are about, or which holds such places.
Status LookUpPlace(const std::string& name, Connection* connection, std::string* id) {
  v1::ListPlacesRequest request;
  request.set_place_name(name);
  v1::ListPlacesResponse response;
  const auto context = CallContext();
  const grpc::Status status = connection->query().ListPlaces(context.get(), request, &response);
  if (!status.ok()) return connection->Error(status);
  if (response.places().empty()) return NotFound(Cat({"--place ", name, ": no document is about it"}));
  if (response.places_size() > 1) {
    std::vector<std::string> candidates;
    for (const v1::Place& place : response.places()) candidates.push_back(place.id());
    return InvalidArgument(Cat({"--place ", name, " could be ", Join(candidates, ", "), ": give the code"}));
  }
  *id = response.places(0).id();
  return {};
}

}  // namespace

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

}  // namespace gongbao::node
