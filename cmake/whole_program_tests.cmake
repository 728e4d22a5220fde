# Tests of the whole: the goldens (exit code, standard output and standard error of each behaviour
# of the command line), the layering of the rooms, the documents made from the declarations.
add_executable(golden_test tests/golden/golden_test.cc tests/golden/golden_case.cc)
target_link_libraries(golden_test PRIVATE test_support blotter_flags GTest::gtest_main)
target_compile_definitions(golden_test PRIVATE
                           BLOTTER_PROGRAM="$<TARGET_FILE:blotter>"
                           BLOTTER_GOLDEN_CASES="${PROJECT_SOURCE_DIR}/tests/golden/cases"
                           BLOTTER_SOURCE="${PROJECT_SOURCE_DIR}"
                           BLOTTER_VERSION="${PROJECT_VERSION}")
add_dependencies(golden_test blotter)
gtest_discover_tests(golden_test DISCOVERY_MODE PRE_TEST PROPERTIES LABELS golden)

add_executable(layering_test tests/layering_test.cc)
target_link_libraries(layering_test PRIVATE test_support blotter_flags GTest::gtest_main)
target_compile_definitions(layering_test PRIVATE BLOTTER_SOURCE="${PROJECT_SOURCE_DIR}")
gtest_discover_tests(layering_test DISCOVERY_MODE PRE_TEST)

add_executable(docs_test tests/tools/docs_test.cc tools/completions.cc tools/man_page.cc)
target_link_libraries(docs_test PRIVATE test_support blotter_cli GTest::gmock GTest::gtest_main)
gtest_discover_tests(docs_test DISCOVERY_MODE PRE_TEST)

add_executable(ways_test tests/ways/ways_test.cc tests/ways/changing.cc tests/ways/committing.cc
                         tests/ways/configuring.cc tests/ways/keeping.cc tests/ways/merging.cc
                         tests/ways/pushing.cc)
target_link_libraries(ways_test PRIVATE test_support blotter_flags GTest::gmock GTest::gtest_main)
target_compile_definitions(ways_test PRIVATE
                           BLOTTER_PROGRAM="$<TARGET_FILE:blotter>"
                           BLOTTER_WAYS="${PROJECT_SOURCE_DIR}/tests/ways")
add_dependencies(ways_test blotter)
gtest_discover_tests(ways_test DISCOVERY_MODE PRE_TEST)
