# OpenCC itself is linked here alone: what it converts and how fast is the measure.
find_package(PkgConfig REQUIRED)
pkg_check_modules(opencc REQUIRED IMPORTED_TARGET opencc)
# Its tables without our corrections, in our form.
get_target_property(script_binary_dir gongbao_script BINARY_DIR)
set(plain_image ${CMAKE_CURRENT_BINARY_DIR}/script-plain.img)
set(script_tables ${script_binary_dir}/TSCharacters.txt ${script_binary_dir}/TSPhrases.txt)
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/no-fixes.txt "# none\n")
add_custom_command(OUTPUT ${plain_image}
  COMMAND compile_script ${CMAKE_CURRENT_BINARY_DIR}/no-fixes.txt ${script_tables} ${plain_image}
  DEPENDS compile_script gongbao_script_image VERBATIM)
add_custom_target(gongbao_plain_script_image DEPENDS ${plain_image})

add_executable(cleaning_benchmark ${CMAKE_CURRENT_LIST_DIR}/cleaning_benchmark.cc)
add_dependencies(cleaning_benchmark gongbao_plain_script_image)
target_compile_definitions(cleaning_benchmark PRIVATE GONGBAO_PLAIN_SCRIPT_IMAGE="${plain_image}")
target_include_directories(cleaning_benchmark PRIVATE ${PROJECT_SOURCE_DIR})
target_include_directories(cleaning_benchmark SYSTEM PRIVATE ${opencc_INCLUDE_DIRS})
target_link_libraries(cleaning_benchmark PRIVATE gongbao_ingest gongbao_report_generator PkgConfig::opencc gongbao_warnings)
set_target_properties(cleaning_benchmark PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
# Once in the tests, so that it keeps building and running; its figures are asked for by hand.
add_test(NAME benchmark_cleaning COMMAND cleaning_benchmark --rounds 1 --kilobytes 128)
