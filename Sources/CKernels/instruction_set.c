#include "targets.h"

bool nw_is_supported(nw_instruction_set set) {
  switch (set) {
  case nw_portable: return true;
#if NW_X86
  case nw_avx2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  case nw_avx512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
#endif
#if NW_ARM
  case nw_neon: return true;
#endif
  default: return false;
  }
}

nw_instruction_set nw_best(void) {
  if (nw_is_supported(nw_avx512)) return nw_avx512;
  if (nw_is_supported(nw_avx2)) return nw_avx2;
  if (nw_is_supported(nw_neon)) return nw_neon;
  return nw_portable;
}

const char *nw_name(nw_instruction_set set) {
  switch (set) {
  case nw_portable: return "portable";
  case nw_neon: return "neon";
  case nw_avx2: return "avx2";
  case nw_avx512: return "avx512-vnni";
  }
  return "unknown";
}
