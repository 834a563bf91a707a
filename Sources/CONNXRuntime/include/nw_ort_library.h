#ifndef NW_ORT_LIBRARY_H
#define NW_ORT_LIBRARY_H

#include <stdint.h>

#include "nw_ort_slots.h"

/// What a library hands out first. It is the same in every version.
struct nw_ort_entry {
  /// The table of a version, its number being the minor one of the release; NULL when the library is older.
  const void *_Nullable const *_Nullable (*_Nonnull table)(uint32_t version);
  /// `1.31.1`
  const char *_Nonnull (*_Nonnull version)(void);
};

/// Loads the library at a path, or of a name that the loader knows. It is never unloaded: its threads and what it
/// keeps per thread would go on without their code.
///
/// NULL when there is none, with `problem` saying why in the loader's words; they are to be freed.
const struct nw_ort_entry *_Nullable nw_ort_load(const char *_Nonnull path, char *_Nullable *_Nonnull problem);

/// What a version has, which is at least NW_ORT_OLDEST; it stays for the life of the process. NULL when the library does
/// not hand it out.
const struct nw_ort_api *_Nullable nw_ort_take_table(const struct nw_ort_entry *_Nonnull entry, uint32_t version);

#endif
