// One call passed through: two reactors, one towards the client, one towards the backend, message
// bytes untouched. Thread rule: driven by gRPC's threads; nothing blocks; at most one message is
// held in each direction, so a slow side slows the other one down.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace gongbao::gateway {

class ProxyCall {
 public:
  // The reactor for the client's side. The call deletes itself when both sides are done.
  static grpc::ServerGenericBidiReactor* Start(grpc::GenericCallbackServerContext* context,
                                               const std::shared_ptr<grpc::Channel>& channel,
                                               std::string service,
                                               std::chrono::milliseconds max_duration);

 private:
  class ClientSide;   // towards the client: a server's reactor
  class BackendSide;  // towards the backend: a client's reactor
  enum class Writes { kWaitingForClient, kWriting, kClosed };

  ProxyCall(grpc::GenericCallbackServerContext* context, std::string service);
  ~ProxyCall();
  void PrepareContext(std::chrono::milliseconds max_duration);

  // Events of the client's side.
  void ClientSent(bool ok);
  void ClientTook(bool ok);
  void ClientLeft() { backend_context_.TryCancel(); }
  // Events of the backend's side.
  void BackendBegan();
  void BackendSent(bool ok);
  void BackendTook(bool ok);
  void BackendEnded(const grpc::Status& status);
  void ForwardMessage();
  void Release();  // one side is done

  grpc::GenericCallbackServerContext* client_context_;
  grpc::ClientContext backend_context_;
  const std::string service_;
  std::string request_id_;
  std::unique_ptr<grpc::GenericStub> stub_;
  std::unique_ptr<ClientSide> client_side_;
  std::unique_ptr<BackendSide> backend_side_;
  grpc::ByteBuffer to_backend_;
  grpc::ByteBuffer to_client_;

  std::mutex mutex_;  // guards what follows
  Writes writes_ = Writes::kWaitingForClient;
  bool backend_ended_ = false;
  bool began_ = false;          // initial metadata has been sent on
  bool message_waits_ = false;  // for the initial metadata
  bool client_gone_ = false;
  int sides_ = 2;
};

}  // namespace gongbao::gateway
