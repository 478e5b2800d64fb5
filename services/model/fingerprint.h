// Fingerprints of texts, to find copies: a sample of the text's shingles.
//
// Method: modulo-sampled shingles (Broder, "On the resemblance and containment of documents", 1997):
// hashes of all runs of 8 code points, letters and digits only, those divisible by 16 are kept. Since
// the same shingles are sampled in every text, the share of the smaller sample that lies in the
// larger one estimates containment, so a truncated copy is recognised.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gongbao::model {

// Sorted, distinct; at most 8192 values (the smallest).
std::vector<uint64_t> MakeFingerprint(std::string_view clean_text);

// Whether one text is a copy, or a long piece, of the other: at least 8 shared samples, and 80 % of
// the smaller sample in the larger.
bool SameText(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);

}  // namespace gongbao::model
