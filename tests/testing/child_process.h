// A program that a test runs beside itself. It dies with the test, whatever becomes of that.
// Thread rule: one object belongs to one thread, which must outlive it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "services/base/status.h"
#include "tests/testing/temp_folder.h"

namespace gongbao::testing {

class ChildProcess {
 public:
  // command[0] is a path. Standard output and error go to output_path.
  static StatusOr<std::unique_ptr<ChildProcess>> Start(const std::vector<std::string>& command,
                                                       const std::string& output_path);
  ~ChildProcess();  // Kill
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void Signal(int signal);
  void Kill();  // SIGKILL, and waits for the end

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}
  pid_t pid_;
};

// Path of a program on PATH; empty where there is none.
std::string FindProgram(const std::string& name);
// A TCP port of the loopback interface that nobody listens on just now.
int FreePort();

}  // namespace gongbao::testing
