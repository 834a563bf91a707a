// Counts allocations by patching: the slots through which objects call the allocation functions are made to point
// at stand-ins. It needs no library preloaded, which could not come with a package, and works with any allocator.
//
// Blocks must go back to the allocator that made them, so only slots change that are bound to the functions which
// serve the process at large, and only these functions are called instead. Objects that are bound to others (by
// RTLD_DEEPBIND) stay as they are. libc imports its own allocation functions, so that what `getline` or `fopen`
// allocates is seen as well. Not seen: the dynamic linker's own blocks (thread-local variables, for one);
// constructors of a library while it is being loaded, but for what `new` asks of libc; pointers that a program
// took before, or takes by dlsym; an allocator linked into a library; other namespaces of dlmopen.
//
// A slot that waits for its first call is filled by whoever calls it first, and that may be a moment after we
// changed it. Start the process with LD_BIND_NOW=1, and there is none.

#define _GNU_SOURCE
#include "imported_functions.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "allocation_count.h"
#include "counting_functions.h"
#include "elf_imports.h"

struct scan {
  bool restores, patches_unbound;
  size_t found, unbound, elsewhere;
  /// Another thread was loading an object, and it scans again when it has done so.
  bool is_unfinished;
  /// Objects that had been loaded so far.
  unsigned long long loaded;
  bool can_count;
};

static void *libc_function;
static bool is_libc_allocating;
static _Atomic bool is_active;
static _Atomic unsigned long long scanned;
static _Atomic size_t elsewhere;

static void *counting_dlopen(const char *file, int mode);
static void *counting_dlsym(void *handle, const char *name);

enum { DLOPEN, DLSYM, LOADERS };
static struct stand_in loaders[LOADERS] = {
    [DLOPEN] = {"dlopen", (void *)counting_dlopen, NULL},
    [DLSYM] = {"dlsym", (void *)counting_dlsym, NULL},
};

static struct stand_in *find(struct stand_in *stand_ins, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (stand_ins[i].real != NULL && strcmp(stand_ins[i].name, name) == 0) return &stand_ins[i];
  return NULL;
}

static void visit_import(const struct dl_phdr_info *object, const struct elf_import *import, void *context) {
  struct scan *scan = context;
  // Of the many thousand imports of a C++ library nearly all are out by their first letters.
  if (strchr("mcrpavsfd_", import->name[0]) == NULL) return;
  if (import->name[0] == '_' && strncmp(import->name, "_Zn", 3) != 0 && strncmp(import->name, "_Zd", 3) != 0)
    return;
  struct stand_in *stand_in = find(allocation_functions, allocation_functions_count, import->name);
  bool is_allocators_own = stand_in != NULL && stand_in < allocation_functions + allocator_functions_count;
  if (stand_in == NULL) stand_in = find(allocation_operators, allocation_operators_count, import->name);
  if (stand_in == NULL) stand_in = find(loaders, LOADERS, import->name);
  if (stand_in == NULL) return;
  void *wanted = scan->restores ? stand_in->real : stand_in->function;
  void *replaced = scan->restores ? stand_in->function : stand_in->real;
  if (import->target == wanted) {
    scan->found += is_allocators_own;
    return;
  }
  bool patches = import->target == replaced;
  if (!patches && !scan->restores) {
    uintptr_t target = (uintptr_t)import->target;
    // Until its first call such a slot points back into the object, where a call of it finds the function.
    bool is_unbound = import->is_for_calls && import->target != import->own && elf_contains(object, target);
    // As in the file: not filled yet. In a program's own table a zero may be meant.
    bool is_unfilled = import->is_linkage && (target == 0 || elf_contains(object, object->dlpi_addr + target));
    if (is_unbound) {
      scan->unbound++;
      patches = scan->patches_unbound;
    } else if (is_unfilled) {
      scan->is_unfinished = true;
    } else if (import->is_linkage && is_allocators_own) {
      scan->elsewhere++;
    }
  }
  if (!patches) return;
  if (!elf_set_import(object, import->slot, wanted))
    scan->is_unfinished = true;
  else
    scan->found += is_allocators_own;
}

/// An allocator may call its own functions by import, within one call of the program. libc's are different: they
/// are called by the rest of libc.
static bool is_allocator(const struct dl_phdr_info *object) {
  return elf_contains(object, (uintptr_t)allocation_functions[0].real) &&
         !elf_contains(object, (uintptr_t)libc_function);
}

static int scan_object(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  struct scan *scan = context;
  scan->loaded = object->dlpi_adds;
  if (is_allocator(object)) return 0;
  // One object at a time: two scans of a page would seal it under each other. glibc holds a lock of its own
  // already, musl does not.
  pthread_mutex_lock(&lock);
  struct scan own = {.restores = scan->restores};
  elf_visit_imports(object, visit_import, &own);
  if (own.unbound > 0 && own.elsewhere == 0) {
    // An object is bound as a whole. Where nothing says otherwise, to what serves the process at large.
    own.patches_unbound = true;
    own.found = 0;
    elf_visit_imports(object, visit_import, &own);
  }
  pthread_mutex_unlock(&lock);
  scan->found += own.found;
  scan->elsewhere += own.elsewhere;
  scan->is_unfinished |= own.is_unfinished;
  return 0;
}

static size_t scan_all(bool restores) {
  struct scan scan = {.restores = restores};
  dl_iterate_phdr(scan_object, &scan);
  elsewhere = scan.elsewhere;
  scanned = scan.is_unfinished ? 0 : scan.loaded;
  return scan.found;
}

static int read_loaded(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  *(unsigned long long *)context = object->dlpi_adds;
  return 1;
}

/// A forked process counts nothing, and another thread may have held the lock of a scan when it was forked.
static bool is_scanning(void) { return is_active && !allocation_count_is_stopped(); }

void imported_functions_rescan(void) {
  if (!is_scanning()) return;
  unsigned long long loaded = 0;
  dl_iterate_phdr(read_loaded, &loaded);
  if (loaded != scanned) scan_all(false);
}

// A library without a path is looked for where the *calling* object says, which glibc tells by the return address.
// Then the real function has to be jumped to, with nothing to follow; what it loaded is found by `dlsym`, without
// which a program gets nothing out of it.
#define TAIL_CALL __attribute__((musttail)) return

static bool depends_on_caller(const char *file, const void *caller) {
  if (file == NULL || (strchr(file, '/') != NULL && strchr(file, '$') == NULL)) return false;
  Dl_info theirs, ours;
  return dladdr(caller, &theirs) == 0 || dladdr((const void *)&loaders, &ours) == 0 ||
         theirs.dli_fbase != ours.dli_fbase;
}

#define REAL(name, index) ((__typeof__(&counting_##name))loaders[index].real)

static void *counting_dlopen(const char *file, int mode) {
#if defined(RTLD_DEEPBIND)
  // Which allocator such a library means can be seen in bound slots only.
  if ((mode & RTLD_DEEPBIND) != 0 && !is_libc_allocating) mode = (mode & ~RTLD_LAZY) | RTLD_NOW;
#endif
  if (depends_on_caller(file, __builtin_return_address(0))) TAIL_CALL REAL(dlopen, DLOPEN)(file, mode);
  void *handle = REAL(dlopen, DLOPEN)(file, mode);
  // Not `rescan`: another thread may have scanned while this library was half loaded.
  if (handle != NULL && is_scanning()) scan_all(false);
  return handle;
}

static void *counting_dlsym(void *handle, const char *name) {
  imported_functions_rescan();
  TAIL_CALL REAL(dlsym, DLSYM)(handle, name);
}

/// Leaves out what cannot be counted by imports.
static int check_object(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  struct scan *scan = context;
  bool is_program = scan->loaded++ == 0;
  // An allocator within the program is called without imports. (Or the program is one that is not position
  // independent and takes the address of `free`: that address is then the program's for all.)
  for (size_t i = 0; is_program && i < allocation_functions_count; i++)
    if (elf_contains(object, (uintptr_t)allocation_functions[i].real)) scan->can_count = false;
  for (size_t i = 0; is_program && i < LOADERS; i++)
    if (elf_contains(object, (uintptr_t)loaders[i].real)) loaders[i].real = NULL;
  if (!elf_contains(object, (uintptr_t)allocation_functions[0].real)) return 0;
  is_libc_allocating = elf_contains(object, (uintptr_t)libc_function);
  // Operators that are not the allocator's own call `malloc` by import, like anybody.
  for (size_t i = 0; i < allocation_operators_count; i++)
    if (!elf_contains(object, (uintptr_t)allocation_operators[i].real)) allocation_operators[i].real = NULL;
  return 0;
}

static void find_real(struct stand_in *stand_ins, size_t count) {
  for (size_t i = 0; i < count; i++) stand_ins[i].real = dlsym(RTLD_DEFAULT, stand_ins[i].name);
}

bool imported_functions_count(void) {
  static bool is_prepared = false, can_count = false;
  if (!is_prepared) {
    is_prepared = true;
    find_real(allocation_functions, allocation_functions_count);
    find_real(allocation_operators, allocation_operators_count);
    find_real(loaders, LOADERS);
    libc_function = dlsym(RTLD_DEFAULT, "__libc_start_main");
    struct scan scan = {.can_count = libc_function != NULL && allocation_functions[0].real != NULL};
    dl_iterate_phdr(check_object, &scan);
    can_count = scan.can_count;
  }
  if (!can_count) return false;
  is_active = true;
  counting_functions_enable(true);
  if (scan_all(false) > 0) return true;
  imported_functions_restore();
  return false;
}

void imported_functions_restore(void) {
  if (!is_active) return;
  is_active = false;
  counting_functions_enable(false);
  scan_all(true);
}

bool imported_functions_are_missed(void) {
  if (!is_active) return false;
  unsigned long long loaded = 0;
  dl_iterate_phdr(read_loaded, &loaded);
  return elsewhere > 0 || loaded != scanned;
}

#else

bool imported_functions_count(void) { return false; }
void imported_functions_rescan(void) {}
void imported_functions_restore(void) {}
bool imported_functions_are_missed(void) { return false; }

#endif
