# add_fuzzer(NAME ROOMS...): tests/fuzz/NAME_fuzz.cc with libFuzzer, which only clang brings. The
# rooms are compiled for coverage where BLOTTER_SANITIZE holds fuzzer-no-link as well:
#   cmake -DCMAKE_CXX_COMPILER=clang++-14 -DBLOTTER_SANITIZE=address,undefined,fuzzer-no-link ...
function(add_fuzzer name)
  list(TRANSFORM ARGN PREPEND blotter_ OUTPUT_VARIABLE rooms)
  add_executable(${name}_fuzz EXCLUDE_FROM_ALL tests/fuzz/${name}_fuzz.cc)
  target_compile_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name}_fuzz PRIVATE ${rooms})
  # CI runs those of `fuzzers`. Not rules_fuzz: within a minute it finds undefined behaviour of toml++
  # 3.3 on broken files that scanner/config/stray_character.h does not keep from it.
  if(NOT name STREQUAL "rules")
    add_dependencies(fuzzers ${name}_fuzz)
  endif()
endfunction()

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_custom_target(fuzzers)
  add_fuzzer(delta git)
  add_fuzzer(detector engine embedded_rules)
  add_fuzzer(index git)
  add_fuzzer(ignore git)
  add_fuzzer(loose_object git)
  add_fuzzer(multi_pack_index git)
  add_fuzzer(object_parsers git)
  add_fuzzer(pack git)
  target_sources(pack_fuzz PRIVATE tests/git/pack_builder.cc)
  add_fuzzer(pack_index git)
  add_fuzzer(rules config)
endif()
