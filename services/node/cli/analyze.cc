#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/ingest/reader/container.h"
#include "services/node/cli/command.h"
#include "services/node/cli/input_files.h"
#include "services/node/cli/progress.h"
#include "services/node/whole_file.h"
#include "services/node/interrupt.h"
#include "services/node/local_pipeline.h"
#include "services/node/records.h"

namespace gongbao::node {
namespace {

namespace fs = std::filesystem;

struct AnalyzeOptions {
  std::vector<std::string> paths;
  std::string out;
  std::string text_column;
  std::string gazetteer;
  int jobs = 0;
};

// Name of the file that gets a report's records: the last suffix gives way to .jsonl.
std::string RecordsName(const std::string& relative) {
  const fs::path path(relative);
  return (path.parent_path() / path.stem()).string() + ".jsonl";
}

class Analyze {
 public:
  Analyze(const AnalyzeOptions& options, const ingest::Pipeline& pipeline, Interrupt* interrupt)
      : options_(options), pipeline_(pipeline), interrupt_(interrupt) {}

  // Every file, with as many threads as asked for; complains of those that fail. Gives the exit code.
  int Run(const InputList& input);

 private:
  // What a file gave: records, and what was wrong with a part of it.
  struct Outcome {
    std::string records;
    Status problem;
  };
  StatusOr<Outcome> Read(const InputFile& file) const;
  Status AddRecords(std::string_view bytes, const std::string& name, const model::Hints& hints,
                    std::string* records) const;
  Status ToStandardOutput(const InputFile& file) const;
  Status ToFile(const InputFile& file) const;
  void Work();
  // Files whose records would take the place of another's, or of the input itself.
  void FindClashes();
  fs::path Target(const InputFile& file) const {
    return fs::path(options_.out) / RecordsName(file.relative);
  }

  const AnalyzeOptions& options_;
  const ingest::Pipeline& pipeline_;
  Interrupt* interrupt_;
  std::vector<InputFile> files_;
  std::vector<Status> results_;
  std::atomic<size_t> next_{0};
  std::atomic<size_t> done_{0};
  Progress progress_;
};

int Analyze::Run(const InputList& input) {
  files_ = input.files;
  results_.resize(files_.size());
  for (const Status& error : input.errors) Complain(Message(error));
  if (options_.out.empty()) {
    for (size_t i = 0; i < files_.size(); ++i) results_[i] = ToStandardOutput(files_[i]);
  } else {
    FindClashes();
    size_t count = options_.jobs > 0 ? static_cast<size_t>(options_.jobs)
                                     : std::max(1u, std::thread::hardware_concurrency());
    count = std::min(count, std::max<size_t>(files_.size(), 1));
    std::vector<std::thread> threads;
    for (size_t i = 1; i < count; ++i) threads.emplace_back([this] { Work(); });
    Work();
    for (std::thread& thread : threads) thread.join();
  }
  progress_.Clear();
  size_t failed = input.errors.size();
  for (const Status& result : results_) {
    if (result.ok() || result.code() == absl::StatusCode::kCancelled) continue;
    Complain(Message(result));
    ++failed;
  }
  if (interrupt_->requested()) {
    Complain(Cat({"interrupted: ", std::to_string(done_.load()), " of ",
                  std::to_string(files_.size()), " files were read"}));
    return kExitInterrupted;
  }
  if (failed == 0) return kExitOk;
  return failed == files_.size() + input.errors.size() ? kExitNoInput : kExitFailed;
}

StatusOr<Analyze::Outcome> Analyze::Read(const InputFile& file) const {
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file.path, kMaxFileBytes));
  Outcome outcome;
  const std::string& column = options_.text_column;
  if (ingest::RecogniseContainer(bytes, file.path, column) == ingest::ContainerKind::kNone) {
    GONGBAO_RETURN_IF_ERROR(AddRecords(bytes, file.path, {}, &outcome.records));
    return outcome;
  }
  // Each row is a report; one that can't be read does not keep the others from it.
  int64_t bad_rows = 0;
  GONGBAO_RETURN_IF_ERROR(ingest::ExpandContainer(
      bytes, file.path, column, {}, [&](const ingest::Leaf& leaf) -> Status {
        Status status = leaf.problem.ok()
                            ? AddRecords(leaf.bytes, file.path, leaf.hints, &outcome.records)
                            : leaf.problem;
        if (status.ok()) return status;
        if (interrupt_->requested()) return status;
        if (++bad_rows == 1) outcome.problem = Annotate(status, Cat({file.path, ": ", leaf.member}));
        return Status();
      }));
  if (bad_rows > 1) {
    outcome.problem = InvalidArgument(Cat({Message(outcome.problem), " (and ",
                                           std::to_string(bad_rows - 1), " more rows)"}));
  }
  return outcome;
}

Status Analyze::AddRecords(std::string_view bytes, const std::string& name,
                           const model::Hints& hints, std::string* records) const {
  Context context;
  context.cancelled = [this] { return interrupt_->requested(); };
  GONGBAO_ASSIGN_OR_RETURN(const ingest::AnalyzedSource source,
                           pipeline_.Analyze(context, bytes, name, hints));
  for (const ingest::AnalyzedDocument& document : source.documents) {
    *records += ToRecords(document.analysis);
  }
  return {};
}

Status Analyze::ToStandardOutput(const InputFile& file) const {
  const StatusOr<Outcome> outcome = Read(file);
  if (!outcome.ok()) return InFile(outcome.status(), file.path);
  Sink sink(STDOUT_FILENO, "standard output");
  sink.Write(outcome->records);
  GONGBAO_RETURN_IF_ERROR(sink.Finish());
  return outcome->problem;
}

Status Analyze::ToFile(const InputFile& file) const {
  const StatusOr<Outcome> outcome = Read(file);
  if (!outcome.ok()) return InFile(outcome.status(), file.path);
  GONGBAO_RETURN_IF_ERROR(WriteWholeFile(Target(file).string(), outcome->records));
  return outcome->problem;
}

void Analyze::Work() {
  for (size_t i; !interrupt_->requested() && (i = next_.fetch_add(1)) < files_.size();) {
    if (!results_[i].ok()) continue;
    results_[i] = ToFile(files_[i]);
    const size_t done = done_.fetch_add(1) + 1;
    progress_.Show(CountText(static_cast<int64_t>(done)) + " of " +
                   CountText(static_cast<int64_t>(files_.size())) + " files");
  }
}

void Analyze::FindClashes() {
  std::map<std::string, size_t> first;
  for (size_t i = 0; i < files_.size(); ++i) {
    const std::string target = Target(files_[i]).string();
    std::error_code ignored;
    const auto [at, is_new] = first.emplace(target, i);
    if (!is_new) {
      results_[i] = InvalidArgument(Cat({files_[i].path, ": its records would be written to ", target,
                                         ", which gets those of ", files_[at->second].path}));
    } else if (fs::equivalent(target, files_[i].path, ignored)) {
      results_[i] = InvalidArgument(Cat({files_[i].path, ": its records would be written over it"}));
    }
  }
}

int RunAnalyze(const AnalyzeOptions& options) {
  Interrupt interrupt;
  const InputList input = FindFiles(options.paths);
  if (options.out.empty() && input.files.size() > 1) {
    Complain(Cat({std::to_string(input.files.size()), " files need --out DIR for their records"}));
    return kExitUsage;
  }
  if (input.files.empty() && input.errors.empty()) {
    Complain(Cat({options.paths.front(), ": no files in it"}));
    return kExitNoInput;
  }
  if (!options.out.empty()) {
    if (const Status status = MakeFolder(options.out); !status.ok()) return Fail(status);
  }
  const std::string gazetteer =
      options.gazetteer.empty() ? ProcessEnvironment()("GONGBAO_GAZETTEER").value_or("") : options.gazetteer;
  const auto pipeline = MakeLocalPipeline(gazetteer);
  if (!pipeline.ok() && !gazetteer.empty()) return Fail(pipeline.status());
  if (!pipeline.ok()) {
    Complain(Message(pipeline.status()));
    return kExitFailed;
  }
  return Analyze(options, **pipeline, &interrupt).Run(input);
}

}  // namespace

void DefineAnalyze(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "analyze", "read reports into records, with no server and nothing stored");
  auto options = std::make_shared<AnalyzeOptions>();
  command->add_option("PATH", options->paths, "files, and folders with all files below them")
      ->required();
  command
      ->add_option("--out", options->out,
                   "folder for the records of each file: its name with .jsonl for the last suffix")
      ->type_name("DIR");
  command
      ->add_option("--text-column", options->text_column,
                   "CSV and JSON lines: the column that holds the text; each row is a report")
      ->type_name("NAME");
  command
      ->add_option("--gazetteer", options->gazetteer, "CSV file of divisions on top of the built-in list")
      ->type_name("FILE");
  command->add_option("--jobs", options->jobs, "files read at once; one a processor where not given")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command->footer(
      "A record a line: a report's meta record, then its sections and facts (docs/codebook.md).\n\n"
      "Examples:\n"
      "  gongbao analyze report.txt\n"
      "  gongbao analyze reports/ --out records/");
  command->callback([=] { *action = [=] { return RunAnalyze(*options); }; });
}

}  // namespace gongbao::node
