#ifndef NW_ELF_IMPORTS_H
#define NW_ELF_IMPORTS_H

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <link.h>
#include <stdbool.h>

/// One place where an object keeps the address of a function by name.
struct elf_import {
  const char *name;
  void **slot;
  /// What the slot pointed at when it was visited.
  void *target;
  /// Whether the dynamic linker alone writes it; a table in the data of a program is the program's to change.
  bool is_linkage;
  /// Whether calls alone go through it, so that it may still wait for the first one.
  bool is_for_calls;
  /// The object's own function of that name, or NULL.
  void *own;
};

typedef void (*elf_import_visitor)(const struct dl_phdr_info *object, const struct elf_import *import,
                                   void *context);

/// Visits all imports of a loaded object; none when it has no tables to link by, as the kernel's vdso.
void elf_visit_imports(const struct dl_phdr_info *object, elf_import_visitor visitor, void *context);

/// Whether an address is in one of the object's segments.
bool elf_contains(const struct dl_phdr_info *object, uintptr_t address);

/// Lets a slot point at another function; pages keep their protection. False when the object is still being
/// loaded or the system does not allow it: nothing is changed then.
bool elf_set_import(const struct dl_phdr_info *object, void **slot, void *target);

#endif
#endif
