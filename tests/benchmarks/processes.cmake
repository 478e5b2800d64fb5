gongbao_executable(processes_benchmark processes_benchmark.cc
  DEPS gongbao_node_pipeline gongbao_remote gongbao_rpc gongbao_testing_redis)
set_target_properties(processes_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
add_dependencies(processes_benchmark gongbao-segmentation gongbao-extraction)
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_processes COMMAND processes_benchmark ${CMAKE_BINARY_DIR}/bin
  ${PROJECT_SOURCE_DIR}/tests/data/samples 1)
