# add_room(NAME SOURCES... [ROOMS ...] [LIBS ...])
# A room of scanner/: one static library, blotter_NAME, that links the rooms it may include.
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBS" ${ARGN})
  list(TRANSFORM ROOM_SOURCES PREPEND scanner/${name}/)
  list(TRANSFORM ROOM_ROOMS PREPEND blotter_)
  add_library(blotter_${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(blotter_${name} PUBLIC blotter_flags ${ROOM_ROOMS} ${ROOM_LIBS})
endfunction()

# add_room_test(NAME SOURCES... [ROOMS ...] [LIBS ...]): tests/NAME/*_test.cc as one test program, whose
# tests have the label NAME.
function(add_room_test name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBS" ${ARGN})
  list(TRANSFORM ROOM_SOURCES PREPEND tests/${name}/)
  list(TRANSFORM ROOM_ROOMS PREPEND blotter_)
  add_executable(${name}_test ${ROOM_SOURCES})
  target_link_libraries(${name}_test PRIVATE ${ROOM_ROOMS} ${ROOM_LIBS} test_support GTest::gmock
                                             GTest::gtest_main)
  gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST PROPERTIES LABELS ${name})
endfunction()
