// Fingerprints of texts, to find copies: a sample of the text's shingles.
//
// Method: modulo-sampled shingles (Broder, "On the resemblance and containment of documents", 1997):
// hashes of all runs of 8 code points, letters and digits only, those divisible by 16 are kept. Since
// the same shingles are sampled in every text, the share of the smaller sample that lies in the
// larger one estimates containment, so a truncated copy is recognised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gongbao::model {

// At most so many values are kept, the smallest: more than a text of 300,000 characters gives.
inline constexpr size_t kMostSamples = 8192;

// Sorted, distinct.
std::vector<uint64_t> MakeFingerprint(std::string_view clean_text);

// Whether one text is a copy, or a long piece, of the other: at least 8 shared samples, and 80 % of
// the smaller sample in the larger. Where a sample was cut to the smallest values, only those are compared.
bool SameText(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);

}  // namespace gongbao::model
