#include "services/adapters/postgres/binary_format.h"

namespace gongbao::postgres {
namespace {

void AppendElement(const sql::Value& value, std::string* out) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    AppendInt32(8, out);
    AppendInt64(*number, out);
    return;
  }
  std::string_view bytes;
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    bytes = *text;
  } else if (const auto* blob = std::get_if<sql::Blob>(&value)) {
    bytes = blob->bytes;
  } else {
    AppendInt32(-1, out);
    return;
  }
  AppendInt32(static_cast<int32_t>(bytes.size()), out);
  out->append(bytes);
}

}  // namespace

void AppendInt32(int32_t value, std::string* out) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    *out += static_cast<char>(static_cast<uint32_t>(value) >> shift);
  }
}

void AppendInt64(int64_t value, std::string* out) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    *out += static_cast<char>(static_cast<uint64_t>(value) >> shift);
  }
}

int64_t ReadInt(std::string_view bytes) {
  if (bytes.empty() || bytes.size() > 8) return 0;
  uint64_t value = static_cast<signed char>(bytes[0]) < 0 ? ~uint64_t{0} : 0;
  for (const char c : bytes) value = (value << 8) | static_cast<unsigned char>(c);
  return static_cast<int64_t>(value);
}

std::string EncodeArray(uint32_t element_oid, std::span<const sql::Value> values, size_t column,
                        size_t stride) {
  bool has_null = false;
  int32_t count = 0;
  for (size_t i = column; i < values.size(); i += stride, ++count) {
    has_null |= std::holds_alternative<std::monostate>(values[i]);
  }
  std::string out;
  AppendInt32(1, &out);  // dimensions
  AppendInt32(has_null ? 1 : 0, &out);
  AppendInt32(static_cast<int32_t>(element_oid), &out);
  AppendInt32(count, &out);
  AppendInt32(1, &out);  // first index
  for (size_t i = column; i < values.size(); i += stride) AppendElement(values[i], &out);
  return out;
}

}  // namespace gongbao::postgres
