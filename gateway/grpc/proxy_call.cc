#include "gateway/grpc/proxy_call.h"

#include <algorithm>
#include <utility>

#include "gateway/backends.h"
#include "gateway/grpc/metadata.h"
#include "gateway/http/request_id.h"

namespace gongbao::gateway {

class ProxyCall::ClientSide : public grpc::ServerGenericBidiReactor {
 public:
  explicit ClientSide(ProxyCall* call) : call_(call) {}
  void OnReadDone(bool ok) override { call_->ClientSent(ok); }
  void OnWriteDone(bool ok) override { call_->ClientTook(ok); }
  void OnCancel() override { call_->ClientLeft(); }
  void OnDone() override { call_->Release(); }

 private:
  ProxyCall* call_;
};

class ProxyCall::BackendSide : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit BackendSide(ProxyCall* call) : call_(call) {}
  void OnReadInitialMetadataDone(bool) override { call_->BackendBegan(); }
  void OnReadDone(bool ok) override { call_->BackendSent(ok); }
  void OnWriteDone(bool ok) override { call_->BackendTook(ok); }
  void OnDone(const grpc::Status& status) override { call_->BackendEnded(status); }

 private:
  ProxyCall* call_;
};

ProxyCall::ProxyCall(grpc::GenericCallbackServerContext* context, std::string service)
    : client_context_(context),
      service_(std::move(service)),
      client_side_(std::make_unique<ClientSide>(this)),
      backend_side_(std::make_unique<BackendSide>(this)) {}

ProxyCall::~ProxyCall() = default;

grpc::ServerGenericBidiReactor* ProxyCall::Start(grpc::GenericCallbackServerContext* context,
                                                 const std::shared_ptr<grpc::Channel>& channel,
                                                 std::string service,
                                                 std::chrono::milliseconds max_duration) {
  auto* call = new ProxyCall(context, std::move(service));
  call->PrepareContext(max_duration);
  call->stub_ = std::make_unique<grpc::GenericStub>(channel);
  BackendSide* backend = call->backend_side_.get();
  ClientSide* client = call->client_side_.get();
  call->stub_->PrepareBidiStreamingCall(&call->backend_context_, context->method(),
                                        grpc::StubOptions(), backend);
  // One hold for writes and one for reads: both are started from the other side's events.
  backend->AddMultipleHolds(2);
  backend->StartRead(&call->to_client_);
  // Before the backend can end the call: nothing may be started on a finished reactor.
  client->StartRead(&call->to_backend_);
  backend->StartCall();
  return client;
}

void ProxyCall::PrepareContext(std::chrono::milliseconds max_duration) {
  const Metadata& metadata = client_context_->client_metadata();
  for (const auto& [key, value] : metadata) {
    if (!IsForwarded({key.data(), key.size()})) continue;
    backend_context_.AddMetadata({key.data(), key.size()}, {value.data(), value.size()});
  }
  request_id_ = RequestIdFrom(FindMetadata(metadata, "x-request-id"));
  backend_context_.AddMetadata("x-request-id", request_id_);
  backend_context_.set_deadline(
      std::min(client_context_->deadline(), std::chrono::system_clock::now() + max_duration));
}

void ProxyCall::ClientSent(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    if (writes_ == Writes::kClosed) return;  // the backend has ended
    writes_ = ok ? Writes::kWriting : Writes::kClosed;
  }
  // The hold for writes keeps the backend's side alive until it is removed.
  if (ok) {
    backend_side_->StartWrite(&to_backend_);
  } else {
    backend_side_->StartWritesDone();
    backend_side_->RemoveHold();
  }
}

void ProxyCall::BackendTook(bool ok) {
  bool close = false;
  {
    const std::lock_guard lock(mutex_);
    close = !ok || backend_ended_;
    writes_ = close ? Writes::kClosed : Writes::kWaitingForClient;
  }
  // The client's side is finished only after the last event of the backend's side, so not now.
  if (close) {
    backend_side_->RemoveHold();
  } else {
    client_side_->StartRead(&to_backend_);
  }
}

void ProxyCall::BackendBegan() {
  client_context_->AddInitialMetadata("x-request-id", request_id_);
  for (const auto& [key, value] : backend_context_.GetServerInitialMetadata()) {
    if (!IsForwarded({key.data(), key.size()})) continue;
    client_context_->AddInitialMetadata({key.data(), key.size()}, {value.data(), value.size()});
  }
  client_side_->StartSendInitialMetadata();
  bool forward = false;
  {
    const std::lock_guard lock(mutex_);
    began_ = true;
    forward = std::exchange(message_waits_, false);
  }
  if (forward) ForwardMessage();
}

void ProxyCall::BackendSent(bool ok) {
  bool close_writes = false;
  {
    const std::lock_guard lock(mutex_);
    if (ok && !began_) {
      message_waits_ = true;
      return;
    }
    if (!ok) {
      backend_ended_ = true;
      close_writes = writes_ == Writes::kWaitingForClient;
      if (close_writes) writes_ = Writes::kClosed;
    }
  }
  if (ok) return ForwardMessage();
  if (close_writes) backend_side_->RemoveHold();
  backend_side_->RemoveHold();
}

void ProxyCall::ForwardMessage() {
  bool gone = false;
  {
    const std::lock_guard lock(mutex_);
    gone = client_gone_;
  }
  if (gone) {
    backend_side_->StartRead(&to_client_);  // drains what is left of a cancelled call
  } else {
    client_side_->StartWrite(&to_client_);
  }
}

void ProxyCall::ClientTook(bool ok) {
  if (!ok) {
    {
      const std::lock_guard lock(mutex_);
      client_gone_ = true;
    }
    backend_context_.TryCancel();
  }
  backend_side_->StartRead(&to_client_);
}

void ProxyCall::BackendEnded(const grpc::Status& status) {
  for (const auto& [key, value] : backend_context_.GetServerTrailingMetadata()) {
    if (!IsForwarded({key.data(), key.size()})) continue;
    client_context_->AddTrailingMetadata({key.data(), key.size()}, {value.data(), value.size()});
  }
  client_side_->Finish(ForClient(status, service_));
  Release();
}

void ProxyCall::Release() {
  bool last = false;
  {
    const std::lock_guard lock(mutex_);
    last = --sides_ == 0;
  }
  if (last) delete this;
}

}  // namespace gongbao::gateway
