// Bounds the bytes that all requests together hold in memory. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace gongbao::gateway {

class ByteBudget {
 public:
  explicit ByteBudget(size_t bytes) : left_(static_cast<std::ptrdiff_t>(bytes)) {}

  // Bytes taken from a budget until it is destroyed.
  class Share {
   public:
    Share() = default;
    Share(Share&& other) noexcept
        : budget_(std::exchange(other.budget_, nullptr)), bytes_(other.bytes_) {}
    Share& operator=(Share&&) = delete;
    ~Share() {
      if (budget_ != nullptr) budget_->left_ += bytes_;
    }
    explicit operator bool() const { return budget_ != nullptr; }

   private:
    friend class ByteBudget;
    Share(ByteBudget* budget, std::ptrdiff_t bytes) : budget_(budget), bytes_(bytes) {}
    ByteBudget* budget_ = nullptr;
    std::ptrdiff_t bytes_ = 0;
  };

  // False in the result where less than that is left.
  Share Take(size_t bytes) {
    const auto wanted = static_cast<std::ptrdiff_t>(bytes);
    if (left_.fetch_sub(wanted) >= wanted) return Share(this, wanted);
    left_ += wanted;
    return Share();
  }

 private:
  std::atomic<std::ptrdiff_t> left_;
};

}  // namespace gongbao::gateway
