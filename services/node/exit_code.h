// What the processes of gongbao end with. Documented in `gongbao --help`. Pure functions.
#pragma once

#include "services/base/status.h"

namespace gongbao::node {

enum ExitCode : int {
  kExitOk = 0,
  kExitFailed = 1,       // something went wrong, or a part of the input failed
  kExitUsage = 2,        // flags, arguments or configuration
  kExitNoInput = 3,      // nothing of the input could be found or read
  kExitUnavailable = 4,  // a port, a data folder, a store or a server can't be had
  kExitInterrupted = 130,
};

// The code for an error that ended a command.
ExitCode ExitCodeOf(const Status& status);

}  // namespace gongbao::node
