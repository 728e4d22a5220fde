// fmt's own code, compiled once: Debian ships the library as a shared one only, which a static
// executable cannot use, and as headers alone it is most of the time that a file takes to compile.
// The instances are those that fmt 9 declares `extern`; cmake/fmt.cmake uses this for fmt 9 only.
#include <fmt/format-inl.h>

template FMT_API auto fmt::detail::dragonbox::to_decimal(float value) noexcept
    -> fmt::detail::dragonbox::decimal_fp<float>;
template FMT_API auto fmt::detail::dragonbox::to_decimal(double value) noexcept
    -> fmt::detail::dragonbox::decimal_fp<double>;
template FMT_API auto fmt::detail::thousands_sep_impl(fmt::detail::locale_ref)
    -> fmt::detail::thousands_sep_result<char>;
template FMT_API auto fmt::detail::decimal_point_impl(fmt::detail::locale_ref) -> char;
template FMT_API void fmt::detail::buffer<char>::append(const char*, const char*);
template FMT_API void fmt::detail::vformat_to(fmt::detail::buffer<char>&, fmt::string_view,
                                              fmt::format_args, fmt::detail::locale_ref);
