#include "nw_png.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

// Declared here, since libpng's header is not on machines that only run tests. libpng keeps this layout for all of
// 1.6, checks `version` and refuses a caller whose layout is another. Names are those of png.h, "SIMPLIFIED API".
struct image {
  void *opaque;
  uint32_t version;
  uint32_t width;
  uint32_t height;
  uint32_t format;
  uint32_t flags;
  uint32_t colormap_entries;
  uint32_t warning_or_error;
  char message[NW_PNG_MESSAGE];
};

enum { VERSION = 1, FORMAT_RGBA = 1 | 2 };

struct nw_png_library {
  int (*begin_read)(struct image *, const void *memory, size_t size);
  int (*finish_read)(struct image *, const void *background, void *buffer, int32_t row_stride, void *colormap);
  void (*free)(struct image *);
};

const struct nw_png_library *nw_png_load(const char *path) {
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return NULL;
  struct nw_png_library *library = malloc(sizeof *library);
  if (library != NULL) {
    // ISO C has no conversion from an object pointer to a function pointer; POSIX demands that this one works.
    *(void **)&library->begin_read = dlsym(handle, "png_image_begin_read_from_memory");
    *(void **)&library->finish_read = dlsym(handle, "png_image_finish_read");
    *(void **)&library->free = dlsym(handle, "png_image_free");
    if (library->begin_read != NULL && library->finish_read != NULL && library->free != NULL) return library;
  }
  free(library);
  dlclose(handle);
  return NULL;
}

bool nw_png_decode(const struct nw_png_library *library, const void *png, size_t size, uint32_t width,
                   uint32_t height, uint8_t *rgba, char message[NW_PNG_MESSAGE]) {
  struct image image = {.version = VERSION};
  bool decoded = false;
  if (library->begin_read(&image, png, size)) {
    if (image.width != width || image.height != height) {
      snprintf(image.message, sizeof image.message, "it has %u x %u pixels", image.width, image.height);
    } else {
      image.format = FORMAT_RGBA;
      // A warning is enough to refuse: after one, pixels may be missing and read as zero.
      decoded = library->finish_read(&image, NULL, rgba, 0, NULL) && image.warning_or_error == 0;
    }
  }
  if (!decoded) {
    image.message[sizeof image.message - 1] = 0;
    snprintf(message, NW_PNG_MESSAGE, "%s", image.message[0] != 0 ? image.message : "libpng does not say why");
  }
  library->free(&image);
  return decoded;
}
