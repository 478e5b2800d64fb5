#include "tests/testing/postgres_server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>
#include <vector>

namespace gongbao::testing {
namespace {

constexpr std::chrono::seconds kPatience{60};

// The newest version that is installed.
std::string FindBin() {
  std::vector<std::filesystem::path> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", ignored)) {
    if (std::filesystem::exists(entry.path() / "bin" / "initdb")) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found.empty() ? "" : (found.back() / "bin").string();
}

// PostgreSQL refuses to run as root.
const passwd* ServerUser() { return geteuid() == 0 ? getpwnam("postgres") : nullptr; }

// Starts a program, as the server's user, ended with this process; its output goes to a file.
pid_t Spawn(const std::vector<std::string>& words, const std::string& log) {
  const passwd* user = ServerUser();
  const pid_t parent = getpid();
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  dup2(out, 1);
  dup2(out, 2);
  if (user != nullptr && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent) _exit(126);
  execv(argv[0], argv.data());
  _exit(127);
}

}  // namespace

PostgresServer* PostgresServer::Shared(std::string* why) {
  static std::string reason;
  static const std::unique_ptr<PostgresServer> server = [] {
    std::unique_ptr<PostgresServer> made(new PostgresServer());
    if (!made->Initialise(&reason) || !made->Start(&reason)) made.reset();
    return made;
  }();
  if (why != nullptr) *why = reason;
  return server.get();
}

PostgresServer::~PostgresServer() { Stop(SIGINT); }

bool PostgresServer::Initialise(std::string* why) {
  bin_ = FindBin();
  if (bin_.empty()) {
    *why = "not installed";
    return false;
  }
  if (geteuid() == 0) {
    const passwd* user = ServerUser();
    if (user == nullptr || chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
      *why = "there is no user postgres, and root may not run it";
      return false;
    }
  }
  const pid_t pid = Spawn({bin_ + "/initdb", "-D", folder_.path() + "/data", "-U", "gongbao",
                           "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"},
                          folder_.path() + "/initdb.log");
  int status = 0;
  waitpid(pid, &status, 0);
  if (status != 0) *why = "initdb failed";
  return status == 0;
}

bool PostgresServer::Start(std::string* why) {
  pid_ = Spawn({bin_ + "/postgres", "-D", folder_.path() + "/data", "-k", folder_.path(), "-c",
                "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
                "max_connections=200"},
               folder_.path() + "/server.log");
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (PQping(Url("public").c_str()) != PQPING_OK) {
    if (std::chrono::steady_clock::now() > deadline || waitpid(pid_, nullptr, WNOHANG) != 0) {
      *why = "the server does not start";
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

void PostgresServer::Stop(int signal) {
  if (pid_ <= 0) return;
  kill(pid_, signal);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::string PostgresServer::Url(const std::string& schema) const {
  return "postgresql:///postgres?host=" + folder_.path() +
         "&user=gongbao&options=-csearch_path%3D" + schema;
}

bool PostgresServer::Execute(const std::string& statement) const {
  PGconn* connection = PQconnectdb(Url("public").c_str());
  PGresult* result = PQexec(connection, statement.c_str());
  const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  PQfinish(connection);
  return ok;
}

std::string PostgresServer::CreateDatabase() {
  const std::lock_guard lock(mutex_);
  const std::string schema = "test_" + std::to_string(++schemas_);
  return Execute("CREATE SCHEMA " + schema) ? Url(schema) : "";
}

void PostgresServer::DropDatabase(const std::string& url) {
  Execute("SET client_min_messages = error; DROP SCHEMA IF EXISTS " +
          url.substr(url.rfind("%3D") + 3) + " CASCADE");
}

void PostgresServer::CrashAndRestart() {
  const std::lock_guard lock(mutex_);
  Stop(SIGQUIT);
  std::string why;
  Start(&why);
}

}  // namespace gongbao::testing
