#ifndef CBUILTINCONTENT_H
#define CBUILTINCONTENT_H

#include <stddef.h>

/// A file of the content that ships, as bytes of the program.
struct ruhu_built_in_file {
    /// The name of the file without its folder.
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    size_t size;
};

extern const struct ruhu_built_in_file *_Nonnull const ruhu_built_in_standards;
extern const size_t ruhu_built_in_standards_count;
extern const struct ruhu_built_in_file *_Nonnull const ruhu_built_in_forms;
extern const size_t ruhu_built_in_forms_count;

#endif
