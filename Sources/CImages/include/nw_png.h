#ifndef NW_PNG_H
#define NW_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libpng is loaded at run time, so that NetWeight builds and runs where it is not installed. A decoder of our own
// would be smaller, and would have to earn the trust that libpng has with damaged and hostile files.

/// A libpng that was loaded.
struct nw_png_library;

/// Bytes of the text that says why an image cannot be decoded, with the zero at its end.
enum { NW_PNG_MESSAGE = 64 };

/// Loads libpng 1.6 by the name or path of its file; NULL when there is none or it lacks the simplified API. What
/// was loaded stays for the life of the process.
const struct nw_png_library *nw_png_load(const char *path);

/// Decodes a PNG in memory to 8-bit red, green, blue and alpha for each pixel, the top row first; alpha is 255
/// where the image has none, and never multiplied into the colours. Any thread may call it.
///
/// `width` and `height` must be those that the image says itself, and `rgba` have room for 4 · width · height
/// bytes. False when the image is damaged or of another size: `message` then says why and `rgba` is undefined.
bool nw_png_decode(const struct nw_png_library *library, const void *png, size_t size, uint32_t width,
                   uint32_t height, uint8_t *rgba, char message[NW_PNG_MESSAGE]);

#endif
