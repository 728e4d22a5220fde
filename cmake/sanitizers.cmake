# -DBLOTTER_SANITIZE=address,undefined or thread. It changes how the same sources are compiled,
# never which sources are.
set(BLOTTER_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize= (empty: none)")
if(BLOTTER_SANITIZE)
  add_compile_options(-fsanitize=${BLOTTER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BLOTTER_SANITIZE})
endif()
