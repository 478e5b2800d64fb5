#include "services/node/cli/output.h"

#include <gtest/gtest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <string>

#include "gongbao/v1/place.pb.h"
#include "services/node/cli/width.h"

namespace gongbao::node {
namespace {

TEST(Width, ChineseTakesTwoColumns) {
  EXPECT_EQ(ColumnsOf(std::string_view("abc")), 3u);
  EXPECT_EQ(ColumnsOf(std::string_view("何店镇")), 6u);
  EXPECT_EQ(ColumnsOf(std::string_view("22.71亿元，≥")), 5u + 4 + 2 + 1);
  EXPECT_EQ(ColumnsOf(std::string_view("（一）〇𠀀")), 2u * 5);
  EXPECT_EQ(ColumnsOf(std::string_view("e\xCC\x81")), 1u) << "a combining accent";
  EXPECT_EQ(ColumnsOf(std::string_view("\xFF\xFE")), 2u) << "not UTF-8";
}

TEST(Width, FitsALineAndNeverBeyondIt) {
  struct Case {
    const char* text;
    size_t columns;
    const char* fitted;
  };
  for (const Case& one : {Case{"何店镇", 6, "何店镇"}, Case{"何店镇", 5, "何店…"},
                          Case{"何店镇", 4, "何…"}, Case{"何店镇", 2, "…"}, Case{"何店镇", 0, ""},
                          Case{"abc", 3, "abc"}, Case{"abcd", 3, "ab…"},
                          Case{"a\nb\x1b[31m", 10, "a b [31m"}, Case{"\xFFz", 4, "?z"}}) {
    EXPECT_EQ(FitLine(one.text, one.columns), one.fitted);
    EXPECT_LE(ColumnsOf(FitLine(one.text, one.columns)), one.columns);
  }
}

// Writes rows through a pipe and gives what came out.
std::string Written(Format format, size_t width, const std::vector<std::string>& names) {
  int pipes[2];
  EXPECT_EQ(pipe(pipes), 0);
  Sink sink(pipes[1], "pipe");
  const auto output = Output::Make(format, {{"n", true}, {"place"}, {"words"}}, width, &sink);
  int number = 8;
  for (const std::string& name : names) {
    v1::Place place;
    place.set_display_name(name);
    EXPECT_TRUE(output->Row({std::to_string(number), name, name + "，的话"}, place));
    number += 2;
  }
  EXPECT_TRUE(output->Finish());
  EXPECT_TRUE(sink.Finish().ok());
  close(pipes[1]);
  std::string out;
  char buffer[4096];
  for (ssize_t got; (got = read(pipes[0], buffer, sizeof buffer)) > 0;) {
    out.append(buffer, static_cast<size_t>(got));
  }
  close(pipes[0]);
  return out;
}

TEST(Output, TablesStandInColumns) {
  EXPECT_EQ(Written(Format::kTable, 80, {"何店镇", "A"}),
            " n  place   words\n"
            " 8  何店镇  何店镇，的话\n"
            "10  A       A，的话\n");
}

TEST(Output, CsvQuotesWhatItMust) {
  EXPECT_EQ(Written(Format::kCsv, 80, {"a\"b,c"}),
            "n,place,words\r\n8,\"a\"\"b,c\",\"a\"\"b,c，的话\"\r\n");
}

TEST(Output, JsonIsTheMessage) {
  EXPECT_EQ(Written(Format::kJson, 80, {}), "[]\n");
  const std::string lines = Written(Format::kJsonl, 80, {"何店镇", "B"});
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
  EXPECT_NE(lines.find("\"displayName\":\"何店镇\""), std::string::npos) << lines;
  const std::string array = Written(Format::kJson, 80, {"何店镇", "B"});
  EXPECT_EQ(array.substr(0, 2), "[\n");
  EXPECT_EQ(array.substr(array.size() - 3), "\n]\n");
}

TEST(Output, AClosedPipeIsAnEndAndNoFailure) {
  signal(SIGPIPE, SIG_IGN);
  int pipes[2];
  ASSERT_EQ(pipe(pipes), 0);
  close(pipes[0]);
  Sink sink(pipes[1], "pipe");
  const std::string much(1 << 20, 'x');
  EXPECT_FALSE(sink.Write(much));
  EXPECT_FALSE(sink.Write("more"));
  EXPECT_TRUE(sink.Finish().ok());
  close(pipes[1]);
}

TEST(Output, AFullDiskIsAFailureThatNamesWhatWasWritten) {
  const int full = open("/dev/full", 1);
  ASSERT_GE(full, 0);
  Sink sink(full, "records.jsonl");
  sink.Write("x");
  const Status status = sink.Finish();
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(Message(status).rfind("records.jsonl: ", 0), 0u) << Message(status);
  close(full);
}

}  // namespace
}  // namespace gongbao::node
