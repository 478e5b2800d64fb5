add_executable(words_benchmark ${PROJECT_SOURCE_DIR}/tests/benchmarks/words_benchmark.cc)
target_include_directories(words_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(words_benchmark PRIVATE gongbao_segmentation benchmark::benchmark gongbao_warnings)
set_target_properties(words_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_words COMMAND words_benchmark --benchmark_min_time=0.001)

# Parts of tests/benchmarks/words.sh; once in the tests.
add_executable(words_compare ${CMAKE_CURRENT_LIST_DIR}/words_compare.cc)
target_include_directories(words_compare PRIVATE ${PROJECT_SOURCE_DIR})
pkg_check_modules(icu_words REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
target_link_libraries(words_compare PRIVATE gongbao_segmentation PkgConfig::icu_words gongbao_warnings)
add_executable(segmentation_service_benchmark ${CMAKE_CURRENT_LIST_DIR}/segmentation_service_benchmark.cc)
target_include_directories(segmentation_service_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(segmentation_service_benchmark PRIVATE gongbao_segmentation gongbao_segmentation_service
  gongbao_warnings)
set_target_properties(words_compare segmentation_service_benchmark PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
add_test(NAME benchmark_words_compare COMMAND words_compare icu
  ${PROJECT_SOURCE_DIR}/tests/data/samples/341525-1-2023.txt)
add_test(NAME benchmark_segmentation_service COMMAND segmentation_service_benchmark
  ${PROJECT_SOURCE_DIR}/tests/data/samples/341525-1-2023.txt 5)
