#include <cstdio>

#include "services/base/text.h"
#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

// Prefix of the values of an enum: FactStatus → FACT_STATUS_.
std::string PrefixOf(const google::protobuf::EnumDescriptor* type) {
  const std::string& first = type->value(0)->name();
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  return first.substr(0, first.size() - kUnspecified.size());
}

}  // namespace

int Fail(const Status& status) {
  Complain(Message(status));
  return ExitCodeOf(status);
}

void Complain(std::string_view message) {
  // One line, whatever a library put into it.
  std::string line = "gongbao: ";
  for (const std::string_view part : Split(message, '\n')) {
    const std::string_view words = Strip(part);
    if (words.empty()) continue;
    if (line.back() != ' ') line += "; ";
    line += words;
  }
  line += "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void AddConnectionOptions(CLI::App* app, ConnectionOptions* options) {
  app->add_option("--server", options->server, "talk to this server (gRPC address of its gateway)")
      ->type_name("HOST:PORT");
  app->add_option("--data", options->data,
                  "data folder (gongbao-data); where a server holds it, that one is asked")
      ->type_name("DIR");
  app->add_option("--gazetteer", options->gazetteer,
                  "CSV file of divisions on top of the built-in list, where no server is asked")
      ->type_name("FILE");
}

void AddFormatOption(CLI::App* app, FormatOption* option) {
  app->add_option("--format", option->name, "table, json, jsonl or csv")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}))
      ->capture_default_str();
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
