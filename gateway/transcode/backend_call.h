// A gRPC call to a backend for a coroutine: messages are bytes, nothing blocks. Thread rule: every
// method on the strand of the executor it was made with; gRPC's threads only post to it.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gateway/http/event.h"

namespace gongbao::gateway {

class BackendCall : public std::enable_shared_from_this<BackendCall> {
 public:
  struct Options {
    std::string grpc_path;  // "/package.Service/Method"
    std::string request_id;
    std::chrono::system_clock::time_point deadline;
  };

  // Begins the call. Every shape of method is driven as a stream in both directions, which on the
  // wire it is. Finish must be awaited before the last reference goes.
  static std::shared_ptr<BackendCall> Start(const std::shared_ptr<grpc::Channel>& channel,
                                            const Options& options,
                                            const boost::asio::any_io_executor& executor);

  ~BackendCall();

  // Sends a message; last: and nothing after it. False where the backend takes no more.
  boost::asio::awaitable<bool> Write(grpc::ByteBuffer message, bool last);
  boost::asio::awaitable<void> WritesDone();
  // The next message, or nothing where there are no more.
  boost::asio::awaitable<std::optional<grpc::ByteBuffer>> Read();
  // The status, when everything has been read.
  boost::asio::awaitable<grpc::Status> Finish();

  void Cancel() { context_.TryCancel(); }
  // Called when the backend has answered while messages are still being sent.
  void OnAnswer(std::function<void()> on_answer) { on_answer_ = std::move(on_answer); }
  bool answered() const { return read_ != ReadState::kPending || done_; }

 private:
  class Reactor;
  enum class ReadState { kPending, kMessage, kEnd };

  explicit BackendCall(const boost::asio::any_io_executor& executor);
  void HandleRead(bool ok);
  void HandleWrite(bool ok);
  void HandleDone(const grpc::Status& status);
  void ReleaseWrites();

  boost::asio::any_io_executor executor_;
  AsyncEvent event_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::GenericStub> stub_;
  std::unique_ptr<Reactor> reactor_;
  std::shared_ptr<BackendCall> self_;  // until gRPC is done with the reactor
  std::function<void()> on_answer_;

  grpc::ByteBuffer out_;
  grpc::ByteBuffer in_;
  ReadState read_ = ReadState::kPending;
  bool writing_ = false;
  bool writes_open_ = true;
  bool done_ = false;
  grpc::Status status_;
};

}  // namespace gongbao::gateway
