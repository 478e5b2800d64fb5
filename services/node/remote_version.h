// Which rules a segmentation or extraction service of another process works by. Blocks until the
// service answers, at most half a minute. Free functions; thread-safe.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "services/base/status.h"

namespace gongbao::node {

// UNAVAILABLE names the address.
StatusOr<std::string> AskSegmentationVersion(const std::shared_ptr<grpc::Channel>& channel,
                                             const std::string& address);
StatusOr<std::string> AskExtractionVersion(const std::shared_ptr<grpc::Channel>& channel,
                                           const std::string& address);

}  // namespace gongbao::node
