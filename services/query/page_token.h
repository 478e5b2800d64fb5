// Opaque page tokens: where a page ended, bound to the question that it answers.
// Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"

namespace gongbao::query {

// question: anything that tells questions apart (method and canonical request without page fields).
// position: where the next page begins, in the terms of the answer's order.
std::string MakePageToken(std::string_view question, const std::vector<std::string>& position);

// The position, of exactly `fields` parts; empty where the token is empty. INVALID_ARGUMENT where the
// token is none of ours or of another question.
StatusOr<std::vector<std::string>> ReadPageToken(std::string_view question, std::string_view token,
                                                 size_t fields);

}  // namespace gongbao::query
