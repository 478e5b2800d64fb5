# gongbao_fuzzer(name [sources...] DEPS [targets...])   a fuzz target: sources define LLVMFuzzerTestOneInput
# With GONGBAO_FUZZ (clang; tests/long.sh) it is a libFuzzer program in fuzz/. Otherwise it is a test that runs the
# same function over the samples and a bounded number of their mutations, so that no target rots.
option(GONGBAO_FUZZ "build the fuzz targets with libFuzzer, and everything instrumented (clang)" OFF)
if(GONGBAO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

function(gongbao_fuzzer name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  set(sources ${ARG_UNPARSED_ARGUMENTS})
  if(NOT GONGBAO_FUZZ)
    list(APPEND sources ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus_driver.cc)
  endif()
  add_executable(${name} ${sources})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} gongbao_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
  if(GONGBAO_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_property(GLOBAL APPEND PROPERTY GONGBAO_FUZZERS ${name})
  else()
    add_test(NAME ${name} COMMAND ${name} "${PROJECT_SOURCE_DIR}/tests/data/samples"
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS "fuzz")
  endif()
endfunction()

# After the last fuzzer: one target that builds them all.
function(gongbao_fuzzers_end)
  get_property(names GLOBAL PROPERTY GONGBAO_FUZZERS)
  if(names)
    add_custom_target(fuzzers DEPENDS ${names})
  endif()
endfunction()
