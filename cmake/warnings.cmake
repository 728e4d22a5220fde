# One interface target that every room links: the language level and warnings as errors.
add_library(blotter_flags INTERFACE)
target_compile_features(blotter_flags INTERFACE cxx_std_20)
target_compile_options(blotter_flags INTERFACE -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(blotter_flags INTERFACE -Wthread-safety)
endif()
target_include_directories(blotter_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
