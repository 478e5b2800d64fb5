// Runs a fuzz target over every file of a folder and over a bounded number of mutations of each, the same ones in
// each run. For compilers without libFuzzer, and for the suite.
//   <fuzz target> FOLDER [MUTATIONS]
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kMaxBytes = 16 << 10;

// Pieces that mean something to the readers and the grammar.
constexpr std::array<std::string_view, 18> kPieces = {
    "亿元", "，其中", "分别", "一、", "（一）", "2023年", "同比增长", "%", "\xEF\xBB\xBF", "\xFF", "\xE4\xB8",
    "<table><tr><td>", "</div>", "&#x4E00;", "\r\n", "- 1 -", "鎮(zhèn)", "\xF0\xA0\x80\x80"};

std::string Mutate(std::string text, std::mt19937& random) {
  const auto below = [&random](size_t n) { return n == 0 ? 0 : random() % n; };
  for (size_t edits = 1 + below(6); edits > 0; --edits) {
    const size_t at = below(text.size() + 1);
    const size_t length = std::min(below(64), text.size() - at);
    switch (below(5)) {
      case 0: text.erase(at, length); break;
      case 1: text.insert(at, kPieces[below(kPieces.size())]); break;
      case 2: text.insert(at, std::string(text, below(text.size() + 1), 48)); break;
      case 3: text.insert(at, 1, static_cast<char>(below(256))); break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
  }
  return text;
}

void Run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER [MUTATIONS]\n", argv[0]);
    return 2;
  }
  const long mutations = argc > 2 ? std::atol(argv[2]) : 12;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::mt19937 random(20231);
  long inputs = 0;
  Run("");
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    text.resize(std::min(text.size(), kMaxBytes));
    Run(text);
    for (long i = 0; i < mutations; ++i) Run(Mutate(text, random));
    inputs += 1 + mutations;
  }
  std::printf("%ld inputs of %zu files\n", inputs, files.size());
  return files.empty() ? 1 : 0;
}
