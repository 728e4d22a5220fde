# The executable: one static file where it can be (sanitizers need their shared runtime), not
# position-independent: it starts in less time than a dynamic one and runs on any Linux.
add_executable(blotter scanner/main.cc)
target_link_libraries(blotter PRIVATE blotter_cli)
if(NOT BLOTTER_SANITIZE)
  target_link_options(blotter PRIVATE -static -s)
endif()
include(GNUInstallDirs)
install(TARGETS blotter RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
