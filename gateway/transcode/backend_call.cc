#include "gateway/transcode/backend_call.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace gongbao::gateway {

namespace asio = boost::asio;

// Posts what gRPC reports to the strand. Two holds keep the call open for operations that are
// started from outside its own callbacks: one for writes, one for reads.
class BackendCall::Reactor : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit Reactor(BackendCall* call) : call_(call) {}

  void OnReadDone(bool ok) override {
    Post([ok](BackendCall& call) { call.HandleRead(ok); });
  }
  void OnWriteDone(bool ok) override {
    Post([ok](BackendCall& call) { call.HandleWrite(ok); });
  }
  void OnDone(const grpc::Status& status) override {
    Post([status](BackendCall& call) { call.HandleDone(status); });
  }

 private:
  template <class Action>
  void Post(Action action) {
    // Once posted, the action may end the call and with it this object.
    const asio::any_io_executor executor = call_->executor_;
    asio::post(executor, [call = call_->self_, action] { action(*call); });
  }

  BackendCall* call_;
};

BackendCall::BackendCall(const asio::any_io_executor& executor)
    : executor_(executor), event_(executor) {}

BackendCall::~BackendCall() = default;

std::shared_ptr<BackendCall> BackendCall::Start(const std::shared_ptr<grpc::Channel>& channel,
                                                const Options& options,
                                                const asio::any_io_executor& executor) {
  std::shared_ptr<BackendCall> call(new BackendCall(executor));
  call->self_ = call;
  call->context_.set_deadline(options.deadline);
  call->context_.AddMetadata("x-request-id", options.request_id);
  call->stub_ = std::make_unique<grpc::GenericStub>(channel);
  call->reactor_ = std::make_unique<Reactor>(call.get());
  call->stub_->PrepareBidiStreamingCall(&call->context_, options.grpc_path, grpc::StubOptions(),
                                        call->reactor_.get());
  call->reactor_->AddMultipleHolds(2);
  call->reactor_->StartRead(&call->in_);
  call->reactor_->StartCall();
  return call;
}

asio::awaitable<bool> BackendCall::Write(grpc::ByteBuffer message, bool last) {
  if (!writes_open_) co_return false;
  out_.Swap(&message);
  writing_ = true;
  if (last) {
    reactor_->StartWriteLast(&out_, grpc::WriteOptions());
  } else {
    reactor_->StartWrite(&out_);
  }
  while (writing_) co_await event_.Wait();
  if (last) ReleaseWrites();
  co_return writes_open_ || last;
}

asio::awaitable<void> BackendCall::WritesDone() {
  if (writes_open_) reactor_->StartWritesDone();
  ReleaseWrites();
  co_return;
}

asio::awaitable<std::optional<grpc::ByteBuffer>> BackendCall::Read() {
  while (read_ == ReadState::kPending) co_await event_.Wait();
  if (read_ == ReadState::kEnd) co_return std::nullopt;
  grpc::ByteBuffer message;
  message.Swap(&in_);
  read_ = ReadState::kPending;
  reactor_->StartRead(&in_);
  co_return message;
}

asio::awaitable<grpc::Status> BackendCall::Finish() {
  while (read_ != ReadState::kEnd) {
    const std::optional<grpc::ByteBuffer> ignored = co_await Read();
    if (!ignored) break;
  }
  ReleaseWrites();
  while (!done_) co_await event_.Wait();
  co_return status_;
}

void BackendCall::HandleRead(bool ok) {
  read_ = ok ? ReadState::kMessage : ReadState::kEnd;
  if (!ok) reactor_->RemoveHold();
  if (on_answer_) std::exchange(on_answer_, nullptr)();
  event_.Notify();
}

void BackendCall::HandleWrite(bool ok) {
  writing_ = false;
  if (!ok) ReleaseWrites();
  event_.Notify();
}

void BackendCall::ReleaseWrites() {
  if (std::exchange(writes_open_, false)) reactor_->RemoveHold();
}

void BackendCall::HandleDone(const grpc::Status& status) {
  status_ = status;
  done_ = true;
  self_.reset();
  event_.Notify();
}

}  // namespace gongbao::gateway
