// What the gateway adds to a call: finding the route, reading parameters, JSON both ways. Compare
// them with Wire, protobuf's own parsing of the same message in the same run: absolute figures of a
// shared machine mean little.
#include <benchmark/benchmark.h>

#include <string>

#include "gateway/transcode/convert.h"
#include "gateway/transcode/json.h"
#include "gateway/transcode/json_check.h"
#include "gongbao/v1/query_service.pb.h"

namespace {

using namespace gongbao;           // NOLINT
using namespace gongbao::gateway;  // NOLINT

// A page of facts as a client asks for it.
v1::ListFactsResponse Facts(int count) {
  v1::ListFactsResponse response;
  for (int i = 0; i < count; ++i) {
    v1::Fact* fact = response.add_facts();
    fact->set_id("0123456789abcdef0123456789abcdef");
    fact->set_name("facts/" + fact->id());
    fact->set_quote("全镇实现规上工业总产值6.51亿元，较上年增长17.5%");
    fact->mutable_evidence()->set_begin(1000 + i);
    fact->mutable_evidence()->set_end(1060 + i);
    v1::IndicatorFact* indicator = fact->mutable_indicator();
    indicator->set_name("规上工业总产值");
    indicator->set_canonical("industrial_output_above_scale");
    indicator->mutable_value()->set_text("6.51亿元");
    indicator->mutable_value()->mutable_value()->set_units(6510000000000 + i);
    indicator->mutable_period()->set_first_month(202101);
  }
  return response;
}

const RouteTable& Routes() {
  static const RouteTable routes = *RouteTable::Build(PublicServices());
  return routes;
}

void Wire(benchmark::State& state) {
  const std::string wire = Facts(static_cast<int>(state.range(0))).SerializeAsString();
  for (auto _ : state) {
    v1::ListFactsResponse response;
    benchmark::DoNotOptimize(response.ParseFromString(wire));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(wire.size()));
}
BENCHMARK(Wire)->Arg(1)->Arg(100);

void PrintJson(benchmark::State& state) {
  const v1::ListFactsResponse response = Facts(static_cast<int>(state.range(0)));
  const auto wire_size = static_cast<int64_t>(response.ByteSizeLong());
  for (auto _ : state) benchmark::DoNotOptimize(ToJson(response));
  state.SetBytesProcessed(state.iterations() * wire_size);
}
BENCHMARK(PrintJson)->Arg(1)->Arg(100);

void ReadJson(benchmark::State& state) {
  const std::string json = *ToJson(Facts(static_cast<int>(state.range(0))));
  for (auto _ : state) {
    v1::ListFactsResponse response;
    benchmark::DoNotOptimize(FromJson(json, &response));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(json.size()));
}
BENCHMARK(ReadJson)->Arg(1)->Arg(100);

void CheckJsonOnly(benchmark::State& state) {
  const std::string json = *ToJson(Facts(static_cast<int>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(CheckJson(json, kMaxJsonDepth));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(json.size()));
}
BENCHMARK(CheckJsonOnly)->Arg(100);

void RouteAndParameters(benchmark::State& state) {
  for (auto _ : state) {
    const auto target = SplitTarget(
        "/v1/facts?filter.places=421321&filter.firstYear=2021&kinds=FACT_KIND_INDICATOR"
        "&indicators=gdp&pageSize=50");
    const auto path = RequestPath::Parse(target->path);
    RouteTable::Found found = Routes().Find("GET", *path);
    RequestParts parts;
    parts.path_values = std::move(found.values);
    parts.query = *ParseQuery(target->query, 100);
    benchmark::DoNotOptimize(BuildRequest(*found.route, std::move(parts)));
  }
}
BENCHMARK(RouteAndParameters);

}  // namespace

BENCHMARK_MAIN();
