#include "services/extraction/explain.h"

#include <unistd.h>

#include <algorithm>

#include "services/base/log.h"
#include "services/base/share.h"
#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/input_files.h"
#include "services/node/cli/width.h"
#include "services/node/local_pipeline.h"
#include "services/node/records.h"

namespace gongbao::node {
namespace {

using extraction::ExplainedFact;
using extraction::ExplainedPart;
using extraction::ExplainedStep;
using extraction::Explanation;

struct ExplainOptions {
  std::string path;
  int64_t line = 0;
  std::string quote;
  std::string format = "table";
};

constexpr size_t kMostSentences = 200;

// Bytes of line `number` (from 1) of a text; nothing where it has fewer.
std::optional<model::Span> LineSpan(std::string_view text, int64_t number) {
  size_t begin = 0;
  for (int64_t line = 1; line < number; ++line) {
    const size_t end = text.find('\n', begin);
    if (end == text.npos || end + 1 >= text.size()) return std::nullopt;
    begin = end + 1;
  }
  const size_t end = std::min(text.find('\n', begin), text.size());
  return model::Span{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

// Sentences of a document that come from a line of the source text.
std::vector<int32_t> OnLine(const ingest::AnalyzedDocument& document, model::Span line) {
  std::vector<int32_t> out;
  const auto& sentences = document.analysis.segmentation.sentences;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const model::Span source = document.text_map.Cover(sentences[i].span);
    if (source.begin < line.end && line.begin < source.end) out.push_back(static_cast<int32_t>(i));
  }
  return out;
}

std::vector<int32_t> Quoting(const ingest::AnalyzedDocument& document, std::string_view quote) {
  std::vector<int32_t> out;
  const std::string_view text = document.analysis.clean_text;
  const auto& sentences = document.analysis.segmentation.sentences;
  size_t next = 0;
  for (size_t at = text.find(quote); at != text.npos; at = text.find(quote, at + quote.size())) {
    for (; next < sentences.size() && sentences[next].span.begin < at + quote.size(); ++next) {
      if (sentences[next].span.end > at) out.push_back(static_cast<int32_t>(next));
    }
  }
  return out;
}

class TablePrinter {
 public:
  explicit TablePrinter(std::string_view text) : text_(text) {}

  std::string Print(const Explanation& explanation) const {
    std::string out = Cat({explanation.span.In(text_), "\n"});
    std::string where;
    for (const std::string& section : explanation.sections)
      where += Cat({where.empty() ? "" : " / ", FitLine(section, 40)});
    out += Line("section", Cat({where.empty() ? "(before the first heading)" : where, " (",
                                explanation.role.empty() ? "no role" : explanation.role, ")"}));
    if (!explanation.section_period.empty()) out += Line("its period", explanation.section_period);
    out += Line("words", Words(explanation));
    for (const ExplainedPart& part : explanation.parts) {
      if (part.kind != "word") out += Line(part.kind, Cat({part.span.In(text_), "  →  ", part.meaning}));
    }
    for (const ExplainedFact& fact : explanation.facts) out += Fact(fact);
    for (const ExplainedStep& step : explanation.steps) {
      if (!step.rejected) continue;
      out += Line("rejected", Cat({step.span.In(text_), "  ", step.rule, ": ", step.text}));
    }
    if (explanation.facts.empty()) out += Line("facts", "none");
    return out;
  }

 private:
  static std::string Line(std::string_view kind, const std::string& text) {
    std::string line = Cat({"  ", kind});
    line.append(line.size() < 13 ? 13 - line.size() : 1, ' ');
    return line + text + "\n";
  }

  std::string Words(const Explanation& explanation) const {
    std::string words;
    for (const ExplainedPart& part : explanation.parts) {
      if (part.kind == "word") words += Cat({words.empty() ? "" : " ", part.span.In(text_)});
    }
    return words;
  }

  std::string Fact(const ExplainedFact& explained) const {
    std::string out = Line("fact", ToRecord(explained.fact));
    out += Line("  rule", Cat({explained.fact.rule, ": ", explained.rule_text}));
    out += Line("  anchor", std::string(explained.fact.anchor.In(text_)));
    for (const std::string& reason : explained.reasons) out += Line("  why", reason);
    return out;
  }

  std::string_view text_;
};

class JsonPrinter {
 public:
  explicit JsonPrinter(std::string_view text) : text_(text) {}

  // One object on a line.
  std::string Print(const Explanation& explanation) const {
    std::string parts;
    for (const ExplainedPart& part : explanation.parts) {
      Add(&parts, Cat({"{\"kind\": ", JsonQuote(part.kind), ", \"text\": ", Text(part.span),
                       ", \"meaning\": ", JsonQuote(part.meaning), "}"}));
    }
    std::string steps;
    for (const ExplainedStep& step : explanation.steps) {
      Add(&steps, Cat({"{\"rule\": ", JsonQuote(step.rule), ", \"at\": ", Text(step.span),
                       ", \"text\": ", JsonQuote(step.text),
                       ", \"rejected\": ", step.rejected ? "true" : "false", "}"}));
    }
    std::string facts;
    for (const ExplainedFact& fact : explanation.facts) {
      Add(&facts, Cat({"{\"record\": ", ToRecord(fact.fact), ", \"anchor\": ", Text(fact.fact.anchor),
                       ", \"rule_text\": ", JsonQuote(fact.rule_text), ", \"reasons\": [",
                       Quoted(fact.reasons), "]}"}));
    }
    return Cat({"{\"sentence\": ", std::to_string(explanation.sentence),
                ", \"text\": ", Text(explanation.span), ", \"sections\": [",
                Quoted(explanation.sections), "], \"role\": ", JsonQuote(explanation.role),
                ", \"section_period\": ", JsonQuote(explanation.section_period), ", \"parts\": [",
                parts, "], \"steps\": [", steps, "], \"facts\": [", facts, "]}\n"});
  }

 private:
  static void Add(std::string* list, const std::string& item) {
    if (!list->empty()) *list += ", ";
    *list += item;
  }
  static std::string Quoted(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) Add(&out, JsonQuote(text));
    return out;
  }
  std::string Text(model::Span span) const { return JsonQuote(span.In(text_)); }

  std::string_view text_;
};

StatusOr<std::vector<int32_t>> SentencesOf(const ExplainOptions& options,
                                           const ingest::AnalyzedSource& source,
                                           const ingest::AnalyzedDocument& document) {
  if (options.line == 0) return Quoting(document, options.quote);
  const std::optional<model::Span> line = LineSpan(source.source.text, options.line);
  if (!line) return NotFound(Cat({"it has no line ", std::to_string(options.line)}));
  return OnLine(document, *line);
}

Status ExplainFile(const ExplainOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.path, kMaxFileBytes));
  GONGBAO_ASSIGN_OR_RETURN(const auto pipeline, MakeLocalPipeline());
  GONGBAO_ASSIGN_OR_RETURN(const ingest::AnalyzedSource source,
                           pipeline->Analyze({}, bytes, options.path, {}));
  Sink sink(STDOUT_FILENO, "standard output");
  size_t shown = 0;
  for (const ingest::AnalyzedDocument& document : source.documents) {
    const model::Analysis& analysis = document.analysis;
    GONGBAO_ASSIGN_OR_RETURN(std::vector<int32_t> sentences,
                             SentencesOf(options, source, document));
    if (sentences.size() > kMostSentences) sentences.resize(kMostSentences);
    if (sentences.empty()) continue;
    GONGBAO_ASSIGN_OR_RETURN(
        const std::vector<Explanation> explanations,
        extraction::Explain({}, {analysis.clean_text, &analysis.document, &analysis.segmentation},
                            sentences));
    for (const Explanation& explanation : explanations) {
      const bool json = options.format == "json";
      if (!json && shown > 0) sink.Write("\n");
      sink.Write(json ? JsonPrinter(analysis.clean_text).Print(explanation)
                      : TablePrinter(analysis.clean_text).Print(explanation));
      ++shown;
    }
  }
  GONGBAO_RETURN_IF_ERROR(sink.Finish());
  if (shown > 0) return {};
  return NotFound(options.line != 0
                      ? Cat({"nothing of line ", std::to_string(options.line), " is in its clean text"})
                      : Cat({"its clean text holds no \"", options.quote, "\""}));
}

int RunExplain(const ExplainOptions& options) {
  if ((options.line != 0) == !options.quote.empty()) {
    Complain("one of --line and --quote is needed");
    return kExitUsage;
  }
  const Status status = ExplainFile(options);
  if (status.ok()) return kExitOk;
  Complain(Message(InFile(status, options.path)));
  return kExitNoInput;
}

}  // namespace

void DefineExplain(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand(
      "explain", "show why the facts of a sentence came out as they did, and what was turned down");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("FILE", options->path, "a report")->required();
  command->add_option("--line", options->line, "a line of the file, from 1: its sentences")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 32));
  command->add_option("--quote", options->quote, "words of its clean text (see gongbao clean)")
      ->type_name("TEXT");
  command->add_option("--format", options->format, "table, or json: an object a sentence, a line each")
      ->check(CLI::IsMember({"table", "json"}));
  command->footer(
      "Examples:\n"
      "  gongbao explain report.txt --line 12\n"
      "  gongbao explain report.txt --quote 同比增长22% --format json");
  command->callback([=] { *action = [=] { return RunExplain(*options); }; });
}

}  // namespace gongbao::node
