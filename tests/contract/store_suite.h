// How a suite runs over every database.
#pragma once

#include <gtest/gtest.h>

#include "tests/contract/backends.h"

#define GONGBAO_OVER_ALL_BACKENDS(suite)                                     \
  INSTANTIATE_TEST_SUITE_P(                                                  \
      Stores, suite, ::testing::ValuesIn(::gongbao::testing::AllBackends()), \
      [](const auto& backend) { return ::gongbao::testing::BackendName(backend.param); })
