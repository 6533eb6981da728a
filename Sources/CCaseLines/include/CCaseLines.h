/// Lines of JSON into columns of small integers, with simdjson finding the structure of the text.
///
/// The reader knows keys, kinds of value and words, and nothing of what they mean. It takes the lines that say what
/// lines usually say, and takes them exactly; every other line (an escape in a word, an unknown key, a wrong type, a
/// syntax error, …) it hands back as `ccaselines_other`, for a slower reader that can also say what is wrong with it.
#ifndef WAYMARK_CCASELINES_H
#define WAYMARK_CCASELINES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many bytes behind the text given to `ccaselines_read` have to be readable.
#define CCASELINES_PADDING 64

typedef enum {
    ccaselines_yes_no,
    ccaselines_number,
    ccaselines_date,
    ccaselines_one_of,
    ccaselines_several_of,
    ccaselines_text,
} ccaselines_kind;

/// Stands in a column where nothing is known; below it `declined` and `not known`, each counted from the top of the
/// column's width: 0xFF, 0xFE and 0xFD in a column of bytes. Cells of values are always smaller.
enum {
    ccaselines_unknown = -1,
    ccaselines_declined = -2,
    ccaselines_not_known = -3,
};

typedef struct {
    const char *text;
    size_t length;
} ccaselines_word;

/// A key and where its value goes.
typedef struct {
    ccaselines_word name;
    ccaselines_kind kind;
    /// First column: one for each word of `several_of`, else one alone; -1: the value is checked and goes nowhere.
    int32_t column;
    /// Numbers: the range, both ends included; the cell is the distance from `lowest`, or the run of `starts` the
    /// number lies in (`start_count` numbers, ascending, the first of them `lowest`).
    int64_t lowest, highest;
    const int64_t *starts;
    size_t start_count;
    const ccaselines_word *words;
    size_t word_count;
} ccaselines_key;

/// A column: `width` bytes (1, 2 or 4) for each line, from `cells` on.
typedef struct {
    uint8_t *cells;
    uint32_t width;
} ccaselines_column;

typedef enum {
    /// Read; its cells are in the columns.
    ccaselines_usual,
    /// Not read; its cells mean nothing.
    ccaselines_other,
} ccaselines_outcome;

typedef struct {
    /// The line's bytes in the text, without its end.
    size_t start, end;
    /// Its number in the text, from 0, blank lines counted.
    size_t number;
    /// The name between its quotes, as written and free of escapes; `id_start` is `end` where there is none.
    size_t id_start, id_length;
    /// `decision_date` as days since 1900-01-01; -1 where there is none.
    int32_t day;
    ccaselines_outcome outcome;
} ccaselines_line;

typedef struct ccaselines_reader ccaselines_reader;

/// The keys and words are copied. NULL where there is not enough memory.
ccaselines_reader *ccaselines_new(
    const ccaselines_key *keys, size_t key_count, const ccaselines_column *columns, size_t column_count,
    size_t line_limit);
void ccaselines_free(ccaselines_reader *reader);

/// Finds the structure of a text of whole lines. It must stay in place, with the padding, while lines are read from it.
/// Returns 0 where there is not enough memory.
int ccaselines_begin(ccaselines_reader *reader, const uint8_t *text, size_t length);

/// Reads on, up to `line_limit` lines that are not blank: line i goes into cell i of the columns and into `lines[i]`.
/// Returns their number; 0 at the end of the text.
size_t ccaselines_read(ccaselines_reader *reader, ccaselines_line *lines);

/// Which keys have a value in every line of the last read that was `ccaselines_usual`, a bit for each, the first key
/// lowest; NULL where a line says of some key that it is not known.
const uint64_t *ccaselines_complete(const ccaselines_reader *reader);

/// The number of line ends passed so far in the text, once everything is read.
size_t ccaselines_line_count(const ccaselines_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
