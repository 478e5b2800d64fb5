// Requests that no proper client sends: each is answered or cut, and the server serves the next
// one.
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <vector>

#include "everything_service.h"
#include "http_client.h"

namespace gongbao::gateway::testing {
namespace {

class HostileTest : public ::testing::Test {
 protected:
  void Start(GatewayOptions options = TestOptions()) {
    auto gateway = Gateway::Start(options, backend_.InProcess());
    ASSERT_TRUE(gateway.ok()) << gateway.status();
    gateway_ = *std::move(gateway);
  }
  HttpReply Raw(const std::string& bytes) {
    HttpClient client(gateway_->http_port());
    client.Send(bytes);
    return client.Receive();
  }
  void ExpectAlive() {
    EXPECT_EQ(Fetch(gateway_->http_port(), "GET", "/test/echo?name=x").status, 200);
  }

  Backend backend_;
  std::unique_ptr<Gateway> gateway_;
};

TEST_F(HostileTest, BrokenRequestsAreRefused) {
  Start();
  const std::pair<std::string, int> cases[] = {
      {"GARBAGE\r\n\r\n", 400},
      {"GET\r\n\r\n", 400},
      {"GET /test/echo HTTP/9.9\r\n\r\n", 400},
      {"GET /test/echo HTTP/1.1\r\nNo colon\r\n\r\n", 400},
      {"GET /test/echo HTTP/1.1\r\nA: b\x01\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"GET test HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"CONNECT host:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /test/echo#a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /test/%00%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /test/echo?name=%C0%AF HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"BREW /test/echo HTTP/1.1\r\nHost: x\r\n\r\n", 405},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
       400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
       400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4294967296\r\n\r\n", 413},
      // What smuggles a request past a proxy.
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: "
       "2\r\n\r\n0\r\n\r\n",
       400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
       "chunked\r\n\r\nffffffffffffffffff\r\n",
       400},
      {"POST /test/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
       "chunked\r\n\r\n2\r\n{}XX0\r\n\r\n",
       400},
      {"POST /test/shelves/1:upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
       "chunked\r\n\r\nzz\r\n",
       400},
  };
  for (const auto& [request, status] : cases) {
    EXPECT_EQ(Raw(request).status, status) << request;
    ExpectAlive();
  }
}

TEST_F(HostileTest, HeadersAndTargetsAreBounded) {
  Start();
  EXPECT_EQ(Raw("GET /test/echo HTTP/1.1\r\nA: " + std::string(40'000, 'a') + "\r\n\r\n").status,
            431);
  std::string many = "GET /test/echo HTTP/1.1\r\n";
  for (int i = 0; i < 5000; ++i) many += "A" + std::to_string(i) + ": b\r\n";
  EXPECT_EQ(Raw(many + "\r\n").status, 431);
  EXPECT_EQ(Raw("GET /test/echo?name=" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n").status,
            414);
  EXPECT_EQ(Raw("GET /" + std::string(1'000'000, 'a')).status, 431);
  std::string query = "/test/echo?tags=";
  for (int i = 0; i < 1200; ++i) query += "&tags=";
  EXPECT_EQ(Fetch(gateway_->http_port(), "GET", query).status, 400);
  // Segments are counted against the templates, not walked again and again.
  std::string slashes(16'000, '/');
  EXPECT_EQ(Fetch(gateway_->http_port(), "GET", slashes).status, 404);
  ExpectAlive();
}

TEST_F(HostileTest, BodiesAreBounded) {
  GatewayOptions options = TestOptions();
  options.transcode.max_body_bytes = 1000;
  options.transcode.max_upload_bytes = 500'000;
  Start(options);
  const int port = gateway_->http_port();
  EXPECT_EQ(Fetch(port, "POST", "/test/echo", std::string(1001, ' ')).status, 413);
  EXPECT_EQ(Fetch(port, "POST", "/test/echo", std::string(1000, ' ')).status, 200);
  EXPECT_EQ(Raw("POST /test/echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                std::string(2000, ' ') + "\r\n0\r\n\r\n")
                .status,
            413);
  EXPECT_EQ(Fetch(port, "POST", "/test/shelves/1:upload", std::string(500'001, 'x')).status, 413);
  EXPECT_EQ(Fetch(port, "POST", "/test/shelves/1:upload", std::string(500'000, 'x')).status, 200);
  ExpectAlive();
}

TEST_F(HostileTest, BodiesOfAllRequestsTogetherAreBounded) {
  GatewayOptions options = TestOptions();
  options.transcode.max_buffered_bytes = 1500;
  Start(options);
  HttpClient holder(gateway_->http_port());
  holder.Send("POST /test/echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
  EXPECT_EQ(holder.Receive().status, 100);
  const HttpReply refused =
      Fetch(gateway_->http_port(), "POST", "/test/echo", std::string(1000, ' '));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.headers.at("retry-after"), "1");
  EXPECT_EQ(Fetch(gateway_->http_port(), "POST", "/test/echo", std::string(500, ' ')).status, 200);
  holder.Send(std::string(1000, ' '));
  EXPECT_EQ(holder.Receive().status, 200);
  // The room is given back just after the answer was written: the next may come a moment early.
  int status = 503;
  for (int tries = 0; status == 503 && tries < 1000; ++tries) {
    status = Fetch(gateway_->http_port(), "POST", "/test/echo", std::string(1000, ' ')).status;
  }
  EXPECT_EQ(status, 200);
}

TEST_F(HostileTest, HostileJson) {
  Start();
  const int port = gateway_->http_port();
  const std::string bodies[] = {
      std::string(20'000'000, '['),
      "{\"detail\":" + std::string(60, '{'),
      std::string(1'000'000, '{') + "\"a\":",
      "\"" + std::string(1'000'000, '\\') + "\"",
      "{\"name\":\"\xff\"}",
      std::string("{\"name\":\"\0\"}", 12),
      "{\"count\":1e400}",
      "{\"count\":99999999999999999999}",
      "{\"age\":\"9999999999999999s\"}",
      "{\"time\":\"99999-01-01T00:00:00Z\"}",
      "{\"data\":\"!!!\"}",
      "{\"name\":\"\\ud800\"}",
      "[1,2,3]",
      "null",
      "\"x\"",
  };
  for (const std::string& body : bodies) {
    const int status = Fetch(port, "POST", "/test/echo", body).status;
    EXPECT_TRUE(status == 400 || status == 429 || status == 200) << status << body.substr(0, 40);
    ExpectAlive();
  }
  std::string nested;
  for (int i = 0; i < 62; ++i) nested += "{\"inner\":";
  nested = "{\"detail\":" + nested + "{}" + std::string(62, '}') + "}";
  EXPECT_EQ(Fetch(port, "POST", "/test/echo", nested).status, 200);
}

TEST_F(HostileTest, SlowClientsAreCut) {
  GatewayOptions options = TestOptions();
  options.http.idle_timeout = std::chrono::milliseconds(100);
  options.http.header_timeout = std::chrono::milliseconds(100);
  options.http.read_timeout = std::chrono::milliseconds(100);
  options.http.linger_timeout = std::chrono::milliseconds(100);
  Start(options);
  HttpClient silent(gateway_->http_port());
  EXPECT_TRUE(silent.PeerCloses());
  HttpClient half_header(gateway_->http_port());
  half_header.Send("GET /test/echo HTTP/1.1\r\nHost:");
  EXPECT_TRUE(half_header.PeerCloses());
  HttpClient half_body(gateway_->http_port());
  half_body.Send("POST /test/echo HTTP/1.1\r\nContent-Length: 10\r\n\r\n{");
  half_body.Receive();
  EXPECT_TRUE(half_body.PeerCloses());
  HttpClient half_upload(gateway_->http_port());
  half_upload.Send("POST /test/shelves/1:upload HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
  half_upload.Receive();
  EXPECT_TRUE(half_upload.PeerCloses());
  // Slow but never silent: bounded as a whole.
  HttpClient drip(gateway_->http_port());
  bool open = drip.Send("GET /test/echo HTTP/1.1\r\nA: ");
  while (open) open = drip.Send("a");  // as fast as may be: a bound of time or of size cuts it
  EXPECT_FALSE(open);
  ExpectAlive();
}

TEST_F(HostileTest, SlowReadersAreCut) {
  GatewayOptions options = TestOptions();
  options.http.write_timeout = std::chrono::milliseconds(200);
  Start(options);
  HttpClient client(gateway_->http_port());
  client.Send(
      "GET /test/download:stream?chunks=1000&chunkBytes=1000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(client.ReceiveUntil("200 OK"));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  // The gateway gives up while nobody reads; then what is left in the socket ends before the
  // stream.
  while (gateway_->connections() > 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(gateway_->connections(), 0);
  EXPECT_FALSE(client.Receive().complete);
}

TEST_F(HostileTest, ConnectionsAreBounded) {
  GatewayOptions options = TestOptions();
  options.http.max_connections = 4;
  Start(options);
  std::vector<std::unique_ptr<HttpClient>> held;
  for (int i = 0; i < 4; ++i) {
    held.push_back(std::make_unique<HttpClient>(gateway_->http_port()));
    held.back()->Send("GET /test/echo HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(held.back()->Receive().status, 200);
  }
  EXPECT_EQ(Fetch(gateway_->http_port(), "GET", "/test/echo").status, 503);
  held.clear();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (gateway_->connections() > 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ExpectAlive();
}

TEST_F(HostileTest, RandomBytes) {
  GatewayOptions options = TestOptions();
  options.http.header_timeout = std::chrono::milliseconds(200);
  options.http.read_timeout = std::chrono::milliseconds(200);
  options.http.linger_timeout = std::chrono::milliseconds(20);
  Start(options);
  std::mt19937 random(7);
  const std::string seed =
      "POST /test/shelves/1:upload?header.filename=%E9%9A%8F HTTP/1.1\r\nHost: x\r\n"
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  for (int i = 0; i < 300; ++i) {
    std::string bytes = seed;
    for (int n = 0; n < 1 + i % 8; ++n) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    HttpClient client(gateway_->http_port());
    client.Send(bytes);
    client.FinishSending();
    client.Receive();
  }
  ExpectAlive();
}

}  // namespace
}  // namespace gongbao::gateway::testing
