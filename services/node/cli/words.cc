#include <unistd.h>

#include <cstdio>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/language/words/explain.h"
#include "services/language/words/word_segmenter.h"
#include "services/node/cli/command.h"
#include "services/node/cli/line_stream.h"
#include "services/node/cli/word_options.h"

namespace gongbao::node {
namespace {

constexpr size_t kMostExplainedBytes = 4096;

struct WordsOptions {
  WordFlags words;
  bool json = false;
  bool why = false;
};

std::string_view TagName(uint8_t tag) { return model::WordTagName(static_cast<model::WordTag>(tag)); }

std::string PlainLine(std::string_view line, const model::Tokens& words) {
  std::string out;
  for (size_t i = 0; i < words.begin.size(); ++i) {
    if (i > 0) out += ' ';
    out += line.substr(words.begin[i], words.end[i] - words.begin[i]);
  }
  return out + "\n";
}

// {"words":["何店镇","实现"],"tags":["place","verb"]}
std::string JsonLine(std::string_view line, const model::Tokens& words) {
  std::string names;
  std::string tags;
  for (size_t i = 0; i < words.begin.size(); ++i) {
    if (i > 0) names += ',', tags += ',';
    names += JsonQuote(line.substr(words.begin[i], words.end[i] - words.begin[i]));
    tags += JsonQuote(TagName(words.tag[i]));
  }
  return Cat({"{\"words\":[", names, "],\"tags\":[", tags, "]}\n"});
}

std::string WeightText(const std::optional<double>& weight, const char* none) {
  if (!weight) return none;
  char text[40];
  std::snprintf(text, sizeof text, "%.3f", *weight);
  return text;
}

// The words considered, a line each, those taken with a * in front; then an empty line.
std::string WhyTable(std::string_view line, const std::vector<model::ConsideredWord>& words) {
  std::string out = "  begin\tend\tweight\tpath\torigin\ttag\tword\n";
  for (const model::ConsideredWord& word : words) {
    out += Cat({word.taken ? "* " : "  ", std::to_string(word.begin), "\t", std::to_string(word.end), "\t",
                WeightText(word.weight, "-"), "\t", WeightText(word.path_weight, "-"), "\t",
                model::WordOriginName(word.origin), "\t", model::WordTagName(word.tag), "\t",
                line.substr(word.begin, word.end - word.begin), "\n"});
  }
  return out + "\n";
}

// {"considered":[{"word":"固定资产","begin":0,"end":12,"weight":-9.1,…,"taken":true}]}
std::string WhyJson(std::string_view line, const std::vector<model::ConsideredWord>& words) {
  std::string list;
  for (const model::ConsideredWord& word : words) {
    list += Cat({list.empty() ? "" : ",", "{\"word\":", JsonQuote(line.substr(word.begin, word.end - word.begin)),
                 ",\"begin\":", std::to_string(word.begin), ",\"end\":", std::to_string(word.end),
                 ",\"weight\":", WeightText(word.weight, "null"),
                 ",\"path\":", WeightText(word.path_weight, "null"),
                 ",\"origin\":", JsonQuote(model::WordOriginName(word.origin)),
                 ",\"tag\":", JsonQuote(model::WordTagName(word.tag)),
                 ",\"taken\":", word.taken ? "true" : "false", "}"});
  }
  return Cat({"{\"considered\":[", list, "]}\n"});
}

StatusOr<std::string> AnswerOf(const words::WordSegmenter& segmenter, const WordsOptions& options,
                               std::string_view line) {
  if (options.why) {
    if (line.size() > kMostExplainedBytes) {
      return LimitExceeded(Cat({std::to_string(line.size()), " bytes, more than the limit of ",
                                std::to_string(kMostExplainedBytes), " for --why"}));
    }
    const auto words = words::Explain(line, segmenter);
    return options.json ? WhyJson(line, words) : WhyTable(line, words);
  }
  const model::Tokens words = segmenter.Segment(line);
  return options.json ? JsonLine(line, words) : PlainLine(line, words);
}

// Cuts standard input line by line, each as soon as it has come.
Status CutWords(const WordsOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(const words::WordSegmenter segmenter, OpenSegmenter(options.words));
  Sink sink(STDOUT_FILENO, "standard output");
  LineStream lines(STDIN_FILENO, "standard input");
  const Status status = lines.ForEach(
      [&](std::string_view line, int64_t number) -> StatusOr<bool> {
        const StatusOr<std::string> answer = AnswerOf(segmenter, options, line);
        if (!answer.ok()) return lines.At(number, answer.status());
        return sink.Write(*answer);
      },
      [&] { sink.Flush(); });
  // What came before the line that is wrong is answered.
  const Status written = sink.Finish();
  return status.ok() ? written : status;
}

}  // namespace

void DefineWords(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("words", "cut standard input into words, a line for each line");
  auto options = std::make_shared<WordsOptions>();
  command->add_flag("--json", options->json, "an object a line, with the words and their tags");
  command->add_flag("--why", options->why, "all words that were considered, and their weights");
  AddWordFlags(command, &options->words);
  command->footer("Example:\n  echo 全镇实现规模工业总产值22.71亿元 | gongbao words");
  command->callback([=] { *action = [=] {
    const Status status = CutWords(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
