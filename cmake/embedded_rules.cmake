# The shipped rules as C++ source, their Hyperscan database with them: made at build time by
# tools/embed_rules.cc, so that a run parses and compiles nothing.
set(RULE_FILES rules/writer.toml rules/bearer.toml rules/dotenv.toml)
list(TRANSFORM RULE_FILES PREPEND ${PROJECT_SOURCE_DIR}/)
set(EMBEDDED_RULES ${PROJECT_BINARY_DIR}/generated/embedded_rules.cc)

add_executable(embed_rules tools/embed_rules.cc)
target_link_libraries(embed_rules PRIVATE blotter_config blotter_engine)
add_custom_command(
  OUTPUT ${EMBEDDED_RULES}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/generated
  COMMAND embed_rules ${EMBEDDED_RULES} ${RULE_FILES}
  DEPENDS embed_rules ${RULE_FILES}
  COMMENT "Compiling the shipped rules")
add_library(blotter_embedded_rules STATIC ${EMBEDDED_RULES})
target_link_libraries(blotter_embedded_rules PUBLIC blotter_model)
