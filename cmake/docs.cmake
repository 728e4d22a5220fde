# The man page and the shell completions, made from the declarations of the verbs and flags.
add_executable(make_docs tools/make_docs.cc tools/completions.cc tools/man_page.cc)
target_link_libraries(make_docs PRIVATE blotter_cli)
set(BLOTTER_DOCS ${PROJECT_BINARY_DIR}/docs)
set(BLOTTER_DOC_FILES ${BLOTTER_DOCS}/blotter.1 ${BLOTTER_DOCS}/blotter.bash
                      ${BLOTTER_DOCS}/_blotter ${BLOTTER_DOCS}/blotter.fish)
add_custom_command(OUTPUT ${BLOTTER_DOC_FILES}
                   COMMAND ${CMAKE_COMMAND} -E make_directory ${BLOTTER_DOCS}
                   COMMAND make_docs ${BLOTTER_DOCS}
                   DEPENDS make_docs VERBATIM)
add_custom_target(docs ALL DEPENDS ${BLOTTER_DOC_FILES})

install(FILES ${BLOTTER_DOCS}/blotter.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${BLOTTER_DOCS}/blotter.bash RENAME blotter
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${BLOTTER_DOCS}/_blotter DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${BLOTTER_DOCS}/blotter.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
