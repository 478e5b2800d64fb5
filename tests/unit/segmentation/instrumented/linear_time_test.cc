// Work grows with the text and no faster, whatever the text: counted in blocks of code, not in time.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "services/language/words/index_terms.h"
#include "services/segmentation/outline.h"
#include "services/segmentation/sentences.h"
#include "services/segmentation/text_segmenter.h"

namespace {
uint64_t g_work = 0;
}  // namespace

extern "C" {
void __sanitizer_cov_trace_pc() { ++g_work; }

void* __real_memchr(const void* s, int c, size_t n);
void* __wrap_memchr(const void* s, int c, size_t n) {
  void* found = __real_memchr(s, c, n);
  const size_t walked = found == nullptr ? n : static_cast<size_t>(static_cast<char*>(found) - static_cast<const char*>(s));
  g_work += 1 + walked / 16;
  return found;
}
int __real_memcmp(const void* a, const void* b, size_t n);
int __wrap_memcmp(const void* a, const void* b, size_t n) {
  g_work += 1 + n / 16;
  return __real_memcmp(a, b, n);
}
void* __real_memmove(void* to, const void* from, size_t n);
void* __wrap_memmove(void* to, const void* from, size_t n) {
  g_work += 1 + n / 16;
  return __real_memmove(to, from, n);
}
void* __real_memcpy(void* to, const void* from, size_t n);
void* __wrap_memcpy(void* to, const void* from, size_t n) {
  g_work += 1 + n / 16;
  return __real_memcpy(to, from, n);
}
}

namespace gongbao::segmentation {
namespace {

const TextSegmenter& Segmenter() {
  static const std::unique_ptr<TextSegmenter> segmenter = *TextSegmenter::Create();
  return *segmenter;
}

// Blocks run for outline, sentences, words and terms of `unit` repeated to that many bytes.
uint64_t WorkOn(const std::string& unit, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += unit;
  ports::SegmentRequest request;
  request.text = text;
  request.terms = true;
  request.words.unknown = true;
  const uint64_t before = g_work;
  const auto answer = Segmenter().Answer({}, request);
  const uint64_t work = g_work - before;
  EXPECT_TRUE(answer.ok() || absl::IsResourceExhausted(answer.status())) << answer.status();
  return work;
}

class LinearTimeTest : public testing::TestWithParam<const char*> {};

TEST_P(LinearTimeTest, TwiceTheTextIsTwiceTheWork) {
  constexpr size_t kBytes = 32 << 10;
  WorkOn(GetParam(), 4 << 10);  // what is made once
  const uint64_t once = WorkOn(GetParam(), kBytes);
  const uint64_t twice = WorkOn(GetParam(), 2 * kBytes);
  const uint64_t fourfold = WorkOn(GetParam(), 4 * kBytes);
  EXPECT_GT(once, kBytes / 64) << "the counter does not count";
  EXPECT_LT(twice, once * 23 / 10);
  EXPECT_LT(fourfold, twice * 23 / 10);
}

INSTANTIATE_TEST_SUITE_P(
    Units, LinearTimeTest,
    testing::Values("一是；", "一是“", "：一是，二是", "（一）", "（", "“", "《", "\n", "一、\n", "1.", "——\n", "第一，",
                    "。首先，", "首先，甲。\n", "各位代表！", "①②", "存在", "9", "x", "某", "【", "【甲】\n", "2021年",
                    "发展", "的", "\t", "一、甲，", "一、坚持稳中求进总基调不动摇持续\n", "。", "综合实力稳步提升。",
                    "a.", "〇", "T恤", "@words\n", "虽然存在问题。\n", "，", "；", "）", "甪", "😀", "5,",
                    "1 、", "( 一 ", "xx.", "鿕", "中华人民共和国", "一二三四五"));

}  // namespace
}  // namespace gongbao::segmentation
