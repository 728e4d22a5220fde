# Detection measured on a generated corpus: the generator and its self-checks, the floors for the
# engine with the shipped rules, and corpus_dump, which writes the corpus as a tree of files for
# tests/detection/compare.py to measure the program itself.
add_library(detection_corpus STATIC
  tests/detection/corpus.cc tests/detection/encode.cc tests/detection/expand.cc
  tests/detection/filler.cc tests/detection/heldback_near_misses.cc
  tests/detection/heldback_positive.cc tests/detection/keys.cc tests/detection/measure.cc
  tests/detection/more_bindings.cc tests/detection/more_code.cc tests/detection/more_code2.cc
  tests/detection/more_near.cc tests/detection/more_near2.cc
  tests/detection/near_bearer.cc tests/detection/near_code.cc tests/detection/near_names.cc
  tests/detection/near_references.cc tests/detection/near_values.cc
  tests/detection/positive_bearer_code.cc tests/detection/positive_bearer_tools.cc
  tests/detection/positive_compiled.cc tests/detection/positive_config.cc
  tests/detection/positive_encodings.cc tests/detection/positive_infra.cc
  tests/detection/positive_script.cc tests/detection/positive_sdk.cc
  tests/detection/positive_shell.cc tests/detection/positive_text.cc tests/detection/words.cc)
target_link_libraries(detection_corpus PUBLIC blotter_flags blotter_fmt)

add_executable(corpus_dump tests/detection/corpus_dump.cc)
target_link_libraries(corpus_dump PRIVATE detection_corpus nlohmann_json::nlohmann_json)

add_room_test(detection SOURCES corpus_test.cc detection_test.cc ROOMS engine embedded_rules
              LIBS detection_corpus)
