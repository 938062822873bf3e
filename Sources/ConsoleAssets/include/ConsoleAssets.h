#pragma once

#include <stddef.h>

/// A file of the web console, embedded in the binary. Everything it points at lives as long as the process.
struct console_asset {
    /// From the root, `/js/main.js`.
    const char *path;
    /// The media type for Content-Type.
    const char *type;
    const unsigned char *bytes;
    size_t length;
};

/// The number of files.
size_t console_asset_count(void);

/// The file at `index`, or NULL past the end.
const struct console_asset *console_asset_at(size_t index);
