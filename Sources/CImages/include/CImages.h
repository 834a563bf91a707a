/// What NetWeight reads images with: libpng, where the system has it.
#ifndef NW_CIMAGES_H
#define NW_CIMAGES_H

#include "nw_png.h"

#endif
