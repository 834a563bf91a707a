#ifndef NW_PREEMPTION_H
#define NW_PREEMPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How this machine can tell that a thread was taken off its core.
enum nw_preemption_kind {
  /// It cannot.
  NW_PREEMPTION_NONE = 0,
  /// By the restartable-sequence word of the thread, which the kernel clears: 3 ns, no system call.
  NW_PREEMPTION_RSEQ = 1,
  /// By the thread's count of involuntary switches: two system calls of 300 ns.
  NW_PREEMPTION_SWITCHES = 2,
};

/// The best way that this process has. Cheap after the first call. `allow_rseq` false skips the first way.
int nw_preemption_kind(bool allow_rseq);

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
/// Distance of the calling thread's `rseq_cs` word from its thread pointer; set by `nw_preemption_kind`.
extern ptrdiff_t nw_rseq_word_offset;
/// Address of the section that never runs; see `preemption.c`.
extern const uint64_t *const nw_rseq_section;

static inline volatile uint64_t *nw_rseq_word(void) {
  return (volatile uint64_t *)((char *)__builtin_thread_pointer() + nw_rseq_word_offset);
}

/// Sets the tell-tale of the calling thread. Only for `NW_PREEMPTION_RSEQ`.
static inline void nw_rseq_arm(void) { *nw_rseq_word() = (uint64_t)(uintptr_t)nw_rseq_section; }

/// Whether the kernel cleared the tell-tale since it was set; takes it down. Only for `NW_PREEMPTION_RSEQ`.
static inline bool nw_rseq_tripped(void) {
  // Another section's address also counts: somebody else's restartable sequence ran in between, and
  // whether the kernel came by is then unknown. Unknown is not "undisturbed".
  bool tripped = *nw_rseq_word() != (uint64_t)(uintptr_t)nw_rseq_section;
  *nw_rseq_word() = 0;
  return tripped;
}
#else
static inline void nw_rseq_arm(void) {}
static inline bool nw_rseq_tripped(void) { return false; }
#endif

/// How often the calling thread was taken off its core against its will, or -1 where nothing counts that. 300 ns.
int64_t nw_involuntary_switches(void);

/// Nanoseconds that the calling thread has had on a core, up to now; 0 where no clock says. 200 ns.
uint64_t nw_thread_cpu_nanoseconds(void);

#endif
