// Where loaded objects keep the addresses of the functions that they import. The dynamic linker fills these slots
// by the relocation tables of each object; we read the same tables once more.

#define _GNU_SOURCE
#include "elf_imports.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <elf.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
enum { ABSOLUTE = R_X86_64_64, LINKAGE = R_X86_64_GLOB_DAT, LINKAGE_OF_CALLS = R_X86_64_JUMP_SLOT };
#else
enum { ABSOLUTE = R_AARCH64_ABS64, LINKAGE = R_AARCH64_GLOB_DAT, LINKAGE_OF_CALLS = R_AARCH64_JUMP_SLOT };
#endif

// Both machines have relocations with addends only; DT_REL is for others. DT_RELR holds none against symbols.
struct tables {
  const ElfW(Sym) * symbols;
  const char *strings;
  size_t strings_size;
  const ElfW(Rela) * relocations[2];
  size_t sizes[2];
};

static const ElfW(Phdr) * segment_of(const struct dl_phdr_info *object, uintptr_t address, size_t size) {
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    uintptr_t offset = address - object->dlpi_addr - header->p_vaddr;
    if (header->p_type == PT_LOAD && offset < header->p_memsz && size <= header->p_memsz - offset) return header;
  }
  return NULL;
}

bool elf_contains(const struct dl_phdr_info *object, uintptr_t address) {
  return segment_of(object, address, 1) != NULL;
}

/// glibc makes the addresses in the dynamic section absolute, musl leaves them as they are in the file.
static const void *loaded(const struct dl_phdr_info *object, uintptr_t address, size_t size) {
  if (segment_of(object, address, size) != NULL) return (const void *)address;
  address += object->dlpi_addr;
  return segment_of(object, address, size) != NULL ? (const void *)address : NULL;
}

static bool read_tables(const struct dl_phdr_info *object, struct tables *tables) {
  const ElfW(Dyn) *entry = NULL;
  for (size_t i = 0; i < object->dlpi_phnum; i++)
    if (object->dlpi_phdr[i].p_type == PT_DYNAMIC)
      entry = (const ElfW(Dyn) *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr);
  if (entry == NULL) return false;
  uintptr_t symbols = 0, strings = 0, relocations[2] = {0, 0};
  *tables = (struct tables){0};
  for (; entry->d_tag != DT_NULL; entry++) switch (entry->d_tag) {
      case DT_SYMTAB: symbols = entry->d_un.d_ptr; break;
      case DT_STRTAB: strings = entry->d_un.d_ptr; break;
      case DT_STRSZ: tables->strings_size = entry->d_un.d_val; break;
      case DT_RELA: relocations[0] = entry->d_un.d_ptr; break;
      case DT_RELASZ: tables->sizes[0] = entry->d_un.d_val; break;
      case DT_JMPREL: relocations[1] = entry->d_un.d_ptr; break;
      case DT_PLTRELSZ: tables->sizes[1] = entry->d_un.d_val; break;
      default: break;
    }
  tables->symbols = loaded(object, symbols, sizeof *tables->symbols);
  tables->strings = loaded(object, strings, tables->strings_size);
  for (int i = 0; i < 2; i++) {
    tables->relocations[i] = loaded(object, relocations[i], tables->sizes[i]);
    if (tables->relocations[i] == NULL) tables->sizes[i] = 0;
  }
  return symbols != 0 && tables->symbols != NULL && strings != 0 && tables->strings != NULL;
}

static void visit(const struct dl_phdr_info *object, const struct tables *tables,
                  const ElfW(Rela) * relocation, elf_import_visitor visitor, void *context) {
  size_t index = ELF64_R_SYM(relocation->r_info);
  uint32_t type = (uint32_t)ELF64_R_TYPE(relocation->r_info);
  if (index == 0 || (type != ABSOLUTE && type != LINKAGE && type != LINKAGE_OF_CALLS)) return;
  // An address inside a function, or of a slot that no store can change at once.
  uintptr_t slot = object->dlpi_addr + relocation->r_offset;
  if ((type == ABSOLUTE && relocation->r_addend != 0) || slot % sizeof(void *) != 0) return;
  const ElfW(Sym) *symbol = &tables->symbols[index];
  const ElfW(Phdr) *segment = segment_of(object, slot, sizeof(void *));
  if (segment == NULL || (segment->p_flags & PF_W) == 0) return;
  if (segment_of(object, (uintptr_t)symbol, sizeof *symbol) == NULL) return;
  if (symbol->st_name >= tables->strings_size) return;
  struct elf_import import = {
      .name = tables->strings + symbol->st_name,
      .slot = (void **)slot,
      .target = __atomic_load_n((void **)slot, __ATOMIC_RELAXED),
      .is_linkage = type != ABSOLUTE,
      .is_for_calls = type == LINKAGE_OF_CALLS,
      .own = symbol->st_shndx == SHN_UNDEF ? NULL : (void *)(object->dlpi_addr + symbol->st_value),
  };
  visitor(object, &import, context);
}

void elf_visit_imports(const struct dl_phdr_info *object, elf_import_visitor visitor, void *context) {
  struct tables tables;
  if (!read_tables(object, &tables)) return;
  for (int i = 0; i < 2; i++)
    for (size_t row = 0; row < tables.sizes[i] / sizeof(ElfW(Rela)); row++)
      visit(object, &tables, &tables.relocations[i][row], visitor, context);
}

/// Whether the linker made the slot's page read-only once it had filled it (RELRO).
static bool is_sealed(const struct dl_phdr_info *object, uintptr_t slot, uintptr_t page_size) {
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    uintptr_t start = object->dlpi_addr + header->p_vaddr, end = start + header->p_memsz;
    if (header->p_type == PT_GNU_RELRO && slot >= (start & -page_size) && slot < (end & -page_size)) return true;
  }
  return false;
}

// The kernel's interface (linux/futex.h, a header that musl's own headers come without).
enum { WAKE_OPERATION_PRIVATE = 5 | 128, ADD_NOTHING = 1 << 28 };

/// Asks the kernel to add nothing to the word. Reading /proc/self/maps would tell the same 1,000 times slower.
static bool is_writable(uintptr_t slot) {
  uint32_t unused = 0;
  return syscall(SYS_futex, &unused, WAKE_OPERATION_PRIVATE, 0, NULL, slot, ADD_NOTHING) >= 0;
}

bool elf_set_import(const struct dl_phdr_info *object, void **slot, void *target) {
  uintptr_t page_size = (uintptr_t)sysconf(_SC_PAGESIZE), address = (uintptr_t)slot;
  void *page = (void *)(address & -page_size);
  bool sealed = is_sealed(object, address, page_size);
  if (sealed) {
    // Not sealed yet: another thread is loading the object. Sealing the page afterwards, as below, would let the
    // linker crash on the next slot that it fills.
    if (is_writable(address)) return false;
    if (mprotect(page, page_size, PROT_READ | PROT_WRITE) != 0) return false;
  }
  __atomic_store_n(slot, target, __ATOMIC_RELEASE);
  if (sealed) mprotect(page, page_size, PROT_READ);
  return true;
}

#endif
