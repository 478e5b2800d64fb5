#include "services/ingest/jobs/feed_spec.h"

#include <boost/json.hpp>

namespace gongbao::ingest {
namespace {

namespace json = boost::json;

std::string TextOf(const json::object& object, const char* key) {
  const json::value* found = object.if_contains(key);
  if (found == nullptr || !found->is_string()) return "";
  return std::string(found->get_string().data(), found->get_string().size());
}

std::vector<std::string> ListOf(const json::object& object, const char* key) {
  std::vector<std::string> list;
  const json::value* found = object.if_contains(key);
  if (found == nullptr || !found->is_array()) return list;
  for (const json::value& value : found->get_array()) {
    if (value.is_string()) list.emplace_back(value.get_string().data(), value.get_string().size());
  }
  return list;
}

json::array ArrayOf(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& text : list) array.emplace_back(text);
  return array;
}

StatusOr<json::object> Parse(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !value.is_object()) return Internal("what fills the job can't be read");
  return value.get_object();
}

// Every hint that is text, by its name.
template <class Hints, class Visit>
void EachHint(Hints& hints, const Visit& visit) {
  visit("province", hints.province);
  visit("city", hints.city);
  visit("county", hints.county);
  visit("place", hints.place);
  visit("place_id", hints.place_id);
  visit("title", hints.title);
  visit("url", hints.url);
  visit("published", hints.published);
  visit("encoding", hints.encoding);
}

}  // namespace

std::string EncodeFolderSpec(const FolderSpec& spec) {
  json::object hints;
  EachHint(spec.hints, [&](const char* key, const std::string& value) {
    if (!value.empty()) hints[key] = value;
  });
  if (spec.hints.year) hints["year"] = *spec.hints.year;
  json::object object;
  object["path"] = spec.path;
  object["text_column"] = spec.text_column;
  object["hints"] = std::move(hints);
  return json::serialize(object);
}

StatusOr<FolderSpec> DecodeFolderSpec(std::string_view text) {
  GONGBAO_ASSIGN_OR_RETURN(const json::object object, Parse(text));
  FolderSpec spec;
  spec.path = TextOf(object, "path");
  spec.text_column = TextOf(object, "text_column");
  const json::value* hints = object.if_contains("hints");
  if (hints == nullptr || !hints->is_object()) return spec;
  EachHint(spec.hints, [&](const char* key, std::string& value) {
    value = TextOf(hints->get_object(), key);
  });
  const json::value* year = hints->get_object().if_contains("year");
  if (year != nullptr && year->is_int64()) {
    spec.hints.year = static_cast<int32_t>(year->get_int64());
  }
  return spec;
}

std::string EncodeReprocessSpec(const ReprocessSpec& spec) {
  json::object object;
  object["force"] = spec.force;
  object["sources"] = ArrayOf(spec.filter.sources);
  object["documents"] = ArrayOf(spec.filter.documents);
  object["places"] = ArrayOf(spec.filter.places);
  return json::serialize(object);
}

StatusOr<ReprocessSpec> DecodeReprocessSpec(std::string_view text) {
  GONGBAO_ASSIGN_OR_RETURN(const json::object object, Parse(text));
  ReprocessSpec spec;
  const json::value* force = object.if_contains("force");
  spec.force = force != nullptr && force->is_bool() && force->get_bool();
  spec.filter.sources = ListOf(object, "sources");
  spec.filter.documents = ListOf(object, "documents");
  spec.filter.places = ListOf(object, "places");
  return spec;
}

}  // namespace gongbao::ingest
