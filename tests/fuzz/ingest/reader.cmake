gongbao_fuzzer(fuzz_decode decode_fuzz.cc DEPS gongbao_ingest)
gongbao_fuzzer(fuzz_html html_fuzz.cc DEPS gongbao_ingest)
gongbao_fuzzer(fuzz_container container_fuzz.cc DEPS gongbao_ingest)
gongbao_fuzzer(fuzz_reader reader_fuzz.cc DEPS gongbao_ingest)
