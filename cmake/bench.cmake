# add_bench(NAME ROOMS...): bench/micro/NAME_bench.cc with Google Benchmark; built when asked for.
find_package(benchmark QUIET)
function(add_bench name)
  list(TRANSFORM ARGN PREPEND blotter_ OUTPUT_VARIABLE rooms)
  add_executable(${name}_bench EXCLUDE_FROM_ALL bench/micro/${name}_bench.cc)
  target_link_libraries(${name}_bench PRIVATE ${rooms} benchmark::benchmark)
endfunction()

if(benchmark_FOUND)
  add_bench(ignore git)
endif()
