pkg_check_modules(icu_uc REQUIRED IMPORTED_TARGET icu-uc)
add_executable(reading_benchmark ${CMAKE_CURRENT_LIST_DIR}/reading_benchmark.cc)
target_include_directories(reading_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(reading_benchmark PRIVATE gongbao_ingest gongbao_testing_archives PkgConfig::icu_uc gongbao_warnings)
set_target_properties(reading_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_reading COMMAND reading_benchmark 1)
