// The commands of the program `gongbao`: each adds its flags and help to the parser and, where it is
// the one asked for, sets what is to be run. One thread at a time.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gongbao/v1/query_service.pb.h"
#include "services/base/status.h"
#include "services/node/cli/connection.h"
#include "services/node/cli/output.h"
#include "services/node/exit_code.h"

namespace gongbao::node {

// What to run once all arguments are read; gives the exit code.
using Action = std::function<int()>;

void DefineServe(CLI::App* app, Action* action);
void DefineAnalyze(CLI::App* app, Action* action);
void DefineClean(CLI::App* app, Action* action);
void DefineWords(CLI::App* app, Action* action);
void DefineExplain(CLI::App* app, Action* action);
void DefineBench(CLI::App* app, Action* action);
void DefineIngest(CLI::App* app, Action* action);
void DefineJobs(CLI::App* app, Action* action);
void DefineReprocess(CLI::App* app, Action* action);
void DefineSearch(CLI::App* app, Action* action);
void DefineFacts(CLI::App* app, Action* action);
void DefineFact(CLI::App* app, Action* action);
void DefinePanel(CLI::App* app, Action* action);
void DefineRank(CLI::App* app, Action* action);
void DefineDocuments(CLI::App* app, Action* action);
void DefineExport(CLI::App* app, Action* action);

// Prints "gongbao: <message>" on standard error and gives the exit code of the error.
int Fail(const Status& status);
void Complain(std::string_view message);

// --server, --data.
void AddConnectionOptions(CLI::App* app, ConnectionOptions* options);

struct FormatOption {
  std::string name = "table";
  Format format() const { return *ParseFormat(name); }
};
void AddFormatOption(CLI::App* app, FormatOption* option);

// Which documents a question is about, as flags.
struct FilterOptions {
  std::vector<std::string> places;  // ids or names
  std::string years;                // 2021 or 2019-2021
  std::vector<std::string> document_kinds;
  std::vector<std::string> documents;
  bool copies = false;
};
void AddFilterOptions(CLI::App* app, FilterOptions* options);
// Names of places are looked up among those that documents are about. NOT_FOUND, INVALID_ARGUMENT.
Status FillFilter(const FilterOptions& options, Connection* connection, v1::Filter* filter);

struct YearRange {
  int32_t first = 0;
  int32_t last = 0;
};
StatusOr<YearRange> ParseYears(std::string_view text);

// Enum values by their short names: "work_report", "target". INVALID_ARGUMENT lists the names.
StatusOr<int> ParseEnum(const google::protobuf::EnumDescriptor* type, std::string_view name);
template <class Enum>
Status AddEnums(const std::vector<std::string>& names,
                google::protobuf::RepeatedField<int>* values) {
  for (const std::string& name : names) {
    GONGBAO_ASSIGN_OR_RETURN(const int value,
                             ParseEnum(google::protobuf::GetEnumDescriptor<Enum>(), name));
    values->Add(value);
  }
  return {};
}
// The short name: FACT_STATUS_TARGET → "target"; "" for the unspecified value.
template <class Enum>
std::string EnumText(Enum value);
std::string EnumTextOf(const google::protobuf::EnumDescriptor* type, int value);
template <class Enum>
std::string EnumText(Enum value) {
  return EnumTextOf(google::protobuf::GetEnumDescriptor<Enum>(), value);
}

// 2021, 2022-01/2022-10, 2016/2020; "" where there is none.
std::string PeriodText(const v1::Period& period);
// "22.71" with the mark of its bound: ≥ ≤ > < ≈; and the upper end of a range.
std::string FigureText(const std::string& value, v1::Bound bound, const std::string& upper = "");

}  // namespace gongbao::node
