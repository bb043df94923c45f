// deflateInit2 and inflateInit2 are macros, which Swift does not see.
#ifndef RUHU_CZLIB_SHIM_H
#define RUHU_CZLIB_SHIM_H

#include <zlib.h>

// 15 is the largest window; adding 16 asks for the gzip format and nothing else (zlib.h, deflateInit2 and inflateInit2).
#define RUHU_GZIP_WINDOW_BITS (15 + 16)

// 8 is zlib's default memory level.
static inline int ruhu_gzip_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, RUHU_GZIP_WINDOW_BITS, 8, Z_DEFAULT_STRATEGY);
}

static inline int ruhu_gzip_inflate_init(z_stream *stream) {
    return inflateInit2(stream, RUHU_GZIP_WINDOW_BITS);
}

// A negative window asks for the bare stream, as it lies in a zip archive (zlib.h, inflateInit2).
static inline int ruhu_raw_inflate_init(z_stream *stream) {
    return inflateInit2(stream, -15);
}

#endif
