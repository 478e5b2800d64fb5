# Each cleaning pass alone, those with arguments of their own, and the whole.
foreach(pass IN ITEMS RepairMisread RemoveInvisible RemoveGlosses RemoveMarkup RemoveArtefacts NarrowFigures
                      RemovePieceNumbers RemovePageNumbers RejoinLines WidenPunctuation RemoveSpaces RestoreLines
                      RestoreParagraphs)
  string(REGEX REPLACE "([a-z])([A-Z])" "\\1_\\2" name ${pass})
  string(TOLOWER fuzz_clean_${name} name)
  gongbao_fuzzer(${name} ${CMAKE_CURRENT_LIST_DIR}/clean_pass_fuzz.cc DEPS gongbao_ingest)
  target_compile_definitions(${name} PRIVATE GONGBAO_PASS=gongbao::ingest::${pass})
endforeach()
foreach(part IN ITEMS furniture simplify whole)
  gongbao_fuzzer(fuzz_clean_${part} ${CMAKE_CURRENT_LIST_DIR}/clean_${part}_fuzz.cc DEPS gongbao_ingest)
endforeach()
