#include "gateway/transcode/path_template.h"

#include <gtest/gtest.h>

#include "services/base/status.h"

namespace gongbao::gateway {
namespace {

// "name=jobs/1 parent=2", "no match", or the error.
std::string Match(const std::string& pattern, const std::string& path) {
  const auto parsed = PathTemplate::Parse(pattern);
  if (!parsed.ok()) return Message(parsed.status());
  const auto request = RequestPath::Parse(path);
  if (!request.ok()) return Message(request.status());
  const auto values = parsed->Match(*request);
  if (!values) return "no match";
  std::string out;
  for (const PathValue& value : *values) {
    out += (out.empty() ? "" : " ") + value.field_path + "=" + value.value;
  }
  return out;
}

struct Case {
  const char* pattern;
  const char* path;
  const char* result;
};

TEST(PathTemplate, Matches) {
  const Case cases[] = {
      {"/v1/jobs", "/v1/jobs", ""},
      {"/v1/jobs", "/v1/jobs/", "no match"},
      {"/v1/jobs", "/v1", "no match"},
      {"/v1/jobs", "/v1/Jobs", "no match"},
      {"/v1/jobs", "/v1/%6Aobs", ""},
      {"/v1:analyze", "/v1:analyze", ""},
      {"/v1:analyze", "/v1", "no match"},
      {"/v1:analyze", "/v1:segment", "no match"},
      {"/v1/{name=jobs/*}", "/v1/jobs/7", "name=jobs/7"},
      {"/v1/{name=jobs/*}", "/v1/jobs/", "no match"},
      {"/v1/{name=jobs/*}", "/v1/jobs/7/items", "no match"},
      {"/v1/{name=jobs/*}", "/v1//7", "no match"},
      {"/v1/{name=jobs/*}:seal", "/v1/jobs/7:seal", "name=jobs/7"},
      {"/v1/{name=jobs/*}:seal", "/v1/jobs/7", "no match"},
      {"/v1/{name=jobs/*}:seal", "/v1/jobs/:seal", "no match"},
      {"/v1/{name=jobs/*}:seal", "/v1/jobs/a:b:seal", "name=jobs/a:b"},
      {"/v1/{parent=jobs/*}/items", "/v1/jobs/7/items", "parent=jobs/7"},
      {"/v1/{parent=jobs/*}/items/{n}", "/v1/jobs/7/items/2", "parent=jobs/7 n=2"},
      {"/v1/{a.b.c}", "/v1/x", "a.b.c=x"},
      {"/v1/*/x", "/v1/anything/x", ""},
      {"/v1/{rest=**}", "/v1/a/b/c", "rest=a/b/c"},
      {"/v1/{rest=**}", "/v1", "rest="},
      {"/v1/{rest=a/**}", "/v1/a/b/c", "rest=a/b/c"},
      {"/v1/{rest=**}:go", "/v1/a/b:go", "rest=a/b"},
      {"/v1/{place}", "/v1/%E9%9A%8F%E5%8E%BF", "place=随县"},
      // One segment is decoded whole; a value of several keeps an encoded slash apart from a real
      // one.
      {"/v1/{one}", "/v1/a%2Fb", "one=a/b"},
      {"/v1/{name=jobs/*}", "/v1/jobs/a%2Fb%20c", "name=jobs/a%2Fb c"},
      {"/v1/{one}", "/v1/%", "% without two hex digits in '/v1/%'"},
      {"/v1/{one}", "/v1/%ff", "not UTF-8 after percent-decoding: '/v1/%ff'"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Match(c.pattern, c.path), c.result) << c.pattern << " " << c.path;
  }
}

TEST(PathTemplate, RefusesWhatItCannotServe) {
  const Case cases[] = {
      {"", "", "path template '': expected / at byte 0"},
      {"v1", "", "path template 'v1': expected / at byte 0"},
      {"/", "", "path template '/': expected a segment at byte 1"},
      {"/v1/", "", "path template '/v1/': expected a segment at byte 4"},
      {"/v1/{name", "", "path template '/v1/{name': expected } at byte 9"},
      {"/v1/{}", "", "path template '/v1/{}': expected a field path at byte 5"},
      {"/v1/{a={b}}", "", "path template '/v1/{a={b}}': expected a segment at byte 7"},
      {"/v1/{a}/{a}", "", "path template '/v1/{a}/{a}': a field is bound twice at byte 10"},
      {"/v1/**/x", "", "path template '/v1/**/x': nothing may follow ** at byte 7"},
      {"/v1/{a=**}/{b}", "", "path template '/v1/{a=**}/{b}': nothing may follow ** at byte 13"},
      {"/v1:", "", "path template '/v1:': expected a verb after : at byte 4"},
      {"/v1:a:b", "", "path template '/v1:a:b': unexpected character at byte 5"},
      {"/v1?x", "", "path template '/v1?x': unexpected character at byte 3"},
  };
  for (const Case& c : cases) EXPECT_EQ(Match(c.pattern, c.path), c.result) << c.pattern;
}

TEST(PathTemplate, OrdersTheMoreSpecificFirst) {
  const auto before = [](const char* a, const char* b) {
    return PathTemplate::Parse(a)->Before(*PathTemplate::Parse(b));
  };
  EXPECT_TRUE(before("/v1/facts", "/v1/{name}"));
  EXPECT_TRUE(before("/v1/{name}", "/v1/{name=**}"));
  EXPECT_TRUE(before("/v1/{name}:go", "/v1/facts"));
  EXPECT_FALSE(before("/v1/{name}", "/v1/facts"));
  EXPECT_TRUE(PathTemplate::Parse("/v1/{a=x/*}")->SameShape(*PathTemplate::Parse("/v1/x/{b}")));
  EXPECT_FALSE(PathTemplate::Parse("/v1/{a}")->SameShape(*PathTemplate::Parse("/v1/{a}:go")));
}

}  // namespace
}  // namespace gongbao::gateway
