#include "services/node/exit_code.h"

namespace gongbao::node {

ExitCode ExitCodeOf(const Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk: return kExitOk;
    case absl::StatusCode::kNotFound: return kExitNoInput;
    case absl::StatusCode::kUnavailable: return kExitUnavailable;
    case absl::StatusCode::kPermissionDenied: return kExitUnavailable;
    case absl::StatusCode::kInvalidArgument: return kExitUsage;
    case absl::StatusCode::kCancelled: return kExitInterrupted;
    default: return kExitFailed;
  }
}

}  // namespace gongbao::node
