// PostgreSQL's binary format of numbers and arrays: big-endian, with lengths in front. Pure
// functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "services/adapters/sql/connection.h"

namespace gongbao::postgres {

// Types of pg_type.
inline constexpr uint32_t kBoolOid = 16;
inline constexpr uint32_t kByteaOid = 17;
inline constexpr uint32_t kInt8Oid = 20;
inline constexpr uint32_t kInt2Oid = 21;
inline constexpr uint32_t kInt4Oid = 23;
inline constexpr uint32_t kTextOid = 25;
inline constexpr uint32_t kByteaArrayOid = 1001;
inline constexpr uint32_t kTextArrayOid = 1009;
inline constexpr uint32_t kInt8ArrayOid = 1016;

void AppendInt32(int32_t value, std::string* out);
void AppendInt64(int64_t value, std::string* out);
// A number of 1, 2, 4 or 8 bytes, signed.
int64_t ReadInt(std::string_view bytes);

// One column of rows as an array: values[column], values[column + stride], ….
std::string EncodeArray(uint32_t element_oid, std::span<const sql::Value> values, size_t column,
                        size_t stride);

}  // namespace gongbao::postgres
