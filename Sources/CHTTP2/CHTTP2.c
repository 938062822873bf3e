#include "CHTTP2.h"
