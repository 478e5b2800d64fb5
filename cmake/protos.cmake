# gongbao_proto_library(name OUTPUT dir LOCAL files... EXTERNAL files...)
# Compiles protos with the C++ and gRPC plugins into one library. LOCAL files are relative to
# protos/, EXTERNAL ones to the import paths of the packages.
get_filename_component(GONGBAO_HTTPBODY_DIR "${GONGBAO_NODE_MODULES}/google-proto-files" ABSOLUTE)
get_target_property(GONGBAO_GRPC_PLUGIN gRPC::grpc_cpp_plugin LOCATION)

function(gongbao_proto_library name)
  cmake_parse_arguments(ARG "" "OUTPUT" "LOCAL;EXTERNAL" ${ARGN})
  file(MAKE_DIRECTORY ${ARG_OUTPUT}/imports/google/api)
  # One file's folder of the npm package; the rest of it would shadow Debian's protos.
  configure_file("${GONGBAO_HTTPBODY_DIR}/google/api/httpbody.proto"
                 "${ARG_OUTPUT}/imports/google/api/httpbody.proto" COPYONLY)
  set(paths
    "-I${PROJECT_SOURCE_DIR}/protos" "-I${ARG_OUTPUT}/imports"
    "-I${GONGBAO_GOOGLEAPIS_DIR}" "-I${GONGBAO_GRPC_PROTO_DIR}" "-I/usr/include")
  set(sources)
  foreach(proto IN LISTS ARG_LOCAL ARG_EXTERNAL)
    string(REGEX REPLACE "\\.proto$" "" stem "${proto}")
    set(outputs ${ARG_OUTPUT}/${stem}.pb.cc ${ARG_OUTPUT}/${stem}.pb.h)
    set(grpc_options)
    if(proto MATCHES "(_service|health)\\.proto$")
      list(APPEND outputs ${ARG_OUTPUT}/${stem}.grpc.pb.cc ${ARG_OUTPUT}/${stem}.grpc.pb.h)
      set(grpc_options --grpc_out=${ARG_OUTPUT} --plugin=protoc-gen-grpc=${GONGBAO_GRPC_PLUGIN})
    endif()
    set(depends)
    if(proto IN_LIST ARG_LOCAL)
      set(depends ${PROJECT_SOURCE_DIR}/protos/${proto})
    endif()
    add_custom_command(OUTPUT ${outputs}
      COMMAND protobuf::protoc ${paths} --cpp_out=${ARG_OUTPUT} ${grpc_options} ${proto}
      DEPENDS ${depends} COMMENT "protoc ${proto}" VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} SYSTEM PUBLIC ${ARG_OUTPUT})
  target_compile_options(${name} PRIVATE -w)
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf gRPC::grpc++)
  # The set that buf lints and the gateway's OpenAPI document is made from.
  add_custom_command(OUTPUT ${ARG_OUTPUT}/api.binpb
    COMMAND protobuf::protoc ${paths} --include_imports --include_source_info
            -o ${ARG_OUTPUT}/api.binpb ${ARG_LOCAL}
    DEPENDS ${sources} VERBATIM)
  add_custom_target(${name}_descriptors ALL DEPENDS ${ARG_OUTPUT}/api.binpb)
endfunction()
