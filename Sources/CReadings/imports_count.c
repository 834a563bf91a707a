#include "allocation_count.h"
#include "imported_functions.h"
#include "nw_allocations.h"

bool nw_allocations_count_by_imports(void) {
  if (!allocation_count_prepare() || !imported_functions_count()) return false;
  if (allocation_count_is_right()) return true;
  imported_functions_restore();
  return false;
}

void nw_allocations_find_new_imports(void) { imported_functions_rescan(); }

bool nw_allocations_miss_imports(void) { return imported_functions_are_missed(); }
