# One interface target that every room links: the language level, warnings as errors, sections.
add_library(blotter_flags INTERFACE)
target_compile_features(blotter_flags INTERFACE cxx_std_20)
target_compile_options(blotter_flags INTERFACE -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor
                                               -Wold-style-cast)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps that cannot be in std::string's operator+ (GCC bug 105329).
  target_compile_options(blotter_flags INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(blotter_flags INTERFACE -Wthread-safety -Wreserved-identifier)
  # -no-pie says nothing new beside -static, and clang would say so.
  target_link_options(blotter_flags INTERFACE -Wno-unused-command-line-argument)
endif()
# Functions in sections of their own, so that the linker drops what nothing calls.
target_compile_options(blotter_flags INTERFACE -ffunction-sections -fdata-sections)
target_link_options(blotter_flags INTERFACE -Wl,--gc-sections)
if(NOT BLOTTER_SANITIZE)
  target_compile_options(blotter_flags INTERFACE -fno-pie)
  target_link_options(blotter_flags INTERFACE -no-pie)
endif()
target_include_directories(blotter_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
