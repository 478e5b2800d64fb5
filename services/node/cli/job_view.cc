#include "services/node/cli/job_view.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/cli/fact_text.h"
#include "services/node/cli/progress.h"

namespace gongbao::node {
namespace {

constexpr int64_t kWindowMs = 15000;
constexpr int64_t kFirstPauseMs = 100;
constexpr int64_t kLongestPauseMs = 3000;
constexpr int64_t kPatienceMs = 60000;
constexpr int32_t kPage = 1000;

std::string FailedText(const v1::Job& job) {
  std::vector<std::pair<std::string, int64_t>> stages;
  for (const v1::FailureGroup& group : job.failures()) {
    const std::string stage = group.stage().empty() ? "work" : group.stage();
    if (stages.empty() || stages.back().first != stage) stages.emplace_back(stage, 0);
    stages.back().second += group.count();
  }
  std::string text;
  for (const auto& [stage, count] : stages) {
    text += (text.empty() ? "" : ", ") + CountText(count) + " " + stage;
  }
  return text;
}

}  // namespace

std::string JobName(std::string_view id) {
  return id.starts_with("jobs/") ? std::string(id) : "jobs/" + std::string(id);
}

std::string JobId(const v1::Job& job) { return job.name().substr(job.name().find('/') + 1); }

void JobPace::See(const v1::Job& job, int64_t now_unix_ms) {
  job_ = job;
  seen_.emplace_back(now_unix_ms, job.bytes_done());
  while (seen_.size() > 2 && seen_.front().first < now_unix_ms - kWindowMs) seen_.pop_front();
}

double JobPace::BytesPerSecond() const {
  if (seen_.size() < 2) return 0;
  const int64_t time = seen_.back().first - seen_.front().first;
  const int64_t bytes = seen_.back().second - seen_.front().second;
  return time > 0 && bytes > 0 ? 1000.0 * static_cast<double>(bytes) / static_cast<double>(time) : 0;
}

std::string JobPace::Line() const {
  const int64_t ended = job_.items_done() + job_.items_failed() + job_.items_cancelled();
  std::string line = CountText(ended) + " of " + CountText(job_.items_total()) + " reports, " +
                     BytesText(job_.bytes_done()) + " of " + BytesText(job_.bytes_total());
  if (const double rate = BytesPerSecond(); rate > 0) {
    line += ", " + BytesText(static_cast<int64_t>(rate)) + "/s";
    const auto left = static_cast<double>(job_.bytes_total() - job_.bytes_done());
    if (job_.state() != v1::JOB_STATE_OPEN && left > 0) {
      line += ", " + DurationText(static_cast<int64_t>(1000 * left / rate)) + " left";
    }
  }
  if (job_.items_failed() > 0) line += ", failed: " + FailedText(job_);
  return line;
}

bool Patience::Again(const grpc::Status& status, const Interrupt& interrupt) {
  const bool away = status.error_code() == grpc::StatusCode::UNAVAILABLE;
  const bool busy = status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
                    RetryAfterMs(connection_.Error(status)).has_value();
  if ((!away && !busy) || !connection_.remote() || interrupt.requested()) return false;
  if (waited_ms_ == 0) pause_ms_ = kFirstPauseMs;
  if (waited_ms_ > kPatienceMs) return false;
  for (int64_t slept = 0; slept < pause_ms_ && !interrupt.requested(); slept += kFirstPauseMs) {
    std::this_thread::sleep_for(std::chrono::milliseconds(kFirstPauseMs));
  }
  waited_ms_ += pause_ms_;
  pause_ms_ = std::min(2 * pause_ms_, kLongestPauseMs);
  return !interrupt.requested();
}

Status FollowJob(Connection* connection, Interrupt* interrupt, const std::string& name,
                 const std::function<void(const v1::Job&, int64_t)>& see) {
  Patience patience(*connection);
  for (;;) {
    grpc::ClientContext context;  // as long as it takes
    interrupt->OnRequest([&context] { context.TryCancel(); });
    v1::WatchJobRequest request;
    request.set_name(name);
    const auto reader = connection->ingest().WatchJob(&context, request);
    v1::WatchJobResponse response;
    while (reader->Read(&response)) {
      patience.Passed();
      see(response.job(), response.now_unix_ms());
    }
    const grpc::Status status = reader->Finish();
    interrupt->OnRequest({});
    if (status.ok()) return {};
    if (!patience.Again(status, *interrupt)) return connection->Error(status);
  }
}

Status EachItem(Connection* connection, v1::ListJobItemsRequest request, int64_t most,
                const std::function<bool(const v1::JobItem&)>& see) {
  int64_t left = most;
  do {
    request.set_page_size(most == 0 ? kPage : static_cast<int32_t>(std::min<int64_t>(left, kPage)));
    v1::ListJobItemsResponse response;
    const auto context = CallContext();
    const grpc::Status status = connection->ingest().ListJobItems(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::JobItem& item : response.items()) {
      if (!see(item)) return {};
    }
    left -= response.items_size();
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty() && (most == 0 || left > 0));
  return {};
}

bool PrintFailureGroups(const v1::Job& job, Sink* sink) {
  if (job.failures_size() == 0) return false;
  const auto output = Output::Make(Format::kTable,
                                   {{"stage"}, {"reason"}, {"failed", true}, {"what to do", false, 200}},
                                   200, sink);
  for (const v1::FailureGroup& group : job.failures()) {
    output->Row({group.stage(), group.reason(), CountText(group.count()), group.remedy()}, group);
  }
  output->Finish();
  return true;
}

std::string TimeText(int64_t unix_ms) {
  if (unix_ms == 0) return "";
  const std::time_t seconds = unix_ms / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text;
}

std::string DurationText(int64_t milliseconds) {
  const int64_t seconds = (milliseconds + 999) / 1000;
  if (seconds < 100) return std::to_string(seconds) + " s";
  const int64_t minutes = (seconds + 59) / 60;
  if (minutes < 100) return std::to_string(minutes) + " min";
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

std::string ChangesText(const v1::FactCounts& changes) {
  return CountText(changes.added()) + " facts added, " + CountText(changes.gone()) + " gone, " +
         CountText(changes.changed()) + " changed; " + CountText(changes.documents_unchanged()) +
         " documents unchanged";
}

Status PrintDifferences(Connection* connection, const std::string& name, Format format, int64_t most,
                        Sink* sink, int64_t* printed) {
  const auto words = [](const v1::Fact& fact) {
    const FactText text = DescribeFact(fact);
    const std::string figure = text.value + text.unit;
    std::string line = text.name;
    for (const std::string& part : {figure, text.change, text.period, text.status}) {
      if (!part.empty()) line += " " + part;
    }
    return line;
  };
  const auto output = Output::Make(
      format, {{"change"}, {"fact"}, {"kind"}, {"before", false, 60}, {"after", false, 60}, {"document", false, 80}},
      std::max<size_t>(TerminalWidth(), 160), sink);
  v1::ListJobDifferencesRequest request;
  request.set_parent(name);
  *printed = 0;
  bool open = true;
  do {
    request.set_page_size(most == 0 ? kPage : static_cast<int32_t>(std::min<int64_t>(most - *printed, kPage)));
    v1::ListJobDifferencesResponse response;
    const auto context = CallContext();
    const grpc::Status status = connection->ingest().ListJobDifferences(context.get(), request, &response);
    if (!status.ok()) return connection->Error(status);
    for (const v1::FactDifference& one : response.differences()) {
      const v1::Fact& fact = one.has_after() ? one.after() : one.before();
      open = open && output->Row({EnumText(one.kind()), one.fact(), DescribeFact(fact).kind,
                                  one.has_before() ? words(one.before()) : "",
                                  one.has_after() ? words(one.after()) : "", one.document()},
                                 one);
      ++*printed;
    }
    request.set_page_token(response.next_page_token());
  } while (open && !request.page_token().empty() && (most == 0 || *printed < most));
  const bool nothing = *printed == 0 && format == Format::kTable;
  if (open && !nothing) output->Finish();
  return sink->Finish();
}

}  // namespace gongbao::node
