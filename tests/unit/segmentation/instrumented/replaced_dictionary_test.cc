// The dictionary is replaced again and again while threads cut text by it, under ThreadSanitizer. Every
// answer is wholly that of one dictionary. No test framework: all that runs is instrumented.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "services/language/words/build/dictionary_builder.h"
#include "services/segmentation/text_segmenter.h"

namespace {

using namespace gongbao;  // NOLINT

constexpr int kThreads = 4;
constexpr int kReplacements = 40;

void Check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::exit(1);
}

// Two dictionaries that cut the same text in two ways.
std::string Image(bool second) {
  const std::string words = second ? "青溪 9 ns\n茶园 9 n\n产业 5 n\n" : "青 9 n\n溪茶 9 n\n园产 9 n\n业 9 n\n";
  return *words::BuildDictionaryImage(words, "");
}

void Put(const std::filesystem::path& folder, const std::string& image) {
  std::ofstream(folder / "words.img.new", std::ios::binary) << image;
  std::filesystem::rename(folder / "words.img.new", folder / "words.img");
}

ports::SegmentRequest Request(bool with_bundle) {
  ports::SegmentRequest request;
  request.text = "青溪茶园产业";
  request.terms = true;
  if (with_bundle) request.words.bundles.push_back({"@words\n溪茶园 9 place\n", ""});
  return request;
}

}  // namespace

int main() {
  char name[] = "/tmp/gongbao-replaced-XXXXXX";
  Check(mkdtemp(name) != nullptr, "a folder");
  const std::filesystem::path folder = name;
  setenv("GONGBAO_SHARE", name, 1);
  const std::string images[] = {Image(false), Image(true)};

  // What each of the two gives, with and without a caller's words, by version.
  std::map<std::string, model::Tokens> expected[2];
  for (const std::string& image : images) {
    Put(folder, image);
    const auto segmenter = *segmentation::TextSegmenter::Create();
    for (const bool with_bundle : {false, true}) {
      const auto answer = segmenter->Answer({}, Request(with_bundle));
      Check(answer.ok(), "an answer");
      expected[with_bundle][answer->version] = answer->segmentation.tokens;
    }
  }
  Check(expected[0].size() == 2, "two versions");

  const auto segmenter = *segmentation::TextSegmenter::Create();
  std::atomic<bool> done{false};
  std::atomic<int> answers{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t; !done || i < 100; ++i) {
        const bool with_bundle = i % 2 != 0;
        const auto answer = segmenter->Answer({}, Request(with_bundle));
        Check(answer.ok(), "an answer while it is replaced");
        const auto found = expected[with_bundle].find(answer->version);
        Check(found != expected[with_bundle].end(), "a version of one of the two");
        Check(answer->segmentation.tokens == found->second, "an answer of its version");
        ++answers;
      }
    });
  }
  std::map<std::string, int> versions;
  for (int i = 0; i < kReplacements; ++i) {
    Put(folder, images[i % 2]);
    Check(segmenter->Reload().ok(), "a replacement");
    ++versions[segmenter->version()];
    // A part of an image is refused, and everything stays as it was.
    const std::string version = segmenter->version();
    Put(folder, images[i % 2].substr(0, 1000));
    Check(!segmenter->Reload().ok() && segmenter->version() == version, "a bad image changes nothing");
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  Check(versions.size() == 2, "it was replaced");
  std::filesystem::remove_all(folder);
  std::printf("%d answers while the dictionary was replaced %d times\n", answers.load(), kReplacements);
  return 0;
}
