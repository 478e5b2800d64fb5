// A real redis-server of a test's own: a free port of the loopback interface, a folder for temporary
// files, nothing kept on disk. Thread rule: one object belongs to one thread.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "services/base/status.h"
#include "tests/testing/child_process.h"

namespace gongbao::testing {

class RedisServer {
 public:
  // NOT_FOUND where redis-server is not installed. Returns when it answers.
  static StatusOr<std::unique_ptr<RedisServer>> Start();
  ~RedisServer();

  int port() const { return port_; }
  std::string url() const;

  void Kill();       // SIGKILL
  Status Restart();  // on the same port, empty; returns when it answers
  // SIGSTOP, SIGCONT: it keeps its connections and answers nothing.
  void Freeze();
  void Thaw();

  // Sends a command; the reply as text, a list joined by line feeds. For assertions.
  StatusOr<std::string> Command(const std::vector<std::string>& arguments) const;

 private:
  RedisServer() = default;
  Status Launch();

  TempFolder folder_;
  std::string program_;
  int port_ = 0;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace gongbao::testing

// In a test: declares a server, or skips; fails instead of skipping where backends are required.
#define GONGBAO_REDIS_OR_SKIP(server)                                            \
  auto server##_or = ::gongbao::testing::RedisServer::Start();                   \
  if (absl::IsNotFound(server##_or.status()) &&                                  \
      !::gongbao::testing::BackendsRequired()) {                                 \
    GTEST_SKIP() << "redis-server is not installed";                             \
  }                                                                              \
  ASSERT_TRUE(server##_or.ok()) << server##_or.status();                         \
  ::gongbao::testing::RedisServer& server = **server##_or
