# add_bench(NAME ROOMS...): bench/micro/NAME_bench.cc with Google Benchmark; built when asked for.
find_package(benchmark QUIET)
function(add_bench name)
  list(TRANSFORM ARGN PREPEND blotter_ OUTPUT_VARIABLE rooms)
  add_executable(${name}_bench EXCLUDE_FROM_ALL bench/micro/${name}_bench.cc)
  target_link_libraries(${name}_bench PRIVATE ${rooms} benchmark::benchmark)
endfunction()

# What bench/compare.py needs beside blotter: cmake --build BUILD --target blotter bench_tools
add_executable(bench_floor EXCLUDE_FROM_ALL bench/floor.cc)
add_executable(bench_timed EXCLUDE_FROM_ALL bench/timed.cc)
foreach(tool bench_floor bench_timed)
  target_link_libraries(${tool} PRIVATE blotter_flags Threads::Threads)
  if(NOT BLOTTER_SANITIZE)
    target_link_options(${tool} PRIVATE -static -s)
  endif()
endforeach()
add_custom_target(bench_tools DEPENDS bench_floor bench_timed)

if(benchmark_FOUND)
  add_bench(ignore git)
endif()
