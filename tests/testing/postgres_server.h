// A real PostgreSQL server of its own for a test program: in a temporary folder, reached over a
// unix socket, stopped when the program ends, however it ends. Thread-safe.
#pragma once

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <string>

#include "tests/testing/temp_folder.h"

namespace gongbao::testing {

class PostgresServer {
 public:
  // Started on first use; null where PostgreSQL is not installed or does not start, with the reason
  // in `why`.
  static PostgresServer* Shared(std::string* why = nullptr);
  ~PostgresServer();

  // A new, empty database: its URL. (It is a schema of its own: made in a millisecond, where CREATE
  // DATABASE takes a second.)
  std::string CreateDatabase();
  void DropDatabase(const std::string& url);
  // Stops it at once, as a crash would, and starts it again on the same data.
  void CrashAndRestart();

 private:
  PostgresServer() = default;
  bool Initialise(std::string* why);
  bool Start(std::string* why);
  void Stop(int signal);
  std::string Url(const std::string& schema) const;
  bool Execute(const std::string& statement) const;

  TempFolder folder_;
  std::string bin_;  // folder of the executables
  pid_t pid_ = -1;
  std::mutex mutex_;
  int schemas_ = 0;
};

}  // namespace gongbao::testing

// Skips the test where there is no PostgreSQL; fails where backends are required.
#define GONGBAO_NEEDS_POSTGRES()                                                      \
  do {                                                                                \
    std::string gb_why;                                                               \
    if (::gongbao::testing::PostgresServer::Shared(&gb_why) == nullptr) {             \
      if (::gongbao::testing::BackendsRequired()) FAIL() << "PostgreSQL: " << gb_why; \
      GTEST_SKIP() << "PostgreSQL: " << gb_why;                                       \
    }                                                                                 \
  } while (false)
