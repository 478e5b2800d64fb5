// Health of the backends, asked at an interval, and grpc.health.v1.Health of the gateway made from
// it. Thread-safe.
#pragma once

#include <grpcpp/grpcpp.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "grpc/health/v1/health.grpc.pb.h"

namespace gongbao::gateway {

// Asks each backend's health service; one that has none but answers is taken to serve.
class HealthMonitor : public std::enable_shared_from_this<HealthMonitor> {
 public:
  using State = grpc::health::v1::HealthCheckResponse::ServingStatus;
  using Listener = std::function<void()>;

  HealthMonitor(std::map<std::string, std::shared_ptr<grpc::Channel>> channels,
                boost::asio::io_context& io, std::chrono::milliseconds interval);

  void Start();
  // No more questions; every state is NOT_SERVING and listeners are told. Blocks until the
  // questions in flight are cancelled; not from an io thread.
  void Stop();

  // SERVICE_UNKNOWN for a name that is not served; "" is SERVING where every service is. UNKNOWN
  // before the first answer.
  State Of(const std::string& service) const;
  std::map<std::string, State> States() const;
  bool stopped() const;

  // Calls the listener at each change, until the returned handle is dropped. The listener must not
  // block, and may be called from any thread, also while the handle is being dropped.
  using Subscription = std::shared_ptr<Listener>;
  Subscription Subscribe(Listener listener);

 private:
  struct Probe;
  void Ask();
  void Answered(const std::string& service, State state);
  void Notify();

  const std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  const std::chrono::milliseconds interval_;
  boost::asio::strand<boost::asio::io_context::executor_type> strand_;
  boost::asio::steady_timer timer_;
  size_t waiting_ = 0;  // answers that the strand waits for

  mutable std::mutex mutex_;
  std::condition_variable all_answered_;
  std::vector<std::shared_ptr<Probe>> in_flight_;
  std::map<std::string, State> states_;
  std::vector<std::weak_ptr<Listener>> listeners_;
  bool stopped_ = false;
};

class HealthService : public grpc::health::v1::Health::CallbackService {
 public:
  explicit HealthService(std::shared_ptr<HealthMonitor> monitor) : monitor_(std::move(monitor)) {}

  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context,
                                  const grpc::health::v1::HealthCheckRequest* request,
                                  grpc::health::v1::HealthCheckResponse* response) override;
  grpc::ServerWriteReactor<grpc::health::v1::HealthCheckResponse>* Watch(
      grpc::CallbackServerContext* context,
      const grpc::health::v1::HealthCheckRequest* request) override;

 private:
  std::shared_ptr<HealthMonitor> monitor_;
};

}  // namespace gongbao::gateway
