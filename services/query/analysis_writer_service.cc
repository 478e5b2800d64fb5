#include "services/query/analysis_writer_service.h"

#include <thread>
#include <utility>
#include <vector>

#include "services/rpc/answer_size.h"
#include "services/rpc/handler.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"
#include "services/wire/convert.h"

namespace gongbao::query {
namespace {

using Request = v1::WriteAnalysesRequest;
using Response = v1::WriteAnalysesResponse;
using Stream = grpc::ServerReaderWriter<Response, Request>;

// Of a request to write, or to compare.
template <class Message>
StatusOr<ports::WriteItem> Parse(const Message& request) {
  switch (request.write_case()) {
    case Message::kAnalysis: {
      GONGBAO_ASSIGN_OR_RETURN(model::Analysis analysis, wire::FromProto(request.analysis()));
      return ports::WriteItem(std::move(analysis));
    }
    case Message::kDeleteDocument:
      return ports::WriteItem(ports::DeleteDocument{request.delete_document()});
    case Message::WRITE_NOT_SET: break;
  }
  return InvalidArgument("a write is neither an analysis nor a deletion");
}

google::rpc::Status Acknowledgement(const Status& status) {
  const grpc::Status converted = rpc::ToGrpc(status);
  google::rpc::Status message;
  if (!message.ParseFromString(converted.error_details()) || message.code() == 0) {
    message.set_code(converted.error_code());
    message.set_message(converted.error_message());
  }
  return message;
}

// Reads the stream into the inbox until it ends. Its end cancels the call where it was not read to the
// end, or the reading would never return.
class Reader {
 public:
  Reader(grpc::ServerContext* context, Stream* stream, WriteInbox<Request>* inbox)
      : context_(context), inbox_(inbox), thread_([this, stream] { Run(stream); }) {}
  ~Reader() {
    inbox_->Close();
    if (!finished_) context_->TryCancel();
    thread_.join();
  }
  void SetFinished() { finished_ = true; }

 private:
  void Run(Stream* stream) {
    Request request;
    while (stream->Read(&request)) {
      const size_t bytes = request.ByteSizeLong();
      if (!inbox_->Push(std::move(request), bytes)) return;
      request.Clear();
    }
    inbox_->Close();
  }

  grpc::ServerContext* context_;
  WriteInbox<Request>* inbox_;
  bool finished_ = false;
  std::thread thread_;
};

std::vector<Status> WriteGroup(ports::FactWriter& writer, const rpc::Call& call,
                               const std::vector<Request>& group) {
  std::vector<Status> statuses(group.size());
  std::vector<ports::WriteItem> items;
  std::vector<size_t> positions;
  for (size_t i = 0; i < group.size(); ++i) {
    StatusOr<ports::WriteItem> item = Parse(group[i]);
    if (!item.ok()) {
      statuses[i] = item.status();
      continue;
    }
    items.push_back(*std::move(item));
    positions.push_back(i);
  }
  const std::vector<Status> written = writer.Write(call.context, call.scope, items);
  for (size_t i = 0; i < written.size(); ++i) statuses[positions[i]] = written[i];
  return statuses;
}

}  // namespace

AnalysisWriterServiceHandler::AnalysisWriterServiceHandler(ports::FactWriter& writer,
                                                           GroupLimits limits)
    : writer_(writer), limits_(limits) {}

grpc::Status AnalysisWriterServiceHandler::WriteAnalyses(grpc::ServerContext* context,
                                                         Stream* stream) {
  return rpc::Handle(
      context, "AnalysisWriterService.WriteAnalyses", [&](const rpc::Call& call) -> Status {
        WriteInbox<Request> inbox(limits_);
        Reader reader(context, stream, &inbox);
        for (;;) {
          const std::vector<Request> group = inbox.TakeGroup();
          if (group.empty()) {
            reader.SetFinished();
            return absl::OkStatus();
          }
          const std::vector<Status> statuses = WriteGroup(writer_, call, group);
          for (size_t i = 0; i < group.size(); ++i) {
            Response response;
            response.set_sequence(group[i].sequence());
            *response.mutable_status() = Acknowledgement(statuses[i]);
            if (!stream->Write(response)) {
              return Status(absl::StatusCode::kCancelled, "the writer has gone");
            }
          }
        }
      });
}

grpc::Status AnalysisWriterServiceHandler::CompareAnalysis(grpc::ServerContext* context,
                                                           const v1::CompareAnalysisRequest* request,
                                                           v1::CompareAnalysisResponse* response) {
  return rpc::Handle(
      context, "AnalysisWriterService.CompareAnalysis", [&](const rpc::Call& call) -> Status {
        GONGBAO_ASSIGN_OR_RETURN(const ports::WriteItem item, Parse(*request));
        GONGBAO_ASSIGN_OR_RETURN(const std::vector<model::FactDifference> differences,
                                 writer_.Compare(call.context, call.scope, item));
        for (const model::FactDifference& difference : differences) {
          *response->add_differences() = wire::ToProto(difference);
        }
        return rpc::CheckAnswerSize(*response, rpc::kLargeMessageBytes);
      });
}

}  // namespace gongbao::query
