#include "tests/testing/redis_server.h"

#include <hiredis/hiredis.h>
#include <signal.h>

#include <chrono>
#include <thread>

namespace gongbao::testing {
namespace {

constexpr int kPortsTried = 5;
constexpr std::chrono::seconds kPatience{20};

std::string TextOf(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_INTEGER: return std::to_string(reply.integer);
    case REDIS_REPLY_NIL: return "";
    case REDIS_REPLY_ARRAY: {
      std::string text;
      for (size_t i = 0; i < reply.elements; ++i) text += TextOf(*reply.element[i]) + "\n";
      return text;
    }
    default: return std::string(reply.str, reply.len);
  }
}

}  // namespace

StatusOr<std::unique_ptr<RedisServer>> RedisServer::Start() {
  std::unique_ptr<RedisServer> server(new RedisServer());
  server->program_ = FindProgram("redis-server");
  if (server->program_.empty()) return NotFound("redis-server is not installed");
  Status status = absl::OkStatus();
  for (int i = 0; i < kPortsTried; ++i) {  // another process may take the port first
    server->port_ = FreePort();
    status = server->Launch();
    if (status.ok()) return server;
  }
  return status;
}

RedisServer::~RedisServer() { Kill(); }

std::string RedisServer::url() const { return "redis://127.0.0.1:" + std::to_string(port_); }

Status RedisServer::Launch() {
  GONGBAO_ASSIGN_OR_RETURN(
      process_, ChildProcess::Start({program_, "--port", std::to_string(port_), "--bind",
                                     "127.0.0.1", "--save", "", "--appendonly", "no", "--dir",
                                     folder_.path()},
                                    folder_.path() + "/redis.log"));
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (process_->running() && std::chrono::steady_clock::now() < end) {
    const StatusOr<std::string> answer = Command({"PING"});
    if (answer.ok() && *answer == "PONG") return absl::OkStatus();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return Unavailable("redis-server does not answer on port " + std::to_string(port_));
}

void RedisServer::Kill() {
  if (process_ != nullptr) process_->Kill();
}

Status RedisServer::Restart() {
  Kill();
  return Launch();
}

void RedisServer::Freeze() { process_->Signal(SIGSTOP); }
void RedisServer::Thaw() { process_->Signal(SIGCONT); }

StatusOr<std::string> RedisServer::Command(const std::vector<std::string>& arguments) const {
  const std::unique_ptr<redisContext, void (*)(redisContext*)> context(
      redisConnectWithTimeout("127.0.0.1", port_, {2, 0}), redisFree);
  if (context == nullptr || context->err != 0) return Unavailable("can't connect to redis-server");
  redisSetTimeout(context.get(), {2, 0});
  std::vector<const char*> texts;
  std::vector<size_t> sizes;
  for (const std::string& argument : arguments) {
    texts.push_back(argument.data());
    sizes.push_back(argument.size());
  }
  const std::unique_ptr<redisReply, void (*)(void*)> reply(
      static_cast<redisReply*>(redisCommandArgv(context.get(), static_cast<int>(texts.size()),
                                                texts.data(), sizes.data())),
      freeReplyObject);
  if (reply == nullptr) return Unavailable("redis-server does not answer");
  if (reply->type == REDIS_REPLY_ERROR) return Internal(TextOf(*reply));
  return TextOf(*reply);
}

}  // namespace gongbao::testing
