# -DBLOTTER_SANITIZE=address,undefined or thread. It changes how the same sources are compiled,
# never which sources are.
set(BLOTTER_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize= (empty: none)")
if(BLOTTER_SANITIZE)
  add_compile_options(-fsanitize=${BLOTTER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented <regex> makes g++ 12 see uninitialised values that are none.
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
  add_link_options(-fsanitize=${BLOTTER_SANITIZE})
endif()
