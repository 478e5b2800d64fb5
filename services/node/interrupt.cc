#include "services/node/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "services/node/exit_code.h"

namespace gongbao::node {
namespace {

sigset_t Signals(bool with_reload) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  if (with_reload) sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

Interrupt::Interrupt(bool with_reload) : with_reload_(with_reload) {
  const sigset_t signals = Signals(with_reload_);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([this] { Run(); });
}

Interrupt::~Interrupt() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

void Interrupt::Run() {
  const sigset_t signals = Signals(with_reload_);
  int first = 0;
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (ending_) return;
    std::lock_guard lock(mutex_);
    if (signal == SIGHUP) {
      if (reload_) reload_();
      continue;
    }
    if (requested_) {
      // Ctrl-C again: whoever asks twice does not want to wait. A script that stops its children may
      // well send SIGTERM after the terminal's SIGINT, and does not mean that.
      if (signal == SIGINT && first == SIGINT) _exit(kExitInterrupted);
      continue;
    }
    requested_ = true;
    first = signal;
    changed_.notify_all();
    if (action_) action_();
  }
}

void Interrupt::Wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return requested_.load(); });
}

void Interrupt::OnReload(std::function<void()> action) {
  std::lock_guard lock(mutex_);
  reload_ = std::move(action);
}

void Interrupt::OnRequest(std::function<void()> action) {
  std::lock_guard lock(mutex_);
  action_ = std::move(action);
  if (requested_ && action_) action_();
}

}  // namespace gongbao::node
