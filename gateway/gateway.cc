#include "gateway/gateway.h"

#include <thread>
#include <utility>

#include "gateway/front.h"
#include "gateway/http/server.h"
#include "gateway/openapi/document.h"
#include "gateway/transcode/route.h"
#include "services/base/log.h"

namespace gongbao::gateway {
namespace {

using google::protobuf::ServiceDescriptor;

// The public services that have a backend; the others are named in the log.
std::vector<const ServiceDescriptor*> Served(const Backends& backends, Backends* served) {
  std::vector<const ServiceDescriptor*> services;
  for (const ServiceDescriptor* service : PublicServices()) {
    const auto backend = backends.channels.find(service->full_name());
    if (backend == backends.channels.end()) {
      Log(LogLevel::kDebug, "public service without a backend",
          {{"service", service->full_name()}});
      continue;
    }
    served->channels.insert(*backend);
    services.push_back(service);
  }
  return services;
}

}  // namespace

// In the order in which they are made; the destructor takes them down in reverse.
struct Gateway::Parts {
  std::unique_ptr<Transcoder> transcoder;
  std::unique_ptr<HttpServer> http;
  std::shared_ptr<HealthMonitor> monitor;
  std::unique_ptr<Front> front;
  std::unique_ptr<GrpcServer> grpc;
};

Gateway::Gateway(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Gateway::~Gateway() { Stop(0); }

StatusOr<std::unique_ptr<Gateway>> Gateway::Start(const GatewayOptions& options,
                                                  const Backends& backends) {
  Backends served;
  const std::vector<const ServiceDescriptor*> services = Served(backends, &served);
  GONGBAO_ASSIGN_OR_RETURN(RouteTable routes, RouteTable::Build(services));
  GONGBAO_ASSIGN_OR_RETURN(std::string openapi, MakeOpenApi(routes, options.descriptors));
  auto parts = std::make_unique<Parts>();
  Parts* p = parts.get();
  p->transcoder = std::make_unique<Transcoder>(std::move(routes), served, options.transcode);
  std::unique_ptr<Gateway> gateway(new Gateway(std::move(parts)));
  GONGBAO_ASSIGN_OR_RETURN(p->http, HttpServer::Bind(options.http));
  p->monitor = std::make_shared<HealthMonitor>(served.channels, p->http->io_context(),
                                               options.health_interval);
  p->front = std::make_unique<Front>(*p->transcoder, *p->monitor, std::move(openapi));
  if (!options.grpc.address.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(p->grpc,
                             GrpcServer::Start(options.grpc, served, services, p->monitor));
  }
  p->http->Run([front = p->front.get()](Exchange& exchange) { return front->Serve(exchange); });
  p->monitor->Start();
  return gateway;
}

int Gateway::http_port() const { return parts_->http->port(); }

int Gateway::connections() const { return parts_->http->connections(); }

int Gateway::grpc_port() const { return parts_->grpc == nullptr ? 0 : parts_->grpc->port(); }

void Gateway::Stop(int64_t grace_ms) {
  // Health first, so that those who watch it go elsewhere; both doors at the same time.
  if (parts_->monitor != nullptr) parts_->monitor->Stop();
  std::thread grpc_door([this, grace_ms] {
    if (parts_->grpc != nullptr) parts_->grpc->Stop(grace_ms);
  });
  if (parts_->http != nullptr) parts_->http->Stop(grace_ms);
  grpc_door.join();
}

}  // namespace gongbao::gateway
