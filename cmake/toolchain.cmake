# Language, warnings, determinism and sanitizers, for every target of this project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
# -O2 with line tables only: full debug information triples the time and the disk that gRPC code needs.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# Same input, same bytes on every machine: no contraction of floating-point expressions.
add_compile_options(-ffp-contract=off)
# clang 18 changed how it mangles some templates; Debian's abseil was built by gcc 12.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 18)
  add_compile_options(-fclang-abi-compat=17)
endif()

# Interface target with the warnings of our own code (generated code does not take it).
add_library(gongbao_warnings INTERFACE)
target_compile_options(gongbao_warnings INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor
  $<$<CXX_COMPILER_ID:GNU>:-Werror>
  # gcc 12 warns of std::string's own code at -O3.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>)

if(GONGBAO_SANITIZE)
  add_compile_options(-fsanitize=${GONGBAO_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${GONGBAO_SANITIZE})
endif()
