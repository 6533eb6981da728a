#ifndef WAYMARK_CSIMDJSON_H
#define WAYMARK_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a token of a document is.
typedef enum csimdjson_kind {
    csimdjson_null,
    csimdjson_true,
    csimdjson_false,
    /// A whole number that fits 64 bits.
    csimdjson_integer,
    /// Any other number; its text is that of the source.
    csimdjson_number,
    csimdjson_string,
    /// Followed by the tokens of its items.
    csimdjson_array,
    /// Followed by a string and the tokens of a value for each entry.
    csimdjson_object,
} csimdjson_kind;

/// One value of a document, or the key of an entry.
typedef struct csimdjson_token {
    csimdjson_kind kind;
    /// The bytes of the source it takes.
    uint32_t start;
    uint32_t end;
    /// Items of an array, entries of an object.
    uint32_t count;
    int64_t integer;
    /// The contents of a string, escapes resolved, in UTF-8.
    const char *text;
    size_t text_length;
} csimdjson_token;

typedef enum csimdjson_outcome {
    csimdjson_ok,
    csimdjson_invalid,
    csimdjson_too_deep,
    csimdjson_no_memory,
} csimdjson_outcome;

/// Reads documents one after the other, keeping its memory.
typedef struct csimdjson_reader csimdjson_reader;

/// NULL where there is no memory.
csimdjson_reader *csimdjson_reader_new(void);
void csimdjson_reader_free(csimdjson_reader *reader);

/// Reads one document and validates all of it: UTF-8, strings, numbers, structure, and nothing behind it.
/// The bytes must number less than 2^32.
csimdjson_outcome csimdjson_read(csimdjson_reader *reader, const uint8_t *bytes, size_t length, size_t depth_limit);

/// The tokens of the last document read, in the order in which they are written; valid until the next.
const csimdjson_token *csimdjson_tokens(const csimdjson_reader *reader, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
