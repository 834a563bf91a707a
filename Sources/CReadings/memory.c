#include "nw_memory.h"

#include <stddef.h>

#if defined(__linux__)

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// The kilobytes after `name` in /proc/self/status, as bytes.
static int64_t status_bytes(const char *name) {
  char text[8192];
  size_t length = 0;
  int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  for (;;) {
    ssize_t count = read(file, text + length, sizeof text - 1 - length);
    if (count <= 0) break;
    length += (size_t)count;
  }
  close(file);
  text[length] = 0;
  const char *line = strstr(text, name);
  return line == NULL ? -1 : (int64_t)strtoll(line + strlen(name), NULL, 10) * 1024;
}

int64_t nw_resident_bytes(void) { return status_bytes("\nVmRSS:"); }

int64_t nw_resident_anonymous_bytes(void) { return status_bytes("\nRssAnon:"); }

int64_t nw_peak_resident_bytes(void) { return status_bytes("\nVmHWM:"); }

bool nw_reset_peak_resident(void) {
  int file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  bool written = write(file, "5", 1) == 1;
  close(file);
  return written;
}

#elif defined(__APPLE__)

#include <mach/mach.h>

static bool footprint(task_vm_info_data_t *info) {
  mach_msg_type_number_t count = TASK_VM_INFO_COUNT;
  return task_info(mach_task_self(), TASK_VM_INFO, (task_info_t)info, &count) == KERN_SUCCESS;
}

int64_t nw_resident_bytes(void) {
  task_vm_info_data_t info;
  return footprint(&info) ? (int64_t)info.phys_footprint : -1;
}

int64_t nw_peak_resident_bytes(void) {
  task_vm_info_data_t info;
  return footprint(&info) ? (int64_t)info.ledger_phys_footprint_peak : -1;
}

int64_t nw_resident_anonymous_bytes(void) { return -1; }

bool nw_reset_peak_resident(void) { return false; }

#else

int64_t nw_resident_bytes(void) { return -1; }
int64_t nw_resident_anonymous_bytes(void) { return -1; }
int64_t nw_peak_resident_bytes(void) { return -1; }
bool nw_reset_peak_resident(void) { return false; }

#endif

#if !defined(__has_feature)
#define __has_feature(name) 0
#endif

const char *nw_sanitizer(void) {
#if __has_feature(address_sanitizer) || defined(__SANITIZE_ADDRESS__)
  return "address";
#elif __has_feature(thread_sanitizer) || defined(__SANITIZE_THREAD__)
  return "thread";
#else
  return NULL;
#endif
}
