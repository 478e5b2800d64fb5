#include "gateway/grpc/health.h"

#include <algorithm>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace gongbao::gateway {

namespace asio = boost::asio;
using grpc::health::v1::Health;
using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

struct HealthMonitor::Probe {
  std::string service;
  std::unique_ptr<Health::Stub> stub;
  grpc::ClientContext context;
  HealthCheckRequest request;  // "": the whole process
  HealthCheckResponse response;

  State Result(const grpc::Status& status) const {
    if (status.ok()) return response.status();
    return status.error_code() == grpc::StatusCode::UNIMPLEMENTED
               ? HealthCheckResponse::SERVING
               : HealthCheckResponse::NOT_SERVING;
  }
};

HealthMonitor::HealthMonitor(std::map<std::string, std::shared_ptr<grpc::Channel>> channels,
                             asio::io_context& io, std::chrono::milliseconds interval)
    : channels_(std::move(channels)),
      interval_(interval),
      strand_(asio::make_strand(io)),
      timer_(strand_) {
  for (const auto& [service, channel] : channels_) states_[service] = HealthCheckResponse::UNKNOWN;
}

void HealthMonitor::Start() {
  asio::post(strand_, [self = shared_from_this()] { self->Ask(); });
}

void HealthMonitor::Ask() {
  std::vector<std::shared_ptr<Probe>> probes;
  for (const auto& [service, channel] : channels_) {
    auto probe = std::make_shared<Probe>();
    probe->service = service;
    probe->stub = Health::NewStub(channel);
    probe->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(2));
    probes.push_back(std::move(probe));
  }
  waiting_ = probes.size();
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    in_flight_ = probes;
  }
  for (const auto& probe : probes) {
    probe->stub->async()->Check(&probe->context, &probe->request, &probe->response,
                                [self = shared_from_this(), probe](const grpc::Status& status) {
                                  const State state = probe->Result(status);
                                  asio::post(self->strand_, [self, probe, state] {
                                    self->Answered(probe->service, state);
                                  });
                                  const std::lock_guard lock(self->mutex_);
                                  std::erase(self->in_flight_, probe);
                                  self->all_answered_.notify_all();
                                });
  }
}

void HealthMonitor::Answered(const std::string& service, State state) {
  bool changed = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    changed = std::exchange(states_[service], state) != state;
  }
  if (changed) Notify();
  if (--waiting_ > 0) return;
  timer_.expires_after(interval_);
  timer_.async_wait(asio::bind_executor(
      strand_, [self = shared_from_this()](const boost::system::error_code& error) {
        if (!error) self->Ask();
      }));
}

void HealthMonitor::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (auto& [service, state] : states_) state = HealthCheckResponse::NOT_SERVING;
  }
  asio::post(strand_, [self = shared_from_this()] { self->timer_.cancel(); });
  Notify();
  std::unique_lock lock(mutex_);
  for (const auto& probe : in_flight_) probe->context.TryCancel();
  all_answered_.wait(lock, [this] { return in_flight_.empty(); });
}

HealthMonitor::State HealthMonitor::Of(const std::string& service) const {
  const std::lock_guard lock(mutex_);
  if (!service.empty()) {
    const auto found = states_.find(service);
    return found == states_.end() ? HealthCheckResponse::SERVICE_UNKNOWN : found->second;
  }
  State all = HealthCheckResponse::SERVING;
  for (const auto& [name, state] : states_) {
    if (state == HealthCheckResponse::UNKNOWN && all == HealthCheckResponse::SERVING) all = state;
    if (state != HealthCheckResponse::UNKNOWN && state != HealthCheckResponse::SERVING) {
      all = HealthCheckResponse::NOT_SERVING;
    }
  }
  return all;
}

std::map<std::string, HealthMonitor::State> HealthMonitor::States() const {
  const std::lock_guard lock(mutex_);
  return states_;
}

bool HealthMonitor::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

HealthMonitor::Subscription HealthMonitor::Subscribe(Listener listener) {
  auto subscription = std::make_shared<Listener>(std::move(listener));
  const std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [](const auto& other) { return other.expired(); });
  listeners_.push_back(subscription);
  return subscription;
}

void HealthMonitor::Notify() {
  std::vector<std::weak_ptr<Listener>> listeners;
  {
    const std::lock_guard lock(mutex_);
    listeners = listeners_;
  }
  for (const auto& weak : listeners) {
    if (const auto listener = weak.lock()) (*listener)();
  }
}

namespace {

// Sends the state at once and at each change. Lives until gRPC and the listener are done with it.
class WatchReactor : public grpc::ServerWriteReactor<HealthCheckResponse>,
                     public std::enable_shared_from_this<WatchReactor> {
 public:
  static grpc::ServerWriteReactor<HealthCheckResponse>* Start(
      const std::shared_ptr<HealthMonitor>& monitor, const std::string& service) {
    auto reactor = std::make_shared<WatchReactor>(monitor, service);
    reactor->self_ = reactor;
    {
      const std::lock_guard lock(reactor->mutex_);
      reactor->subscription_ = monitor->Subscribe([weak = std::weak_ptr(reactor)] {
        if (const auto self = weak.lock()) self->Send(false);
      });
    }
    reactor->Send(false);
    return reactor.get();
  }

  WatchReactor(std::shared_ptr<HealthMonitor> monitor, std::string service)
      : monitor_(std::move(monitor)), service_(std::move(service)) {}

  void OnWriteDone(bool ok) override { Send(true, !ok); }
  void OnCancel() override {
    const std::lock_guard lock(mutex_);
    End(grpc::Status::CANCELLED);
  }
  void OnDone() override {
    const auto self = std::move(self_);
    const std::lock_guard lock(mutex_);
    finished_ = true;
    subscription_.reset();
  }

 private:
  void Send(bool write_ended, bool failed = false) {
    const HealthMonitor::State state = monitor_->Of(service_);
    const std::lock_guard lock(mutex_);
    if (write_ended) writing_ = false;
    if (finished_) return;
    if (failed) return End(grpc::Status::CANCELLED);
    if (writing_) return;
    if (!sent_ || response_.status() != state) {
      sent_ = writing_ = true;
      response_.set_status(state);
      StartWrite(&response_);
    } else if (monitor_->stopped()) {
      End({grpc::StatusCode::UNAVAILABLE, "the server is stopping"});
    }
  }
  void End(const grpc::Status& status) {
    if (std::exchange(finished_, true)) return;
    Finish(status);
  }

  const std::shared_ptr<HealthMonitor> monitor_;
  const std::string service_;
  std::shared_ptr<WatchReactor> self_;
  std::mutex mutex_;
  HealthMonitor::Subscription subscription_;
  HealthCheckResponse response_;
  bool sent_ = false;
  bool writing_ = false;
  bool finished_ = false;
};

}  // namespace

grpc::ServerUnaryReactor* HealthService::Check(grpc::CallbackServerContext* context,
                                               const HealthCheckRequest* request,
                                               HealthCheckResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const HealthMonitor::State state = monitor_->Of(request->service());
  response->set_status(state);
  reactor->Finish(state == HealthCheckResponse::SERVICE_UNKNOWN
                      ? grpc::Status(grpc::StatusCode::NOT_FOUND, "unknown service")
                      : grpc::Status::OK);
  return reactor;
}

grpc::ServerWriteReactor<HealthCheckResponse>* HealthService::Watch(
    grpc::CallbackServerContext*, const HealthCheckRequest* request) {
  return WatchReactor::Start(monitor_, request->service());
}

}  // namespace gongbao::gateway
