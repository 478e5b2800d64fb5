#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/language/words/word_segmenter.h"
#include "services/node/cli/command.h"

namespace gongbao::node {
namespace {

constexpr size_t kReadBytes = 1 << 16;
constexpr size_t kMaxLineBytes = size_t{16} << 20;

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
    tags += JsonQuote(model::WordTagName(static_cast<model::WordTag>(words.tag[i])));
  }
  return Cat({"{\"words\":[", names, "],\"tags\":[", tags, "]}\n"});
}

// Cuts standard input line by line; memory is that of the longest line.
class WordStream {
 public:
  WordStream(const words::WordSegmenter& segmenter, bool json)
      : segmenter_(segmenter), json_(json), sink_(1, "standard output") {}

  Status Run() {
    std::string pending;
    char buffer[kReadBytes];
    for (;;) {
      const ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return NotFound(Cat({"standard input: ", std::strerror(errno)}));
      if (got == 0) break;
      pending.append(buffer, static_cast<size_t>(got));
      GONGBAO_RETURN_IF_ERROR(TakeLines(&pending));
      if (closed_) return sink_.Finish();
    }
    if (!pending.empty()) GONGBAO_RETURN_IF_ERROR(Line(pending));
    return sink_.Finish();
  }

 private:
  Status TakeLines(std::string* pending) {
    size_t begin = 0;
    for (size_t end; (end = pending->find('\n', begin)) != std::string::npos; begin = end + 1) {
      GONGBAO_RETURN_IF_ERROR(Line(std::string_view(*pending).substr(begin, end - begin)));
    }
    pending->erase(0, begin);
    if (pending->size() <= kMaxLineBytes) return {};
    return NotFound(Cat({"standard input: line ", std::to_string(line_ + 1),
                         " is longer than the limit of ", std::to_string(kMaxLineBytes), " bytes"}));
  }

  Status Line(std::string_view line) {
    ++line_;
    if (const size_t bad = FindInvalidUtf8(line); bad != std::string_view::npos) {
      sink_.Flush();
      return NotFound(Cat({"standard input: line ", std::to_string(line_), ", byte ",
                           std::to_string(bad + 1), " is not UTF-8"}));
    }
    const model::Tokens words = segmenter_.Segment(line);
    closed_ = !sink_.Write(json_ ? JsonLine(line, words) : PlainLine(line, words));
    return {};
  }

  const words::WordSegmenter& segmenter_;
  bool json_;
  Sink sink_;
  int64_t line_ = 0;
  bool closed_ = false;
};

Status CutWords(bool json) {
  GONGBAO_ASSIGN_OR_RETURN(const auto dictionary, words::Dictionary::Open());
  const words::WordSegmenter segmenter(dictionary);
  return WordStream(segmenter, json).Run();
}

}  // namespace

void DefineWords(CLI::App* app, Action* action) {
  CLI::App* command =
      app->add_subcommand("words", "cut standard input into words, a line for each line");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "an object a line, with the words and their tags");
  command->footer("Example:\n  echo 全镇实现规模工业总产值22.71亿元 | gongbao words");
  command->callback([=] { *action = [=] {
    const Status status = CutWords(*json);
    return status.ok() ? kExitOk : Fail(status);
  }; });
}

}  // namespace gongbao::node
