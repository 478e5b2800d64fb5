// The HTTP door over a real gRPC server, reached over the network and in-process.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "everything_service.h"
#include "gateway/transcode/json_check.h"
#include "http_client.h"
#include "services/base/hash.h"

namespace gongbao::gateway::testing {
namespace {

// Waits on a condition that another thread makes true.
template <class Condition>
bool Eventually(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// Parameter: whether the backend is reached in-process.
class HttpTest : public ::testing::TestWithParam<bool> {
 protected:
  HttpTest() { Start(TestOptions()); }
  void Start(const GatewayOptions& options) {
    gateway_.reset();
    auto gateway = Gateway::Start(options, GetParam() ? backend_.InProcess() : backend_.Network());
    ASSERT_TRUE(gateway.ok()) << gateway.status();
    gateway_ = *std::move(gateway);
  }
  HttpReply Get(const std::string& target, const std::string& headers = "") {
    return Fetch(gateway_->http_port(), "GET", target, "", headers);
  }
  HttpReply Post(const std::string& target, const std::string& body,
                 const std::string& headers = "") {
    return Fetch(gateway_->http_port(), "POST", target, body, headers);
  }

  Backend backend_;
  std::unique_ptr<Gateway> gateway_;
};

INSTANTIATE_TEST_SUITE_P(Channels, HttpTest, ::testing::Bool(),
                         [](const auto& param) { return param.param ? "InProcess" : "Network"; });

std::string Member(const HttpReply& reply, const char* name) {
  return std::string(JsonMember(reply.body, name).value_or("absent"));
}

TEST_P(HttpTest, AnswersAPlainCall) {
  const HttpReply reply = Get("/test/echo?name=x&count=3", "X-Request-Id: abc-1\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(reply.headers.at("x-request-id"), "abc-1");
  EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(Member(reply, "requestId"), "\"abc-1\"");
  EXPECT_EQ(JsonMember(Member(reply, "request"), "name"), "\"x\"");
  EXPECT_EQ(JsonMember(Member(reply, "request"), "count"), "3");
}

TEST_P(HttpTest, MakesARequestIdWhereTheClientsIsUnfit) {
  for (const char* header : {"", "X-Request-Id: a b\r\n", "X-Request-Id: \"x\"\r\n"}) {
    const HttpReply reply = Get("/test/echo", header);
    const std::string id = reply.headers.at("x-request-id");
    EXPECT_EQ(id.size(), 16u) << header;
    EXPECT_EQ(Member(reply, "requestId"), "\"" + id + "\"");
  }
}

TEST_P(HttpTest, KeepsTheConnection) {
  HttpClient client(gateway_->http_port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(
        client.Send("GET /test/numbers/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    const HttpReply reply = client.Receive();
    EXPECT_EQ(JsonMember(Member(reply, "request"), "count"), std::to_string(i));
  }
  // Two at once: answered in order.
  client.Send(
      "GET /test/numbers/7 HTTP/1.1\r\nHost: x\r\n\r\nPOST /test/echo HTTP/1.1\r\nHost: x\r\n"
      "Content-Length: 2\r\n\r\n{}");
  EXPECT_EQ(JsonMember(Member(client.Receive(), "request"), "count"), "7");
  EXPECT_EQ(JsonMember(Member(client.Receive(), "request"), "count"), "0");
  client.Send("GET /test/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.Receive().headers.at("connection"), "close");
  EXPECT_TRUE(client.PeerCloses());
}

TEST_P(HttpTest, Head) {
  const HttpReply reply = Fetch(gateway_->http_port(), "HEAD", "/test/echo");
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.headers.at("content-length"), "0");
  EXPECT_EQ(Fetch(gateway_->http_port(), "HEAD", "/test/count?count=1000000").status, 200);
}

TEST_P(HttpTest, Deadlines) {
  EXPECT_LE(std::stoll(Member(Get("/test/echo"), "remainingMs").substr(1)), 61'000);  // gRPC rounds
  EXPECT_GT(std::stoll(Member(Get("/test/echo"), "remainingMs").substr(1)), 30'000);
  const HttpReply given = Get("/test/echo", "grpc-timeout: 90S\r\n");
  EXPECT_GT(std::stoll(Member(given, "remainingMs").substr(1)), 70'000);
  const HttpReply late = Get("/test/wait?milliseconds=20000", "grpc-timeout: 30m\r\n");
  EXPECT_EQ(late.status, 504);
  EXPECT_EQ(Member(late, "code"), "4");
  for (const char* bad : {"x", "5", "S", "-1S", "123456789S", "1.5S", "5 S"}) {
    EXPECT_EQ(Get("/test/echo", std::string("grpc-timeout: ") + bad + "\r\n").status, 400) << bad;
  }
}

TEST_P(HttpTest, Errors) {
  const HttpReply missing = Get("/test/nothing");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(Member(missing, "message"), "\"nothing is at /test/nothing\"");
  EXPECT_NE(missing.body.find("ErrorInfo"), std::string::npos);

  const HttpReply method = Fetch(gateway_->http_port(), "DELETE", "/test/echo");
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.headers.at("allow"), "GET, HEAD, POST");

  const HttpReply failed = Get("/test/fail?code=9&message=x&details=true");
  EXPECT_EQ(failed.status, 400);
  EXPECT_EQ(failed.headers.at("retry-after"), "2");
  EXPECT_EQ(Member(failed, "code"), "9");
  EXPECT_NE(failed.body.find(R"("reason":"JOB_STATE")"), std::string::npos) << failed.body;
  EXPECT_NE(failed.body.find(R"("job":"7")"), std::string::npos);

  EXPECT_EQ(Get("/test/fail?code=5&message=x").status, 404);
  EXPECT_EQ(Get("/test/fail?code=16").status, 401);
  EXPECT_EQ(Get("/test/echo?nothing=1").status, 400);
  EXPECT_EQ(Get("/test/internal").status, 404);
  EXPECT_EQ(Get("/test/%zz").status, 400);
  EXPECT_EQ(Get("/test/%ff").status, 400);
}

TEST_P(HttpTest, JsonBody) {
  const HttpReply reply = Post("/test/echo", R"({"name":"随县","details":[{"label":"l"}]})");
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find("随县"), std::string::npos);
  // As large as needs the conversion threads.
  const std::string long_name(3 << 20, 'n');
  const HttpReply large = Post("/test/echo", "{\"name\":\"" + long_name + "\"}");
  EXPECT_EQ(large.status, 200);
  EXPECT_EQ(JsonMember(Member(large, "request"), "name")->size(), long_name.size() + 2);
}

TEST_P(HttpTest, ChunkedRequestBody) {
  HttpClient client(gateway_->http_port());
  client.Send(
      "POST /test/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "8\r\n{\"name\":\r\n3\r\n\"x\"\r\n1\r\n}\r\n0\r\n\r\n");
  EXPECT_EQ(JsonMember(Member(client.Receive(), "request"), "name"), "\"x\"");
}

TEST_P(HttpTest, ServerStreamAsJsonLines) {
  const HttpReply reply = Get("/test/count?count=3");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "application/x-ndjson");
  EXPECT_EQ(reply.body,
            "{\"number\":1,\"filler\":\"\"}\n{\"number\":2,\"filler\":\"\"}\n"
            "{\"number\":3,\"filler\":\"\"}\n");
  EXPECT_TRUE(reply.complete);
  EXPECT_EQ(Get("/test/count").body, "");

  const HttpReply failed = Get("/test/count?count=2&code=13");
  EXPECT_EQ(failed.status, 200);
  EXPECT_EQ(failed.body,
            "{\"number\":1,\"filler\":\"\"}\n{\"number\":2,\"filler\":\"\"}\n"
            "{\"error\":{\"code\":13,\"message\":\"counted\",\"details\":[]}}\n");
  EXPECT_EQ(Get("/test/count?code=5").status, 404);
  const HttpReply many = Get("/test/count?count=5000&bytesEach=100");
  EXPECT_EQ(std::count(many.body.begin(), many.body.end(), '\n'), 5000);
}

TEST_P(HttpTest, SlowReaderHoldsTheBackendBack) {
  HttpClient client(gateway_->http_port());
  client.Send("GET /test/count?count=20000&bytesEach=10000 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(client.ReceiveUntil("\"number\":1,"));
  // 200 MB are asked for; what is on its way is bounded by the buffers of sockets and streams.
  int before = -1;
  ASSERT_TRUE(Eventually([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return std::exchange(before, backend_.everything.counted.load()) == backend_.everything.counted;
  }));
  EXPECT_LT(backend_.everything.counted, 5000);
  client.Close();
  EXPECT_TRUE(Eventually([this] { return backend_.everything.cancelled > 0; }));
}

TEST_P(HttpTest, RawAnswers) {
  const HttpReply reply = Get("/test/download?contentType=text/csv");
  EXPECT_EQ(reply.headers.at("content-type"), "text/csv");
  EXPECT_EQ(reply.body, "a,b\n\xff");
  EXPECT_NE(reply.headers.at("content-security-policy").find("sandbox"), std::string::npos);
  // A stored content type can't add headers.
  const HttpReply evil = Get("/test/download?contentType=text/html%0d%0aX-Evil:1");
  EXPECT_EQ(evil.headers.at("content-type"), "application/octet-stream");
  EXPECT_FALSE(evil.headers.contains("x-evil"));

  const HttpReply stream =
      Get("/test/download:stream?contentType=text/plain&chunks=3&chunkBytes=300000");
  EXPECT_EQ(stream.headers.at("content-type"), "text/plain");
  EXPECT_EQ(stream.headers.at("transfer-encoding"), "chunked");
  EXPECT_EQ(stream.body,
            std::string(300000, 'a') + std::string(300000, 'b') + std::string(300000, 'c'));
  EXPECT_TRUE(stream.complete);
  const HttpReply cut = Get("/test/download:stream?chunks=1&chunkBytes=3&code=13");
  EXPECT_EQ(cut.status, 200);
  EXPECT_FALSE(cut.complete);
}

TEST_P(HttpTest, Http10GetsTheBytesWithoutChunks) {
  HttpClient client(gateway_->http_port());
  client.Send("GET /test/count?count=2 HTTP/1.0\r\n\r\n");
  const HttpReply reply = client.Receive();
  EXPECT_EQ(reply.body, "{\"number\":1,\"filler\":\"\"}\n{\"number\":2,\"filler\":\"\"}\n");
  EXPECT_FALSE(reply.headers.contains("transfer-encoding"));
}

TEST_P(HttpTest, RawRequest) {
  const HttpReply reply = Post("/test/store", "a{\xff", "Content-Type: text/x\r\n");
  EXPECT_EQ(Member(reply, "contentType"), "\"text/x\"");
  EXPECT_EQ(Member(reply, "byteCount"), "\"3\"");
}

TEST_P(HttpTest, UploadInChunks) {
  std::string body(3'000'000, '\0');
  for (size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7 + i / 251);
  const HttpReply reply =
      Post("/test/shelves/1:upload?header.filename=a%20b.txt", body, "Content-Type: text/x\r\n");
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(JsonMember(Member(reply, "header"), "shelf"), "\"shelves/1\"");
  EXPECT_EQ(JsonMember(Member(reply, "header"), "filename"), "\"a b.txt\"");
  EXPECT_EQ(Member(reply, "contentType"), "\"text/x\"");
  EXPECT_EQ(Member(reply, "byteCount"), "\"3000000\"");
  EXPECT_EQ(Member(reply, "largestMessage"), "\"262144\"");
  EXPECT_EQ(Member(reply, "messageCount"), "13");  // the parameters, then the bytes
  EXPECT_EQ(Member(reply, "sha256"), "\"" + Sha256Hex(body) + "\"");

  const HttpReply empty = Post("/test/shelves/1:upload", "");
  EXPECT_EQ(empty.status, 200);
  EXPECT_EQ(Member(empty, "byteCount"), "\"0\"");
}

TEST_P(HttpTest, UploadAnsweredEarly) {
  HttpClient client(gateway_->http_port());
  client.Send(
      "POST /test/shelves/1:upload?header.answerEarly=true HTTP/1.1\r\nHost: x\r\n"
      "Expect: 100-continue\r\nContent-Length: 50000000\r\n\r\n");
  // The answer comes though the body does not.
  HttpReply reply = client.Receive();
  if (reply.status == 100) reply = client.Receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("connection"), "close");

  const HttpReply refused =
      Post("/test/shelves/1:upload?header.answerEarly=true&header.answerEarlyCode=7",
           std::string(8 << 20, 'x'));
  EXPECT_EQ(refused.status, 403);
}

TEST_P(HttpTest, UploadCutByTheClientIsCancelled) {
  HttpClient client(gateway_->http_port());
  client.Send("POST /test/shelves/1:upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
  client.Close();
  EXPECT_EQ(Get("/test/echo").status, 200);
}

TEST_P(HttpTest, ExpectContinue) {
  HttpClient client(gateway_->http_port());
  client.Send(
      "POST /test/echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.Receive().status, 100);
  client.Send("{}");
  EXPECT_EQ(client.Receive().status, 200);
}

TEST_P(HttpTest, ClientThatLeavesCancelsItsCall) {
  HttpClient client(gateway_->http_port());
  client.Send("GET /test/wait?milliseconds=60000 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([this] { return backend_.everything.waiting > 0; }));
  client.Close();
  EXPECT_TRUE(Eventually([this] { return backend_.everything.cancelled > 0; }));
}

TEST_P(HttpTest, ManyCallsAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([this, &good] {
      for (int i = 0; i < 30; ++i) {
        if (Get("/test/echo?name=x").status == 200) ++good;
        if (Get("/test/count?count=20").body.find("\"number\":20") != std::string::npos) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 16 * 60);
}

TEST_P(HttpTest, HealthAndPage) {
  EXPECT_EQ(Get("/healthz").status, 200);
  EXPECT_TRUE(Eventually([this] { return Get("/readyz").status == 200; }));
  const HttpReply page = Get("/");
  EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.headers.at("content-security-policy").find("default-src 'none'"),
            std::string::npos);
  EXPECT_EQ(Get("/", "If-None-Match: " + page.headers.at("etag") + "\r\n").status, 304);
  EXPECT_EQ(Post("/", "x").status, 405);
  EXPECT_EQ(Get("/openapi.json").status, 200);
  EXPECT_EQ(Get("/app.js?x=1").status, 200);
  EXPECT_EQ(Get("/../etc/passwd").status, 404);
}

TEST_P(HttpTest, RefusesPagesOfOtherSites) {
  EXPECT_EQ(Post("/test/echo", "{}", "Origin: http://evil.example\r\n").status, 403);
  EXPECT_EQ(Post("/test/echo", "{}", "Origin: null\r\n").status, 403);
  EXPECT_EQ(Post("/test/echo", "{}", "Sec-Fetch-Site: cross-site\r\n").status, 403);
  EXPECT_EQ(Post("/test/echo", "{}", "Origin: http://localhost\r\n").status, 200);
  EXPECT_EQ(Post("/test/echo", "{}", "Sec-Fetch-Site: same-origin\r\n").status, 200);
}

TEST_P(HttpTest, StopsGracefully) {
  HttpClient idle(gateway_->http_port());
  HttpClient busy(gateway_->http_port());
  busy.Send("GET /test/wait?milliseconds=300 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([this] { return backend_.everything.waiting > 0; }));
  gateway_->Stop(20'000);
  const HttpReply reply = busy.Receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("connection"), "close");
  EXPECT_TRUE(idle.PeerCloses());
}

TEST_P(HttpTest, StopCutsWhatTakesTooLong) {
  HttpClient busy(gateway_->http_port());
  busy.Send("GET /test/wait?milliseconds=60000 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(Eventually([this] { return backend_.everything.waiting > 0; }));
  gateway_->Stop(10);
  EXPECT_EQ(busy.Receive().status, 0);
  EXPECT_TRUE(Eventually([this] { return backend_.everything.cancelled > 0; }));
}

TEST(HttpServerTest, PortInUseIsNamed) {
  Backend backend;
  const auto first = Gateway::Start(TestOptions(), backend.Network());
  ASSERT_TRUE(first.ok());
  GatewayOptions options = TestOptions();
  options.http.address = "127.0.0.1:" + std::to_string((*first)->http_port());
  EXPECT_EQ(Message(Gateway::Start(options, backend.Network()).status()),
            "cannot listen on " + options.http.address + ": address already in use");
  options = TestOptions();
  options.grpc.address = "127.0.0.1:" + std::to_string((*first)->grpc_port());
  EXPECT_EQ(Message(Gateway::Start(options, backend.Network()).status()),
            "cannot listen on " + options.grpc.address + ": address already in use");
  for (const char* bad : {"", "nonsense", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:99999",
                          "::1:80", "no-such-host.invalid:1"}) {
    options = TestOptions();
    options.http.address = bad;
    EXPECT_EQ(Gateway::Start(options, backend.Network()).status().code(),
              absl::StatusCode::kInvalidArgument)
        << bad;
  }
}

TEST(HttpServerTest, BackendThatIsGone) {
  Backend backend;
  const auto gateway = Gateway::Start(TestOptions(), backend.Network());
  ASSERT_TRUE(gateway.ok());
  backend.Stop();
  const HttpReply reply = Fetch((*gateway)->http_port(), "GET", "/test/echo");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
  EXPECT_EQ(Member(reply, "message"),
            "\"gongbao.gateway.testing.EverythingService cannot be reached\"");
  EXPECT_EQ(reply.body.find("127.0.0.1"), std::string::npos) << reply.body;
  EXPECT_TRUE(
      Eventually([&] { return Fetch((*gateway)->http_port(), "GET", "/readyz").status == 503; }));
}

}  // namespace
}  // namespace gongbao::gateway::testing
