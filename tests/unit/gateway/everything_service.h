// The service of everything_service.proto as a real gRPC server, and a gateway before it.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <memory>
#include <string>

#include "everything_service.grpc.pb.h"
#include "gateway/gateway.h"

namespace gongbao::gateway::testing {

class EverythingServer : public EverythingService::Service {
 public:
  grpc::Status Echo(grpc::ServerContext* context, const EchoRequest* request,
                    EchoResponse* response) override;
  grpc::Status Fail(grpc::ServerContext* context, const FailRequest* request,
                    FailResponse* response) override;
  grpc::Status Wait(grpc::ServerContext* context, const WaitRequest* request,
                    WaitResponse* response) override;
  grpc::Status Count(grpc::ServerContext* context, const CountRequest* request,
                     grpc::ServerWriter<CountResponse>* writer) override;
  grpc::Status Download(grpc::ServerContext* context, const DownloadRequest* request,
                        google::api::HttpBody* response) override;
  grpc::Status DownloadStream(grpc::ServerContext* context, const DownloadRequest* request,
                              grpc::ServerWriter<google::api::HttpBody>* writer) override;
  grpc::Status Store(grpc::ServerContext* context, const google::api::HttpBody* request,
                     UploadResponse* response) override;
  grpc::Status Upload(grpc::ServerContext* context, grpc::ServerReader<UploadRequest>* reader,
                      UploadResponse* response) override;
  grpc::Status Chat(grpc::ServerContext* context,
                    grpc::ServerReaderWriter<EchoResponse, EchoRequest>* stream) override;
  grpc::Status Sum(grpc::ServerContext* context, grpc::ServerReader<EchoRequest>* reader,
                   EchoResponse* response) override;

  // Calls that ended because the caller had gone.
  std::atomic<int> cancelled{0};
  // Calls of Wait and messages of Count that have begun.
  std::atomic<int> waiting{0};
  std::atomic<int> counted{0};
};

class InternalServer : public InternalService::Service {
 public:
  grpc::Status Touch(grpc::ServerContext*, const EchoRequest*, EchoResponse*) override {
    return grpc::Status::OK;
  }
};

// Both services on a port, and in-process channels to the same server.
struct Backend {
  Backend();
  ~Backend();
  Backends Network();
  Backends InProcess();
  void Stop();

  EverythingServer everything;
  InternalServer internal;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
};

// Free ports on loopback.
GatewayOptions TestOptions();

}  // namespace gongbao::gateway::testing
