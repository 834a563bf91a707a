// What stands in for the allocation functions: each calls the real one and tells the count what was asked for.

#define _GNU_SOURCE
#include "counting_functions.h"

#if defined(__linux__)

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "allocation_count.h"

static _Atomic bool enabled;

// A real function may call another one by import: glibc's `reallocarray` and `strdup` do. One call of a program
// is one allocation, so what goes on inside is not counted. Initial-exec, because the other models may allocate
// when a thread uses the variable for the first time.
static _Thread_local bool is_inside __attribute__((tls_model("initial-exec")));

static bool is_counting(void) { return !is_inside && atomic_load_explicit(&enabled, memory_order_relaxed); }

void counting_functions_enable(bool enable) { enabled = enable; }

/// Counts what a real function gave; `is_inside` ends with it.
static void *made(void *block, size_t requested) {
  is_inside = false;
  if (block != NULL) allocation_made(block, requested);
  return block;
}

#define ALLOCATOR_FUNCTIONS(X)                                                                                \
  X(malloc) X(calloc) X(realloc) X(free) X(posix_memalign) X(aligned_alloc) X(memalign) X(valloc)
#define OTHER_FUNCTIONS(X)                                                                                    \
  X(pvalloc) X(reallocarray) X(strdup) X(strndup) X(free_sized) X(free_aligned_sized)

#define INDEX(name) INDEX_##name,
enum { ALLOCATOR_FUNCTIONS(INDEX) ALLOCATOR_FUNCTION_COUNT };
enum { LAST = ALLOCATOR_FUNCTION_COUNT - 1, OTHER_FUNCTIONS(INDEX) FUNCTION_COUNT };
struct stand_in allocation_functions[FUNCTION_COUNT];

#define REAL(name) ((__typeof__(&counting_##name))allocation_functions[INDEX_##name].real)

static void *counting_malloc(size_t size) {
  if (!is_counting()) return REAL(malloc)(size);
  is_inside = true;
  return made(REAL(malloc)(size), size);
}

static void *counting_calloc(size_t count, size_t size) {
  if (!is_counting()) return REAL(calloc)(count, size);
  is_inside = true;
  return made(REAL(calloc)(count, size), count * size);  // where this overflows, there is no block
}

/// The block is out of the table while the real function runs: as soon as that has moved it, another thread may
/// be given the old address.
static void *counting_realloc(void *old, size_t size) {
  if (!is_counting()) return REAL(realloc)(old, size);
  struct block block;
  bool is_known = false;
  // To size 0 some allocators free the block and others give another one.
  if (old != NULL && size == 0)
    allocation_freed(old);
  else if (old != NULL)
    is_known = allocation_taken(old, &block);
  is_inside = true;
  void *new = REAL(realloc)(old, size);
  if (!is_known) return made(new, size);
  is_inside = false;
  if (new == NULL)
    allocation_resized(block, old, (size_t)block.requested);  // it is where it was, as large as it was
  else
    allocation_resized(block, new, size);
  return new;
}

static void *counting_reallocarray(void *old, size_t count, size_t size) {
  size_t bytes;
  // The real one refuses the overflow and sets errno.
  if (!is_counting() || __builtin_mul_overflow(count, size, &bytes)) return REAL(reallocarray)(old, count, size);
  return counting_realloc(old, bytes);
}

static int counting_posix_memalign(void **block, size_t alignment, size_t size) {
  if (!is_counting()) return REAL(posix_memalign)(block, alignment, size);
  is_inside = true;
  int error = REAL(posix_memalign)(block, alignment, size);
  made(error == 0 ? *block : NULL, size);
  return error;
}

static void *counting_aligned_alloc(size_t alignment, size_t size) {
  if (!is_counting()) return REAL(aligned_alloc)(alignment, size);
  is_inside = true;
  return made(REAL(aligned_alloc)(alignment, size), size);
}

static void *counting_memalign(size_t alignment, size_t size) {
  if (!is_counting()) return REAL(memalign)(alignment, size);
  is_inside = true;
  return made(REAL(memalign)(alignment, size), size);
}

static void *counting_valloc(size_t size) {
  if (!is_counting()) return REAL(valloc)(size);
  is_inside = true;
  return made(REAL(valloc)(size), size);
}

static void *counting_pvalloc(size_t size) {
  if (!is_counting()) return REAL(pvalloc)(size);
  is_inside = true;
  return made(REAL(pvalloc)(size), size);
}

static char *counting_strdup(const char *text) {
  if (!is_counting()) return REAL(strdup)(text);
  is_inside = true;
  return made(REAL(strdup)(text), strlen(text) + 1);
}

static char *counting_strndup(const char *text, size_t length) {
  if (!is_counting()) return REAL(strndup)(text, length);
  is_inside = true;
  return made(REAL(strndup)(text, length), strnlen(text, length) + 1);
}

static void counting_free(void *block) {
  if (block != NULL && is_counting()) allocation_freed(block);
  REAL(free)(block);
}

static void counting_free_sized(void *block, size_t size) {
  if (block != NULL && is_counting()) allocation_freed(block);
  REAL(free_sized)(block, size);
}

static void counting_free_aligned_sized(void *block, size_t alignment, size_t size) {
  if (block != NULL && is_counting()) allocation_freed(block);
  REAL(free_aligned_sized)(block, alignment, size);
}

#define ROW(name) {#name, (void *)counting_##name, NULL},
struct stand_in allocation_functions[FUNCTION_COUNT] = {ALLOCATOR_FUNCTIONS(ROW) OTHER_FUNCTIONS(ROW)};
const size_t allocation_functions_count = FUNCTION_COUNT, allocator_functions_count = ALLOCATOR_FUNCTION_COUNT;

// `new` and `delete` by the names that both machines' C++ ABI gives them: an array's form has an `a` for the last
// letter of `nw` and `dl`, `m` is a size, `St11align_val_t` an alignment, `RKSt9nothrow_t` a reference.
// No stand-in may hold `is_inside` here: an exception can pass through it.
#define OPERATORS_NEW(X)                                                                                      \
  X(_Znwm, (size_t size), (size))                                                                             \
  X(_Znam, (size_t size), (size))                                                                             \
  X(_ZnwmRKSt9nothrow_t, (size_t size, const void *tag), (size, tag))                                         \
  X(_ZnamRKSt9nothrow_t, (size_t size, const void *tag), (size, tag))                                         \
  X(_ZnwmSt11align_val_t, (size_t size, size_t alignment), (size, alignment))                                 \
  X(_ZnamSt11align_val_t, (size_t size, size_t alignment), (size, alignment))                                 \
  X(_ZnwmSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),                     \
    (size, alignment, tag))                                                                                   \
  X(_ZnamSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),                     \
    (size, alignment, tag))

#define OPERATORS_DELETE(X)                                                                                   \
  X(_ZdlPv, (void *block), (block))                                                                           \
  X(_ZdaPv, (void *block), (block))                                                                           \
  X(_ZdlPvm, (void *block, size_t size), (block, size))                                                       \
  X(_ZdaPvm, (void *block, size_t size), (block, size))                                                       \
  X(_ZdlPvRKSt9nothrow_t, (void *block, const void *tag), (block, tag))                                       \
  X(_ZdaPvRKSt9nothrow_t, (void *block, const void *tag), (block, tag))                                       \
  X(_ZdlPvSt11align_val_t, (void *block, size_t alignment), (block, alignment))                               \
  X(_ZdaPvSt11align_val_t, (void *block, size_t alignment), (block, alignment))                               \
  X(_ZdlPvmSt11align_val_t, (void *block, size_t size, size_t alignment), (block, size, alignment))           \
  X(_ZdaPvmSt11align_val_t, (void *block, size_t size, size_t alignment), (block, size, alignment))           \
  X(_ZdlPvSt11align_val_tRKSt9nothrow_t, (void *block, size_t alignment, const void *tag),                    \
    (block, alignment, tag))                                                                                  \
  X(_ZdaPvSt11align_val_tRKSt9nothrow_t, (void *block, size_t alignment, const void *tag),                    \
    (block, alignment, tag))

#define OPERATOR_INDEX(name, parameters, arguments) INDEX_##name,
enum { OPERATORS_NEW(OPERATOR_INDEX) OPERATORS_DELETE(OPERATOR_INDEX) OPERATOR_COUNT };
struct stand_in allocation_operators[OPERATOR_COUNT];

#define REAL_OPERATOR(name) ((__typeof__(&counting_##name))allocation_operators[INDEX_##name].real)

#define DEFINE_NEW(name, parameters, arguments)                                                               \
  static void *counting_##name parameters {                                                                   \
    void *block = REAL_OPERATOR(name) arguments;                                                              \
    if (block != NULL && is_counting()) allocation_made(block, size);                                         \
    return block;                                                                                             \
  }
OPERATORS_NEW(DEFINE_NEW)

#define DEFINE_DELETE(name, parameters, arguments)                                                            \
  static void counting_##name parameters {                                                                    \
    if (block != NULL && is_counting()) allocation_freed(block);                                              \
    REAL_OPERATOR(name) arguments;                                                                            \
  }
OPERATORS_DELETE(DEFINE_DELETE)

#define OPERATOR_ROW(name, parameters, arguments) ROW(name)
struct stand_in allocation_operators[OPERATOR_COUNT] = {
    OPERATORS_NEW(OPERATOR_ROW) OPERATORS_DELETE(OPERATOR_ROW)};
const size_t allocation_operators_count = OPERATOR_COUNT;

#endif
