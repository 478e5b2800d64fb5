// gongbao bench words: precision, recall and F1 of words against a gold file in SIGHAN's format.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "services/base/text.h"
#include "services/language/words/word_segmenter.h"
#include "services/node/cli/command.h"
#include "services/node/cli/line_stream.h"
#include "services/node/cli/word_options.h"

namespace gongbao::node {
namespace {

struct BenchOptions {
  std::string gold;
  WordFlags words;  // the bundles are read, the rest is run both ways
};

// A line of a gold file: its text without the spaces, and the byte at which each word ends.
struct GoldLine {
  std::string text;
  std::vector<uint32_t> ends;
};

GoldLine ReadGold(std::string_view line) {
  GoldLine gold;
  bool in_word = false;
  for (size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeAt(line, at);
    if (IsSpace(c.value)) {
      if (in_word) gold.ends.push_back(static_cast<uint32_t>(gold.text.size()));
      in_word = false;
    } else {
      gold.text += line.substr(at, static_cast<size_t>(c.length));
      in_word = true;
    }
    at += static_cast<size_t>(c.length);
  }
  if (in_word) gold.ends.push_back(static_cast<uint32_t>(gold.text.size()));
  return gold;
}

// One way to cut, and how well it did.
struct Way {
  std::string name;
  words::WordSegmenter segmenter;
  int64_t cut = 0;
  int64_t right = 0;
  int64_t right_new = 0;
  model::Tokens tokens = {};
};

struct Totals {
  int64_t words = 0;
  int64_t new_words = 0;  // that jieba's dictionary does not have
  int64_t lines = 0;
  int64_t bytes = 0;
};

void ScoreLine(const GoldLine& gold, const std::vector<bool>& is_new, Way* way) {
  way->tokens = {};
  way->segmenter.Segment(gold.text, &way->tokens);
  const model::Tokens& tokens = way->tokens;
  way->cut += static_cast<int64_t>(tokens.begin.size());
  size_t next = 0;
  uint32_t begin = 0;
  for (size_t i = 0; i < gold.ends.size(); begin = gold.ends[i++]) {
    while (next < tokens.begin.size() && tokens.begin[next] < begin) ++next;
    if (next == tokens.begin.size()) return;
    if (tokens.begin[next] != begin || tokens.end[next] != gold.ends[i]) continue;
    ++way->right;
    if (is_new[i]) ++way->right_new;
  }
}

bool HasHan(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const CodePoint c = DecodeAt(word, at);
    if (IsHan(c.value)) return true;
    at += static_cast<size_t>(c.length);
  }
  return false;
}

void Count(const GoldLine& gold, std::vector<Way>* ways, Totals* totals) {
  std::vector<bool> is_new;
  uint32_t begin = 0;
  for (const uint32_t end : gold.ends) {
    const std::string_view word = std::string_view(gold.text).substr(begin, end - begin);
    const bool known = std::isfinite(ways->front().segmenter.dictionary().WeightOf(word, false));
    is_new.push_back(!known && HasHan(word));
    if (is_new.back()) ++totals->new_words;
    begin = end;
  }
  totals->words += static_cast<int64_t>(gold.ends.size());
  totals->bytes += static_cast<int64_t>(gold.text.size());
  ++totals->lines;
  for (Way& way : *ways) ScoreLine(gold, is_new, &way);
}

std::string Share(int64_t part, int64_t whole) {
  if (whole == 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", static_cast<double>(part) / static_cast<double>(whole));
  return text;
}

std::string Table(const std::vector<Way>& ways, const Totals& totals) {
  std::string out = "words                                 precision  recall  F1      recall of new words\n";
  for (const Way& way : ways) {
    std::string name = way.name;
    name.resize(38, ' ');
    out += Cat({name, Share(way.right, way.cut), "     ", Share(way.right, totals.words), "  ",
                Share(2 * way.right, way.cut + totals.words), "  ", Share(way.right_new, totals.new_words),
                "\n"});
  }
  return out + Cat({std::to_string(totals.words), " words in ", std::to_string(totals.lines), " lines, ",
                    std::to_string(totals.bytes), " bytes; ", std::to_string(totals.new_words),
                    " of the words are not in jieba's dictionary\n"});
}

StatusOr<std::vector<Way>> OpenWays(const WordFlags& given) {
  std::vector<Way> ways;
  for (const bool plain : {true, false}) {
    for (const bool unknown : {false, true}) {
      WordFlags flags = given;
      flags.plain = plain;
      flags.unknown = unknown;
      GONGBAO_ASSIGN_OR_RETURN(words::WordSegmenter segmenter, OpenSegmenter(flags));
      const std::string name = Cat({"additions ", plain ? "off" : "on", ", unknown words ", unknown ? "on" : "off"});
      ways.push_back({name, std::move(segmenter)});
    }
  }
  return ways;
}

Status Bench(const BenchOptions& options) {
  GONGBAO_ASSIGN_OR_RETURN(std::vector<Way> ways, OpenWays(options.words));
  const int fd = open(options.gold.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return NotFound(Cat({options.gold, ": ", std::strerror(errno)}));
  Totals totals;
  const Status status =
      LineStream(fd, options.gold).ForEach([&](std::string_view line, int64_t) -> StatusOr<bool> {
        const GoldLine gold = ReadGold(line);
        if (!gold.ends.empty()) Count(gold, &ways, &totals);
        return true;
      });
  close(fd);
  GONGBAO_RETURN_IF_ERROR(status);
  if (totals.words == 0) return NotFound(Cat({options.gold, ": there are no words in it"}));
  Sink sink(STDOUT_FILENO, "standard output");
  sink.Write(Table(ways, totals));
  return sink.Finish();
}

}  // namespace

void DefineBench(CLI::App* app, Action* action) {
  CLI::App* bench = app->add_subcommand("bench", "measure how good the answers are");
  bench->require_subcommand(1);
  bench->footer("Example:\n  gongbao bench words --gold pku_test_gold.utf8");
  CLI::App* command = bench->add_subcommand(
      "words", "words against a gold file: a sentence a line, spaces between the words (SIGHAN)");
  auto options = std::make_shared<BenchOptions>();
  command->add_option("--gold", options->gold, "the file, UTF-8")->type_name("FILE")->required();
  command->add_option("--bundle", options->words.bundles, "a file of your own words (again for another)")
      ->type_name("FILE");
  command->footer("Example:\n  gongbao bench words --gold pku_test_gold.utf8");
  command->callback([=] { *action = [=] {
    const Status status = Bench(*options);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
