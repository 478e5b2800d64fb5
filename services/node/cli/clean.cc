#include <map>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/ingest/clean/account.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/reader/reader.h"
#include "services/node/cli/command.h"
#include "services/node/cli/input_files.h"

namespace gongbao::node {
namespace {

struct CleanOptions {
  std::string path;
  bool account = false;
  size_t report = 0;  // 0: all
};

constexpr size_t kShownBytes = 120;

std::string OneLine(const std::string& text) {
  return ReplaceAll(ReplaceAll(ReplaceAll(Shorten(text, kShownBytes), "\r", "␍"), "\n", "⏎"), "\t", " ");
}

// What was taken out, a line each in order of the source text, then how often and how many bytes each pass took out for
// each reason, then how many changes each pass made.
std::string AccountText(std::string_view source_text, const ingest::CleanedSource& cleaned) {
  std::string out;
  std::map<std::pair<std::string, std::string>, std::pair<int64_t, int64_t>> sums;
  for (const ingest::Removal& removal : ingest::FullAccount(source_text, cleaned)) {
    out += Cat({removal.pass, "\t", removal.reason, "\t", std::to_string(removal.source.begin), "-",
                std::to_string(removal.source.end), "\t", OneLine(removal.text), "\t",
                OneLine(removal.replaced), "\n"});
    auto& [count, bytes] = sums[{removal.pass, removal.reason}];
    ++count;
    bytes += removal.source.size();
  }
  for (const auto& [key, sum] : sums) {
    out += Cat({key.first, "\t", key.second, "\ttotal\t", std::to_string(sum.first), "\t", std::to_string(sum.second), "\n"});
  }
  for (const auto& [pass, count] : cleaned.counts) {
    out += Cat({pass, "\tchanges\t", std::to_string(count), "\n"});
  }
  return out;
}

// The clean text of one report, or of all with a line in front of each.
std::string ReportText(const ingest::CleanedSource& cleaned, size_t report) {
  std::string out;
  const size_t count = cleaned.reports.size();
  for (size_t i = 0; i < count; ++i) {
    if (report != 0 && report != i + 1) continue;
    if (report == 0 && count > 1) {
      out += Cat({i == 0 ? "" : "\n", "===== report ", std::to_string(i + 1), " of ", std::to_string(count),
                  ", from byte ", std::to_string(cleaned.reports[i].source_begin), " of the source text =====\n"});
    }
    const std::string& text = cleaned.reports[i].cleaning.text;
    out += text;
    if (!text.empty() && text.back() != '\n') out += "\n";
  }
  return out;
}

Status Clean(const CleanOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.path, kMaxFileBytes));
  StatusOr<ingest::ReadResult> read = ingest::Reader().Read(bytes, options.path, {});
  if (!read.ok()) return read.status();
  GONGBAO_ASSIGN_OR_RETURN(const ingest::Cleaner cleaner, ingest::Cleaner::Create());
  const ingest::CleanedSource cleaned = cleaner.CleanReports(read->text);
  for (const std::string& warning : read->warnings) {
    Complain(Cat({options.path, ": warning: ", warning}));
  }
  if (options.report > cleaned.reports.size()) {
    return InvalidArgument(Cat({"--report ", std::to_string(options.report), ": the file holds ",
                                std::to_string(cleaned.reports.size()), " report",
                                cleaned.reports.size() == 1 ? "" : "s"}));
  }
  Sink sink(1, "standard output");
  sink.Write(options.account ? AccountText(read->text, cleaned) : ReportText(cleaned, options.report));
  return sink.Finish();
}

}  // namespace

void DefineClean(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "clean", "print the clean text of a file: simplified, without the site around it");
  auto options = std::make_shared<CleanOptions>();
  command->add_option("FILE", options->path, "a text or HTML file in any encoding")->required();
  command->add_flag("--account", options->account,
                    "print instead all that was taken out, in order: pass, reason, bytes of the source text, what "
                    "stood there, what stands there now; tabs between; then the sums");
  command->add_option("--report", options->report,
                      "of a file that holds several reports, print only the one of this number")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000))
      ->excludes("--account");
  command->footer("Example:\n  gongbao clean page.html > report.txt");
  command->callback([=] { *action = [=]() -> int {
    const Status status = Clean(*options);
    if (status.ok()) return kExitOk;
    Complain(Message(InFile(status, options->path)));
    return kExitNoInput;
  }; });
}

}  // namespace gongbao::node
