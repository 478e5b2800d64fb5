# Invented work reports: the samples of tests/data/samples, and any number for load tests.
gongbao_library(gongbao_report_generator
  report_generator/composer.cc report_generator/composer_parts.cc report_generator/composer_text.cc
  report_generator/figures.cc report_generator/indicator.cc report_generator/load.cc
  report_generator/mask.cc report_generator/mess.cc report_generator/phrasebook.cc
  report_generator/random.cc report_generator/samples.cc report_generator/series.cc
  report_generator/town.cc report_generator/truth.cc report_generator/words.cc
  DEPS gongbao_base)
gongbao_embed(gongbao_report_generator report_generator/data/phrases.txt kReportPhrases)
gongbao_embed(gongbao_report_generator report_generator/data/words.txt kReportWords)
gongbao_embed(gongbao_report_generator report_generator/data/traditional.txt kTraditionalCharacters)

gongbao_executable(gongbao-generate-reports report_generator/main.cc
  DEPS gongbao_report_generator CLI11::CLI11)

# What gongbao reads out of the samples beside what they were made to say.
if(TARGET gongbao)
  add_test(NAME samples_truth COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/e2e/samples_truth_test.py
    $<TARGET_FILE:gongbao> ${PROJECT_SOURCE_DIR}/tests/data/samples ${PROJECT_SOURCE_DIR}/tests/data/truth.jsonl)
  set_tests_properties(samples_truth PROPERTIES TIMEOUT 120 LABELS e2e)
endif()
