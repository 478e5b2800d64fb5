// segmentation_service_benchmark TEXT: what the service adds to the library. Prints, in microseconds, the
// median of a call of the library, of a bare synchronous echo of the same bytes over loopback, and of a call
// of the service over loopback, taken in turn; and the service's share of library plus echo. Then the
// stream: MB/s of reports over one, as a share of the library's.
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "services/base/text.h"
#include "services/rpc/server.h"
#include "services/segmentation/segmentation_service.h"
#include "services/segmentation/text_segmenter.h"

namespace {

using namespace gongbao;  // NOLINT
using Clock = std::chrono::steady_clock;

constexpr size_t kReportBytes = 25 << 10;

class Echo final : public v1::SegmentationService::Service {
 public:
  grpc::Status Segment(grpc::ServerContext*, const v1::SegmentRequest* request,
                       v1::SegmentResponse* response) override {
    response->set_pipeline_version(request->text());
    return grpc::Status::OK;
  }
};

struct Remote {
  explicit Remote(grpc::Service* service)
      : server(*rpc::Server::Start({"127.0.0.1:0"}, {service})),
        stub(v1::SegmentationService::NewStub(rpc::Connect("127.0.0.1:" + std::to_string(server->port())))) {}
  bool Call(const v1::SegmentRequest& request) {
    grpc::ClientContext context;
    v1::SegmentResponse response;
    return stub->Segment(&context, request, &response).ok();
  }
  std::unique_ptr<rpc::Server> server;
  std::unique_ptr<v1::SegmentationService::Stub> stub;
};

template <class Run>
double Microseconds(const Run& run) {
  const auto begin = Clock::now();
  run();
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Seconds to send the request `count` times over one stream and to read the answers meanwhile.
double StreamSeconds(Remote* remote, const v1::SegmentRequest& request, int count) {
  v1::SegmentStreamRequest one;
  *one.mutable_request() = request;
  return Microseconds([&] {
    grpc::ClientContext context;
    const auto stream = remote->stub->SegmentStream(&context);
    std::thread writer([&] {
      for (int i = 0; i < count; ++i) stream->Write(one);
      stream->WritesDone();
    });
    v1::SegmentStreamResponse response;
    while (stream->Read(&response)) {
    }
    writer.join();
    stream->Finish();
  }) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: segmentation_service_benchmark TEXT [CALLS]\n");
    return 2;
  }
  const int calls = argc > 2 ? std::atoi(argv[2]) : 400;
  std::ifstream file(argv[1], std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (text.empty()) return 1;
  while (text.size() < kReportBytes) text += text;
  text.resize(kReportBytes);
  while (FindInvalidUtf8(text) != text.npos) text.pop_back();

  const auto segmenter = *segmentation::TextSegmenter::Create();
  segmentation::SegmentationServiceHandler handler(*segmenter, *segmenter);
  Echo echo_service;
  Remote service(&handler);
  Remote echo(&echo_service);
  v1::SegmentRequest request;
  request.set_text(text);
  ports::SegmentRequest plain;
  plain.text = text;
  std::vector<double> library, bare, full;
  bool ok = true;
  for (int i = 0; i < calls + 20; ++i) {
    const double a = Microseconds([&] { ok = ok && segmenter->Answer({}, plain).ok(); });
    const double b = Microseconds([&] { ok = ok && echo.Call(request); });
    const double c = Microseconds([&] { ok = ok && service.Call(request); });
    if (i < 20) continue;
    library.push_back(a);
    bare.push_back(b);
    full.push_back(c);
  }
  if (!ok) return 1;
  const double sum = Median(library) + Median(bare);
  std::printf("a report of %zu bytes: library %.0f us, bare echo %.0f us, service %.0f us = %.2f of library + echo\n",
              text.size(), Median(library), Median(bare), Median(full), Median(full) / sum);
  std::vector<double> shares;
  for (int i = 0; i < 5; ++i) {
    const double local = Microseconds([&] {
      for (int k = 0; k < calls; ++k) ok = ok && segmenter->Answer({}, plain).ok();
    }) / 1e6;
    shares.push_back(local / StreamSeconds(&service, request, calls));
  }
  std::printf("over one stream: %.2f of the library in process\n", Median(shares));
  return ok ? 0 : 1;
}
