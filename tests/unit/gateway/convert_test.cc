#include "gateway/transcode/convert.h"

#include <google/protobuf/util/message_differencer.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <gtest/gtest.h>

#include "everything_service.pb.h"
#include "gateway/transcode/json.h"
#include "google/api/httpbody.pb.h"

namespace gongbao::gateway {
namespace {

using testing::EchoRequest;
using testing::EchoResponse;

const RouteTable& Table() {
  static const RouteTable table = *RouteTable::Build(
      {EchoRequest::descriptor()->file()->FindServiceByName("EverythingService")});
  return table;
}

// The request as text (one line), or the error's message.
std::string Build(const char* method, const std::string& target, const std::string& body = "",
                  const std::string& content_type = "") {
  const auto split = SplitTarget(target);
  if (!split.ok()) return Message(split.status());
  const auto path = RequestPath::Parse(split->path);
  if (!path.ok()) return Message(path.status());
  RouteTable::Found found = Table().Find(method, *path);
  if (found.route == nullptr) return "no route";
  auto query = ParseQuery(split->query, 100);
  if (!query.ok()) return Message(query.status());
  const auto request =
      BuildRequest(*found.route, {std::move(found.values), *std::move(query), content_type, body});
  return request.ok() ? (*request)->ShortDebugString() : Message(request.status());
}

struct Case {
  const char* query;
  const char* request;
};

TEST(BuildRequest, QueryParametersOfEveryType) {
  const Case cases[] = {
      {"", ""},
      {"name=%E9%9A%8F", R"(name: "\351\232\217")"},
      {"count=-5", "count: -5"},
      {"bigCount=-9223372036854775808", "big_count: -9223372036854775808"},
      {"big_count=7", "big_count: 7"},
      {"huge_count=18446744073709551615", "huge_count: 18446744073709551615"},
      {"small_count=4294967295", "small_count: 4294967295"},
      {"ratio=-1.5e3", "ratio: -1500"},
      {"ratio=NaN", "ratio: nan"},
      {"share=Infinity", "share: inf"},
      {"flag=true", "flag: true"},
      {"flag=false", ""},
      {"data=AP%2BA", R"(data: "\000\377\200")"},
      {"data=AP-A", R"(data: "\000\377\200")"},
      {"data=YQ", R"(data: "a")"},
      {"data=YQ==", R"(data: "a")"},
      {"colour=COLOUR_RED", "colour: COLOUR_RED"},
      {"colour=2", "colour: COLOUR_GREEN"},
      {"colours=COLOUR_RED&colours=2", "colours: COLOUR_RED colours: COLOUR_GREEN"},
      {"tags=a&tags=b&tags=", R"(tags: "a" tags: "b" tags: "")"},
      {"numbers=1&numbers=2", "numbers: 1 numbers: 2"},
      {"detail.label=x&detail.places=42&detail.places=43",
       R"(detail { label: "x" places: "42" places: "43" })"},
      {"detail.firstYear=0", "detail { first_year: 0 }"},
      {"detail.inner.inner.label=x", R"(detail { inner { inner { label: "x" } } })"},
      {"age=1.5s", "age { seconds: 1 nanos: 500000000 }"},
      {"time=1970-01-01T00:00:02Z", "time { seconds: 2 }"},
      {"wrapped=0", "wrapped { }"},
      {"wrappedText=x", R"(wrapped_text { value: "x" })"},
      {"wrapped_flag=true", "wrapped_flag { value: true }"},
      {"mask=name,detail.firstYear", R"(mask { paths: "name" paths: "detail.first_year" })"},
      {"maybe=0", "maybe: 0"},
      {"right=x", R"(right: "x")"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Build("GET", std::string("/test/echo?") + c.query), c.request) << c.query;
  }
}

TEST(BuildRequest, NamesTheBadParameter) {
  const Case cases[] = {
      {"nothing=1", "query parameter 'nothing' is unknown to Echo"},
      {"detail.nothing=1", "query parameter 'detail.nothing' is unknown to Echo"},
      {"details.label=1", "query parameter 'details.label' is unknown to Echo"},
      {"name.x=1", "query parameter 'name.x' is unknown to Echo"},
      {"=1", "query parameter '' is unknown to Echo"},
      {"detail=1", "query parameter 'detail' is a message; name a field of it"},
      {"counts=1", "query parameter 'counts' is a message; name a field of it"},
      {"name=a&name=b", "query parameter 'name' is given twice"},
      {"detail.label=a&detail.label=b", "query parameter 'detail.label' is given twice"},
      {"bigCount=1&big_count=2", "query parameter 'big_count' is given twice"},
      {"count=", "parameter 'count': '' is no int32"},
      {"count=2147483648", "parameter 'count': '2147483648' is no int32"},
      {"count=1x", "parameter 'count': '1x' is no int32"},
      {"count=+1", "parameter 'count': ' 1' is no int32"},
      {"huge_count=-1", "parameter 'huge_count': '-1' is no uint64"},
      {"ratio=inf", "parameter 'ratio': 'inf' is no double"},
      {"ratio=nan", "parameter 'ratio': 'nan' is no double"},
      {"flag=1", "parameter 'flag': '1' is no bool"},
      {"data=!", "parameter 'data': '!' is no bytes"},
      {"colour=RED", "parameter 'colour': 'RED' is no gongbao.gateway.testing.Colour"},
      {"colour=9", "parameter 'colour': '9' is no gongbao.gateway.testing.Colour"},
      {"age=5", "parameter 'age': '5' is no google.protobuf.Duration"},
      {"time=now", "parameter 'time': 'now' is no google.protobuf.Timestamp"},
      {"wrapped=x", "parameter 'wrapped': 'x' is no google.protobuf.Int64Value"},
      {"left=a&right=b", "parameter 'right' excludes 'left', which is set too"},
      {"name=%zz", "% without two hex digits in '%zz'"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Build("GET", std::string("/test/echo?") + c.query), c.request) << c.query;
  }
}

TEST(BuildRequest, PathValues) {
  EXPECT_EQ(Build("GET", "/test/numbers/7"), "count: 7");
  EXPECT_EQ(Build("GET", "/test/numbers/x"), "parameter 'count': 'x' is no int32");
  EXPECT_EQ(Build("GET", "/test/labels/x:peek?detail.places=1&name=n"),
            R"(name: "n" detail { label: "labels/x" places: "1" })");
  EXPECT_EQ(Build("GET", "/test/numbers/7?count=8"),
            "query parameter 'count' is given by the path");
}

TEST(BuildRequest, JsonBodies) {
  EXPECT_EQ(Build("POST", "/test/echo", R"({"name":"x","big_count":"5","bigCount":"6","maybe":0})"),
            R"(name: "x" big_count: 6 maybe: 0)");
  EXPECT_EQ(Build("POST", "/test/echo", ""), "");
  EXPECT_EQ(Build("POST", "/test/echo", R"({"colours":["COLOUR_RED",2],"counts":{"a":1}})"),
            R"(colours: COLOUR_RED colours: COLOUR_GREEN counts { key: "a" value: 1 })");
  EXPECT_EQ(Build("POST", "/test/echo?name=x", "{}"), "query parameter 'name' is unknown to Echo");
  EXPECT_EQ(Build("PUT", "/test/shelves/1/books/2?count=3", R"({"label":"x","places":["1"]})"),
            R"(name: "shelves/1/books/2" count: 3 detail { label: "x" places: "1" })");
  EXPECT_EQ(Build("PUT", "/test/shelves/1/books/2?detail.label=x", "{}"),
            "query parameter 'detail.label' belongs into the body");
  EXPECT_EQ(Build("PATCH", "/test/tags", R"(["a","b"])"), R"(tags: "a" tags: "b")");
}

TEST(BuildRequest, RefusesBadJson) {
  EXPECT_EQ(Build("POST", "/test/echo", "{name:1}"),
            "invalid JSON: expected a member name at byte 1");
  EXPECT_EQ(Build("POST", "/test/echo", "{}x"), "invalid JSON: text after the value at byte 2");
  EXPECT_EQ(Build("POST", "/test/echo", "{\"name\":\"\xff\"}"),
            "invalid JSON: not UTF-8 at byte 9");
  EXPECT_EQ(Build("POST", "/test/echo", R"({"nothing":1})"),
            "JSON is no EchoRequest: nothing: Cannot find field.");
  EXPECT_NE(Build("POST", "/test/echo", R"({"detail":{"inner":{"nothing":1}}})").find("nothing"),
            std::string::npos);
  EXPECT_NE(Build("POST", "/test/echo", R"({"count":"x"})").find("count"), std::string::npos);
  EXPECT_NE(Build("POST", "/test/echo", R"({"colour":"RED"})").find("colour"), std::string::npos);
  EXPECT_NE(Build("POST", "/test/echo", R"({"left":"a","right":"b"})").find("choice"),
            std::string::npos);
  EXPECT_EQ(Build("POST", "/test/echo", std::string(65, '[')), "JSON nests deeper than 64 levels");
  // A body that would close the object around it.
  EXPECT_EQ(Build("PUT", "/test/shelves/1/books/2", R"({},"count":7)"),
            "invalid JSON: text after the value at byte 2");
  EXPECT_NE(Build("POST", "/test/echo", "[]").find("EchoRequest"), std::string::npos);
}

TEST(BuildRequest, RawBodies) {
  EXPECT_EQ(Build("POST", "/test/store", "a{\xff", "text/x"),
            R"(content_type: "text/x" data: "a{\377")");
  EXPECT_EQ(
      Build("POST", "/test/shelves/1:upload?header.filename=f.txt", "", "text/x"),
      R"(header { shelf: "shelves/1" filename: "f.txt" } content { content_type: "text/x" })");
  EXPECT_EQ(Build("POST", "/test/shelves/1:upload?content.data=YQ", "", "text/x"),
            "query parameter 'content.data' belongs into the body");
}

std::string Answer(const char* method, const char* path,
                   const google::protobuf::Message& response) {
  const auto request = RequestPath::Parse(path);
  const auto payload = ConvertResponse(*Table().Find(method, *request).route, *ToWire(response));
  return payload.ok() ? payload->content_type + " " + payload->bytes : Message(payload.status());
}

TEST(ConvertResponse, PrintsZerosAndOmitsUnsetOptionals) {
  EchoResponse response;
  response.mutable_request()->mutable_detail();
  response.set_remaining_ms(5'000'000'000);
  const std::string json = Answer("GET", "/test/echo", response);
  EXPECT_EQ(json.find("application/json; charset=utf-8 {\"request\":{\"name\":\"\",\"count\":0,"),
            0)
      << json;
  EXPECT_NE(json.find(R"("colour":"COLOUR_UNSPECIFIED")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("remainingMs":"5000000000")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("detail":{"label":"","places":[]})"), std::string::npos) << json;
  EXPECT_EQ(json.find("maybe"), std::string::npos) << json;
  EXPECT_EQ(json.find("firstYear"), std::string::npos) << json;
  EXPECT_EQ(json.find("left"), std::string::npos) << json;
}

TEST(ConvertResponse, ReadsBackToTheSameMessage) {
  EchoResponse response;
  auto* request = response.mutable_request();
  request->set_name("随县\"\\\n<>&\u2028");
  request->set_data(std::string("\0\xff", 2));
  request->set_big_count(INT64_MIN);
  request->set_maybe(0);
  request->mutable_age()->set_seconds(-3);
  request->mutable_mask()->add_paths("detail.first_year");
  request->add_details()->set_first_year(0);
  (*request->mutable_counts())["键"] = 0;
  const auto json = ToJson(response);
  ASSERT_TRUE(json.ok());
  EchoResponse back;
  ASSERT_TRUE(FromJson(*json, &back).ok());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(response, back)) << *json;
}

TEST(ConvertResponse, ResponseBody) {
  EchoResponse response;
  EXPECT_EQ(Answer("GET", "/test/echo:tags", response), "application/json; charset=utf-8 []");
  EXPECT_EQ(Answer("GET", "/test/echo:request", response), "application/json; charset=utf-8 null");
  response.add_tags("a\"]");
  response.mutable_request()->add_tags("no");
  EXPECT_EQ(Answer("GET", "/test/echo:tags", response),
            R"(application/json; charset=utf-8 ["a\"]"])");
}

TEST(ConvertResponse, RawBody) {
  google::api::HttpBody body;
  body.set_content_type("text/csv");
  body.set_data("a,b\xff");
  EXPECT_EQ(Answer("GET", "/test/download", body), "text/csv a,b\xff");
}

TEST(ConvertResponse, RefusesBytesThatAreNoMessage) {
  grpc::Slice slice("\x0a\xff\xff\xff\xff\x0f");
  for (const char* path : {"/test/echo", "/test/download"}) {
    const auto request = RequestPath::Parse(path);
    EXPECT_EQ(ConvertResponse(*Table().Find("GET", *request).route, grpc::ByteBuffer(&slice, 1))
                  .status()
                  .code(),
              absl::StatusCode::kInternal);
  }
}

}  // namespace
}  // namespace gongbao::gateway
