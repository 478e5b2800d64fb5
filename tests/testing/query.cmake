# Fixtures for tests of query and its caches.
gongbao_library(gongbao_testing_redis redis_server.cc child_process.cc
  DEPS gongbao_base gongbao_testing PkgConfig::hiredis GTest::gtest)
gongbao_library(gongbao_testing_reports report_builder.cc DEPS gongbao_model gongbao_figures)
