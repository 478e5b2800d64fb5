// One UploadSource call. A server that has the bytes already answers before they are sent, and the
// answer is listened for from the start: with the blocking client a call inside one process would
// hang then, each side waiting for the other to read. One object a call; thread-safe.
#pragma once

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <mutex>
#include <string_view>

#include "gongbao/v1/ingest_service.grpc.pb.h"

namespace gongbao::node {

class UploadCall final : public grpc::ClientWriteReactor<v1::UploadSourceRequest> {
 public:
  // Starts the call. bytes must outlive it.
  UploadCall(v1::IngestService::Stub& stub, v1::UploadSourceRequest first, std::string_view bytes);
  ~UploadCall() override = default;

  // Waits for the end. Once.
  grpc::Status Await();
  void Cancel() { context_.TryCancel(); }
  const v1::UploadSourceResponse& response() const { return response_; }

  void OnWriteDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  static constexpr size_t kChunkBytes = 256 << 10;

  grpc::ClientContext context_;
  v1::UploadSourceRequest message_;  // the one that is being sent
  std::string_view left_;
  v1::UploadSourceResponse response_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;
  grpc::Status status_;
};

}  // namespace gongbao::node
