// SHA-256, for ids. Thread rule: free functions; one Sha256 object belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace gongbao {

// SHA-256 of the bytes, 64 lower-case hex digits.
std::string Sha256Hex(std::string_view bytes);

// SHA-256 of a stream of bytes.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void Update(std::string_view bytes);
  std::string FinishHex();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gongbao
