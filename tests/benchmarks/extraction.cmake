add_executable(extraction_benchmark ${PROJECT_SOURCE_DIR}/tests/benchmarks/extraction_benchmark.cc)
target_include_directories(extraction_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(extraction_benchmark PRIVATE gongbao_segmentation gongbao_extraction
  benchmark::benchmark gongbao_warnings)
target_compile_definitions(extraction_benchmark PRIVATE
  GONGBAO_SAMPLES="${PROJECT_SOURCE_DIR}/tests/data/samples")
set_target_properties(extraction_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_extraction
  COMMAND extraction_benchmark --benchmark_min_time=0.001 --benchmark_filter=-LongParagraph/1024)
