# blotter_fmt: fmt, compiled once and linked statically where it is a version that
# scanner/base/fmt_library.cc knows, and as headers alone where it is another.
find_package(fmt REQUIRED)
if(fmt_VERSION VERSION_GREATER_EQUAL 9 AND fmt_VERSION VERSION_LESS 10)
  add_library(blotter_fmt STATIC scanner/base/fmt_library.cc)
  target_link_libraries(blotter_fmt PRIVATE blotter_flags)
else()
  add_library(blotter_fmt INTERFACE)
  target_link_libraries(blotter_fmt INTERFACE fmt::fmt-header-only)
endif()
