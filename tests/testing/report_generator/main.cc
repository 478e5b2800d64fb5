// gongbao-generate-reports: writes invented work reports, the samples or any number for load tests.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "services/base/text.h"
#include "tests/testing/report_generator/load.h"
#include "tests/testing/report_generator/samples.h"

namespace gongbao::generator {

namespace {

struct Flags {
  bool samples = false;
  std::string out;
  std::string truth;
  LoadOptions load;
};

Status WriteFile(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return Unavailable(Cat({"cannot write ", path.string()}));
  return absl::OkStatus();
}

Status WriteSamples(const Flags& flags) {
  GONGBAO_ASSIGN_OR_RETURN(const Samples samples, MakeSamples());
  std::error_code error;
  std::filesystem::create_directories(flags.out, error);
  if (error) return Unavailable(Cat({"cannot make folder ", flags.out, ": ", error.message()}));
  for (const SampleFile& file : samples.files) {
    GONGBAO_RETURN_IF_ERROR(WriteFile(std::filesystem::path(flags.out) / file.name, file.bytes));
  }
  if (!flags.truth.empty()) GONGBAO_RETURN_IF_ERROR(WriteFile(flags.truth, samples.truth));
  std::cout << samples.files.size() << " files written to " << flags.out << "\n";
  return absl::OkStatus();
}

Status Run(const Flags& flags) {
  if (flags.samples) return WriteSamples(flags);
  GONGBAO_ASSIGN_OR_RETURN(const int64_t written, WriteReports(flags.load, flags.out, flags.truth));
  std::cout << written << " reports written to " << flags.out << "\n";
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Writes invented work reports: the same flags give the same bytes.");
  app.add_flag("--samples", flags.samples, "write the sample reports of tests/data/samples");
  app.add_option("--out", flags.out, "folder to write to")->required();
  app.add_option("--truth", flags.truth, "also write what the reports say, as JSON lines");
  app.add_option("--count", flags.load.count, "how many reports")->check(CLI::Range(1, 100'000'000));
  app.add_option("--seed", flags.load.seed, "another seed gives other reports");
  app.add_option("--years", flags.load.years, "reports a town, year after year")
      ->check(CLI::Range(1, 30));
  app.add_option("--first-year", flags.load.first_year, "year under review of a town's first report")
      ->check(CLI::Range(1991, 2100));
  app.add_option("--gazetteer", flags.load.gazetteer,
                 "folder with areas.csv, cities.csv, provinces.csv: spread over all its counties");
  app.add_flag("--jsonl", flags.load.jsonl, "write files of 10,000 rows instead of a file a report");
  CLI11_PARSE(app, argc, argv);
  const Status status = Run(flags);
  if (status.ok()) return 0;
  std::cerr << "gongbao-generate-reports: " << Message(status) << "\n";
  return 1;
}

}  // namespace

}  // namespace gongbao::generator

int main(int argc, char** argv) { return gongbao::generator::Main(argc, argv); }
