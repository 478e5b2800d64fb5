add_executable(gateway_benchmark ${CMAKE_CURRENT_LIST_DIR}/gateway_benchmark.cc)
target_include_directories(gateway_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(gateway_benchmark PRIVATE gongbao_gateway benchmark::benchmark gongbao_warnings)
set_target_properties(gateway_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_gateway COMMAND gateway_benchmark --benchmark_min_time=0.001)
