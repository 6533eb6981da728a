#include "CCaseLines.h"
#include "words.h"

#include <memory>
#include <new>
#include <simdjson.h>

using caselines::WordTable;

namespace {

struct Key {
    ccaselines_kind kind;
    int32_t column;
    uint8_t *cells = nullptr;
    uint32_t width = 1;
    int64_t lowest, highest;
    std::vector<int64_t> starts;
    WordTable words;
};

/// Numbers of the keys that are no facts, counted from the number of facts on.
enum { key_id, key_date, key_facts, special_keys };

/// Text whose structure is found in one go: small enough to stay in a core's cache with what is found.
constexpr size_t piece_size = 96 * 1024;

inline bool is_blank(uint8_t c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Days from 1900-01-01 of `YYYY-MM-DD`; -1 for anything else, or days outside 1900 to 2100.
int32_t day_number(const uint8_t *p) {
    auto digit = [&](int i) { return static_cast<unsigned>(p[i] - '0'); };
    for (int i : {0, 1, 2, 3, 5, 6, 8, 9})
        if (digit(i) > 9) return -1;
    if (p[4] != '-' || p[7] != '-') return -1;
    int year = static_cast<int>(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3));
    int month = static_cast<int>(digit(5) * 10 + digit(6)), day = static_cast<int>(digit(8) * 10 + digit(9));
    if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return -1;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (month == 2 && is_leap)) return -1;
    int before = 0;
    for (int m = 1; m < month; m++) before += lengths[m - 1];
    before += month > 2 && is_leap;
    int past = year - 1;  // leap days up to the year before, less those up to 1899
    int leaps = past / 4 - past / 100 + past / 400 - 460;
    return (year - 1900) * 365 + leaps + before + day - 1;
}

}  // namespace

struct ccaselines_reader {
    std::vector<Key> keys;
    WordTable names;
    /// For each key, the key that followed it last time; the first of a line stands at the end.
    std::vector<uint32_t> follower;
    /// Keys of the line at hand; those with a value in every line of the last read.
    std::vector<uint64_t> seen, complete;
    std::vector<ccaselines_column> columns;
    size_t line_limit;
    /// Some line of the last read says of some fact that it is not known.
    bool has_gap = false;
    WordTable answers;  // unknown, declined, not known: in the order of their codes

    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;

    const uint8_t *text = nullptr;
    size_t length = 0, at = 0, line_number = 0;
    /// The piece of the text whose structure is known, and whether it was found as a whole.
    size_t piece_start = 0, piece_end = 0;
    bool is_whole = false;
    const uint32_t *next = nullptr;

    bool reserve(size_t capacity) {
        if (parser && parser->capacity() >= capacity) return true;
        size_t rounded = piece_size;
        while (rounded < capacity) rounded *= 2;
        if (!parser)
            return simdjson::get_active_implementation()->create_dom_parser_implementation(rounded, 4, parser) ==
                   simdjson::SUCCESS;
        return parser->set_capacity(rounded) == simdjson::SUCCESS;
    }

    bool find_structure(size_t start, size_t end) {
        if (!reserve(end - start)) return false;
        auto problem = parser->stage1(text + start, end - start, simdjson::stage1_mode::regular);
        next = parser->structural_indexes.get();
        return problem == simdjson::SUCCESS;
    }

    void begin_piece() {
        piece_start = at;
        piece_end = length;
        if (length - at > piece_size) {
            auto last = static_cast<const uint8_t *>(memrchr(text + at, '\n', piece_size));
            if (!last) last = static_cast<const uint8_t *>(memchr(text + at + piece_size, '\n', length - at - piece_size));
            if (last) piece_end = static_cast<size_t>(last + 1 - text);
        }
        is_whole = find_structure(piece_start, piece_end);
    }

    inline void put(const Key &key, size_t line, int32_t cell) {
        switch (key.width) {
        case 1: key.cells[line] = static_cast<uint8_t>(cell); break;
        case 2: reinterpret_cast<uint16_t *>(key.cells)[line] = static_cast<uint16_t>(cell); break;
        default: reinterpret_cast<int32_t *>(key.cells)[line] = cell;
        }
    }

    void put_all(const Key &key, size_t line, int32_t cell) {
        if (key.column < 0) return;
        if (key.kind != ccaselines_several_of) return put(key, line, cell);
        for (size_t i = 0; i < key.words.words.size(); i++) columns[key.column + i].cells[line] = static_cast<uint8_t>(cell);
    }

    /// The end of the string that begins at the quote `start`, where `next` is what follows it; 0 with an escape in it.
    size_t string_end(const uint8_t *base, size_t start, size_t following) {
        size_t end = following - 1;
        while (end > start && is_blank(base[end])) end--;
        if (end == start || base[end] != '"' || memchr(base + start + 1, '\\', end - start - 1)) return 0;
        return end;
    }

    /// One of the words that stand for no value.
    bool read_answer(const Key &key, size_t line, const uint8_t *base, size_t start, size_t end) {
        int32_t found = answers.find(base + start + 1, end - start - 1);
        if (found < 0) return false;
        put_all(key, line, -1 - found);
        has_gap = true;
        return true;
    }

    /// The value of a fact at `s[0]`, in front of `s[1]`; moves `s` behind the value.
    inline bool read_value(const Key &key, size_t line, const uint8_t *base, const uint32_t *&s, size_t end) {
        const size_t start = s[0];
        const uint8_t *p = base + start;
        const size_t after = s[1];
        if (after >= end) return false;
        if (__builtin_expect(*p == 'n', 0)) {
            if (memcmp(p, "null", 4) != 0 || !(start + 4 == after || is_blank(p[4]))) return false;
            s += 1;
            has_gap = true;
            return true;
        }
        switch (key.kind) {
        case ccaselines_yes_no: {
            uint32_t word;
            memcpy(&word, p, 4);
            bool yes = word == 0x65757274u;  // true
            bool no = word == 0x736C6166u && p[4] == 'e';
            if (__builtin_expect(!(yes | no), 0)) break;
            size_t value_end = start + 5 - yes;
            if (value_end != after && !is_blank(base[value_end])) return false;
            if (key.column >= 0) key.cells[line] = yes;
            s += 1;
            return true;
        }
        case ccaselines_number: {
            bool negative = *p == '-';
            const uint8_t *digits = p + negative, *d = digits;
            int64_t value = 0;
            while (static_cast<unsigned>(*d - '0') < 10u && d - digits < 18) value = value * 10 + (*d++ - '0');
            if (d == digits) break;
            if (*digits == '0' && d - digits > 1) return false;
            if (d != base + after && !is_blank(*d)) return false;
            if (negative) value = -value;
            if (value < key.lowest || value > key.highest) return false;
            s += 1;
            if (key.column < 0) return true;
            if (__builtin_expect(key.starts.empty(), 1)) {
                put(key, line, static_cast<int32_t>(value - key.lowest));
            } else {
                int32_t run = 0;
                while (static_cast<size_t>(run) + 1 < key.starts.size() && key.starts[run + 1] <= value) run++;
                put(key, line, run);
            }
            return true;
        }
        case ccaselines_one_of: {
            if (*p != '"') return false;
            // Without blanks before what follows the string ends just before it.
            if (__builtin_expect(base[after - 1] == '"', 1)) {
                int32_t word = key.words.find(p + 1, after - start - 2);
                if (__builtin_expect(word >= 0, 1)) {
                    if (key.column >= 0) put(key, line, word);
                    s += 1;
                    return true;
                }
            }
            break;
        }
        case ccaselines_several_of: {
            if (*p != '[') break;
            if (key.column >= 0)
                for (size_t i = 0; i < key.words.words.size(); i++) columns[key.column + i].cells[line] = 0;
            s += 1;
            if (base[s[0]] == ']') {
                s += 1;
                return true;
            }
            while (true) {
                if (s[0] >= end || s[1] >= end || base[s[0]] != '"') return false;
                size_t close = base[s[1] - 1] == '"' ? s[1] - 1 : string_end(base, s[0], s[1]);
                if (close <= s[0]) return false;
                int32_t word = key.words.find(base + s[0] + 1, close - s[0] - 1);
                if (word < 0) return false;
                if (key.column >= 0) columns[key.column + word].cells[line] = 1;
                s += 2;
                if (base[s[-1]] == ']') return true;
                if (base[s[-1]] != ',') return false;
            }
        }
        default: break;
        }

        // Strings: words that stand for no value, dates, texts, `nothing`, and words with blanks behind them.
        if (*p != '"') return false;
        size_t close = string_end(base, start, after);
        if (close == 0) return false;
        s += 1;
        if (read_answer(key, line, base, start, close)) return true;
        const size_t content = close - start - 1;
        switch (key.kind) {
        case ccaselines_one_of: {
            int32_t word = key.words.find(p + 1, content);
            if (word < 0) return false;
            if (key.column >= 0) put(key, line, word);
            return true;
        }
        case ccaselines_several_of:
            if (content != 7 || memcmp(p + 1, "nothing", 7) != 0) return false;
            put_all(key, line, 0);
            return true;
        case ccaselines_date: {
            int32_t day = content == 10 ? day_number(p + 1) : -1;
            if (day < 0) return false;
            if (key.column >= 0) put(key, line, day);
            return true;
        }
        case ccaselines_text:
            if (key.column >= 0) put(key, line, 0);
            return true;
        default: return false;
        }
    }

    inline bool mark(uint32_t key) {
        uint64_t bit = uint64_t{1} << (key & 63);
        bool is_new = (seen[key >> 6] & bit) == 0;
        seen[key >> 6] |= bit;
        return is_new;
    }

    /// The entries of an object behind its brace; `s` ends up behind its closing brace.
    bool read_entries(bool is_nested, size_t line, ccaselines_line *out, const uint8_t *base, const uint32_t *&s, size_t end) {
        const uint32_t facts = static_cast<uint32_t>(keys.size());
        uint32_t previous = facts + special_keys + is_nested;
        bool has_flat_facts = false, has_nested_facts = false;
        if (s[0] < end && base[s[0]] == '}') {
            s += 1;
            return true;
        }
        while (true) {
            // Places ascend, up to the end of the text: one in reach at s[2] means the same of s[1].
            if (s[0] >= end || s[2] >= end) return false;
            const size_t quote = s[0];
            if (base[quote] != '"' || base[s[1]] != ':') return false;
            uint32_t key = follower[previous];
            if (__builtin_expect(!names.words[key].stands(base + quote + 1), 0)) {
                size_t close = string_end(base, quote, s[1]);
                int32_t found = close ? names.find(base + quote + 1, close - quote - 1) : -1;
                if (found < 0) return false;
                key = static_cast<uint32_t>(found);
                follower[previous] = key;
            }
            previous = key;
            if (!mark(key)) return false;
            s += 2;
            if (__builtin_expect(key < facts, 1)) {
                has_flat_facts = true;
                if (!read_value(keys[key], line, base, s, end)) return false;
            } else {
                if (is_nested || s[1] >= end) return false;
                const size_t start = s[0];
                if (key == facts + key_facts) {
                    if (base[start] != '{') return false;
                    has_nested_facts = true;
                    s += 1;
                    if (!read_entries(true, line, out, base, s, end)) return false;
                } else {
                    if (base[start] != '"') return false;
                    size_t close = string_end(base, start, s[1]);
                    if (close == 0) return false;
                    s += 1;
                    if (key == facts + key_id) {
                        out->id_start = static_cast<size_t>(base - text) + start + 1;
                        out->id_length = close - start - 1;
                    } else {
                        out->day = close - start - 1 == 10 ? day_number(base + start + 1) : -1;
                        if (out->day < 0) return false;
                    }
                }
            }
            if (s[0] >= end) return false;
            const uint8_t separator = base[s[0]];
            s += 1;
            if (separator == ',') continue;
            if (separator != '}') return false;
            return is_nested || !(has_flat_facts && has_nested_facts);
        }
    }

    /// A line whose structure begins at `s`; places are counted from `base`, the line ends before `end`.
    bool read_line(size_t line, ccaselines_line *out, const uint8_t *base, const uint32_t *&s, size_t end) {
        for (auto &bits : seen) bits = 0;
        if (s[0] >= end || base[s[0]] != '{') return false;
        s += 1;
        if (!read_entries(false, line, out, base, s, end)) return false;
        if (s[0] < end) return false;
        for (size_t i = 0; i < seen.size(); i++) complete[i] &= seen[i];
        return true;
    }
};

extern "C" ccaselines_reader *ccaselines_new(
    const ccaselines_key *keys, size_t key_count, const ccaselines_column *columns, size_t column_count,
    size_t line_limit) {
    try {
        auto reader = std::make_unique<ccaselines_reader>();
        reader->columns.assign(columns, columns + column_count);
        reader->line_limit = line_limit;
        for (size_t i = 0; i < key_count; i++) {
            const ccaselines_key &given = keys[i];
            Key key{};
            key.kind = given.kind;
            key.column = given.column;
            if (given.column >= 0) {
                key.cells = columns[given.column].cells;
                key.width = columns[given.column].width;
            }
            key.lowest = given.lowest;
            key.highest = given.highest;
            key.starts.assign(given.starts, given.starts + given.start_count);
            for (size_t w = 0; w < given.word_count; w++)
                key.words.add(std::string(given.words[w].text, given.words[w].length));
            key.words.build();
            reader->keys.push_back(std::move(key));
            // A fact that is called like a key of the case itself: no JSON text has a bare control character for a key,
            // so the key is always the case's, and the slower reader takes the fact.
            std::string name(given.name.text, given.name.length);
            bool is_taken = name == "id" || name == "decision_date" || name == "facts";
            reader->names.add(is_taken ? "\x01" : name);
        }
        for (const char *name : {"id", "decision_date", "facts"}) reader->names.add(name);
        reader->names.build();
        for (const char *answer : {"unknown", "declined", "not known"}) reader->answers.add(answer);
        reader->answers.build();
        size_t count = key_count + special_keys;
        for (size_t i = 0; i < count; i++) reader->follower.push_back(static_cast<uint32_t>((i + 1) % count));
        reader->follower[key_count + key_id] = 0;
        reader->follower.push_back(static_cast<uint32_t>(key_count + key_id));  // first in the line
        reader->follower.push_back(0);                                          // first below `facts`
        reader->seen.assign((count + 63) / 64, 0);
        reader->complete = reader->seen;
        if (!reader->reserve(piece_size)) return nullptr;
        return reader.release();
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}

extern "C" void ccaselines_free(ccaselines_reader *reader) { delete reader; }

extern "C" int ccaselines_begin(ccaselines_reader *reader, const uint8_t *text, size_t length) {
    reader->text = text;
    reader->length = length;
    reader->at = reader->piece_start = reader->piece_end = reader->line_number = 0;
    return 1;
}

extern "C" size_t ccaselines_read(ccaselines_reader *reader, ccaselines_line *lines) {
    ccaselines_reader &r = *reader;
    for (auto &column : r.columns) memset(column.cells, 0xFF, r.line_limit * column.width);
    for (auto &bits : r.complete) bits = ~uint64_t{0};
    r.has_gap = false;
    size_t count = 0;
    while (count < r.line_limit && r.at < r.length) {
        if (r.at >= r.piece_end) r.begin_piece();
        const uint8_t *from = r.text + r.at;
        auto stop = static_cast<const uint8_t *>(memchr(from, '\n', r.piece_end - r.at));
        const size_t start = r.at;
        const size_t end = stop ? static_cast<size_t>(stop - r.text) : r.piece_end;
        const size_t number = r.line_number;
        r.at = stop ? end + 1 : end;
        r.line_number += stop != nullptr;
        size_t first = start;
        while (first < end && is_blank(r.text[first])) first++;
        if (first == end) continue;

        ccaselines_line &line = lines[count];
        line = {start, end, number, end, 0, -1, ccaselines_other};
        bool is_usual;
        if (__builtin_expect(r.is_whole, 1)) {
            is_usual = r.read_line(count, &line, r.text + r.piece_start, r.next, end - r.piece_start);
            if (__builtin_expect(!is_usual, 0)) {
                // Whatever is left of the line, and no more of the next than was looked at.
                const uint32_t *all = r.parser->structural_indexes.get();
                while (r.next > all && r.next[-1] >= end - r.piece_start) r.next--;
                const uint32_t *last = all + r.parser->n_structural_indexes;
                while (r.next < last && *r.next < end - r.piece_start) r.next++;
            }
        } else {
            is_usual = r.find_structure(start, end) && r.read_line(count, &line, r.text + start, r.next, end - start);
        }
        if (is_usual) line.outcome = ccaselines_usual;
        count++;
    }
    return count;
}

extern "C" const uint64_t *ccaselines_complete(const ccaselines_reader *reader) {
    return reader->has_gap ? nullptr : reader->complete.data();
}

extern "C" size_t ccaselines_line_count(const ccaselines_reader *reader) { return reader->line_number; }
