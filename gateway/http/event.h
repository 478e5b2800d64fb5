// Lets coroutines of one strand wait for a change of state that another piece of code announces.
// Thread rule: every call on the strand of the executor.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace gongbao::gateway {

// Completes with the error code in the result instead of an exception.
inline constexpr auto kAwait = boost::asio::as_tuple(boost::asio::use_awaitable);

class AsyncEvent {
 public:
  explicit AsyncEvent(const boost::asio::any_io_executor& executor)
      : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

  // Wakes all that wait now.
  void Notify() { timer_.cancel(); }
  // Returns after a Notify; the caller looks at the state again.
  boost::asio::awaitable<void> Wait() { co_await timer_.async_wait(kAwait); }

 private:
  boost::asio::steady_timer timer_;
};

}  // namespace gongbao::gateway
