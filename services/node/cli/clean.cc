#include "services/base/share.h"
#include "services/base/text.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/reader/reader.h"
#include "services/node/cli/command.h"
#include "services/node/cli/input_files.h"

namespace gongbao::node {
namespace {

struct CleanOptions {
  std::string path;
  bool account = false;
};

constexpr size_t kShownBytes = 120;

// What was taken out, a line each, then how often each pass changed something.
std::string AccountText(const ingest::CleanResult& cleaned) {
  std::string out;
  const auto one_line = [](const std::string& text) {
    return ReplaceAll(ReplaceAll(Shorten(text, kShownBytes), "\n", "⏎"), "\t", " ");
  };
  for (const ingest::Removal& removal : cleaned.account) {
    out += Cat({removal.pass, "\t", removal.reason, "\t", std::to_string(removal.source.begin), "-",
                std::to_string(removal.source.end), "\t", one_line(removal.text), "\t",
                one_line(removal.replaced), "\n"});
  }
  for (const auto& [pass, count] : cleaned.counts) {
    out += Cat({pass, "\tchanges\t", std::to_string(count), "\n"});
  }
  return out;
}

Status Clean(const CleanOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.path, kMaxFileBytes));
  StatusOr<ingest::ReadResult> read = ingest::Reader().Read(bytes, options.path, {});
  if (!read.ok()) return read.status();
  GONGBAO_ASSIGN_OR_RETURN(const ingest::Cleaner cleaner, ingest::Cleaner::Create());
  const ingest::CleanResult cleaned = cleaner.Clean(read->text);
  for (const std::string& warning : read->warnings) {
    Complain(Cat({options.path, ": warning: ", warning}));
  }
  Sink sink(1, "standard output");
  if (options.account) {
    sink.Write(AccountText(cleaned));
  } else {
    sink.Write(cleaned.text);
    if (!cleaned.text.empty() && cleaned.text.back() != '\n') sink.Write("\n");
  }
  return sink.Finish();
}

}  // namespace

void DefineClean(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "clean", "print the clean text of a file: simplified, without the site around it");
  auto options = std::make_shared<CleanOptions>();
  command->add_option("FILE", options->path, "a text or HTML file in any encoding")->required();
  command->add_flag("--account", options->account,
                    "print instead what was taken out: pass, reason, bytes of the source text, what "
                    "stood there, what stands there now; tabs between");
  command->footer("Example:\n  gongbao clean page.html > report.txt");
  command->callback([=] { *action = [=]() -> int {
    const Status status = Clean(*options);
    if (status.ok()) return kExitOk;
    Complain(Message(InFile(status, options->path)));
    return kExitNoInput;
  }; });
}

}  // namespace gongbao::node
