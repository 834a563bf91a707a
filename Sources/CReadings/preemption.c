#define _GNU_SOURCE
#include "nw_preemption.h"

#include <time.h>

#if defined(__linux__)
#include <sys/resource.h>
#endif

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

// A thread may register a word that points at a "restartable sequence". Whenever the kernel takes the thread
// off its core (or delivers a signal) it looks at that word: inside the sequence the thread is sent to an
// abort address, outside of it the word is simply set to zero. We point it at a sequence that is never
// executed, so the zero is all that ever happens, and it tells us that we were interrupted.

// Exported by glibc 2.35 and later, which registers the word for every thread. Weak, so that older glibc and
// musl link and merely report that this way is closed.
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

// Part of the kernel's interface (include/uapi/linux/rseq.h). Repeated here because that header is absent from
// old kernel headers while the layout can never change.
struct section {
  uint32_t version, flags;
  uint64_t start, length, abort;
};
enum { CPU_ID_OFFSET = 4, SECTION_WORD_OFFSET = 8 };

#if defined(__x86_64__)
#define SIGNATURE 0x53053053u
#else
#define SIGNATURE 0xd428bc00u
#endif

// The kernel kills a process whose abort address is not preceded by the registered signature. It never has to
// be code: no instruction pointer is ever inside data, so nothing jumps there and no assembler is needed.
static const struct {
  uint32_t signature, abort, never_executed[2];
} landing = {SIGNATURE, 0, {0, 0}};

static const struct section never_executed __attribute__((aligned(32))) = {
    .start = (uint64_t)(uintptr_t)&landing.never_executed[0],
    .length = 1,
    .abort = (uint64_t)(uintptr_t)&landing.abort,
};

const uint64_t *const nw_rseq_section = (const uint64_t *)&never_executed;
ptrdiff_t nw_rseq_word_offset;

static bool rseq_is_registered(void) {
  if (&__rseq_offset == NULL || &__rseq_size == NULL || __rseq_size == 0) return false;
  // Registration can fail thread by thread; the kernel then never writes a core number.
  const char *area = (const char *)__builtin_thread_pointer() + __rseq_offset;
  if (*(const volatile int32_t *)(area + CPU_ID_OFFSET) < 0) return false;
  nw_rseq_word_offset = __rseq_offset + SECTION_WORD_OFFSET;
  return true;
}

#else
static bool rseq_is_registered(void) { return false; }
#endif

int nw_preemption_kind(bool allow_rseq) {
  if (allow_rseq && rseq_is_registered()) return NW_PREEMPTION_RSEQ;
  return nw_involuntary_switches() >= 0 ? NW_PREEMPTION_SWITCHES : NW_PREEMPTION_NONE;
}

int64_t nw_involuntary_switches(void) {
#if defined(__linux__) && defined(RUSAGE_THREAD)
  struct rusage usage;
  if (getrusage(RUSAGE_THREAD, &usage) == 0) return usage.ru_nivcsw;
#endif
  // Darwin counts switches per task only, and not apart by cause: no figure is better than a wrong one.
  return -1;
}

// Not the times of getrusage, which Linux moves on at ticks and switches only: a call that had lost its core seemed to have
// used it since the tick before, up to 4 ms.
uint64_t nw_thread_cpu_nanoseconds(void) {
  struct timespec time;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) return 0;
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}
