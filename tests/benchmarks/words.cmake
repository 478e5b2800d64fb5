add_executable(words_benchmark ${PROJECT_SOURCE_DIR}/tests/benchmarks/words_benchmark.cc)
target_include_directories(words_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(words_benchmark PRIVATE gongbao_segmentation benchmark::benchmark gongbao_warnings)
set_target_properties(words_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_words COMMAND words_benchmark --benchmark_min_time=0.001)
