#include "services/node/cli/upload_call.h"

#include <algorithm>
#include <string>

namespace gongbao::node {

UploadCall::UploadCall(v1::IngestService::Stub& stub, v1::UploadSourceRequest first,
                       std::string_view bytes)
    : message_(std::move(first)), left_(bytes) {
  stub.async()->UploadSource(&context_, &response_, this);
  StartWrite(&message_);
  StartCall();
}

void UploadCall::OnWriteDone(bool ok) {
  if (!ok) return;  // the server has answered: OnDone follows
  if (left_.empty()) {
    StartWritesDone();
    return;
  }
  const std::string_view chunk = left_.substr(0, kChunkBytes);
  left_.remove_prefix(chunk.size());
  message_.Clear();
  message_.mutable_content()->set_data(std::string(chunk));
  StartWrite(&message_);
}

void UploadCall::OnDone(const grpc::Status& status) {
  // Notified under the lock: whoever waits may destroy this as soon as it is released.
  std::lock_guard lock(mutex_);
  status_ = status;
  done_ = true;
  ended_.notify_all();
}

grpc::Status UploadCall::Await() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return done_; });
  return status_;
}

}  // namespace gongbao::node
