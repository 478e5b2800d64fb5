# gongbao_embed(target file symbol)
# Compiles a readable data file into `target` as  extern const std::string_view symbol;  in namespace
# gongbao::data, declared by the including source itself.
function(gongbao_embed target file symbol)
  get_filename_component(path "${file}" ABSOLUTE)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.cc")
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${path} -DOUT=${out} -DSYMBOL=${symbol}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake
    DEPENDS ${path} ${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake VERBATIM)
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${out})
endfunction()
