#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstring>
#include <new>
#include <utility>
#include <vector>

namespace od = simdjson::ondemand;

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Checks the grammar of a number; simdjson checks it only on the way to a double.
bool is_number(std::string_view text, bool &is_whole) {
    size_t i = 0;
    auto digits = [&] {
        size_t start = i;
        while (i < text.size() && is_digit(text[i])) i++;
        return i - start;
    };
    is_whole = true;
    if (i < text.size() && text[i] == '-') i++;
    bool begins_with_zero = i < text.size() && text[i] == '0';
    size_t count = digits();
    if (count == 0 || (begins_with_zero && count > 1)) return false;
    if (i < text.size() && text[i] == '.') {
        is_whole = false;
        i++;
        if (digits() == 0) return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        is_whole = false;
        i++;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) i++;
        if (digits() == 0) return false;
    }
    return i == text.size();
}

bool to_integer(std::string_view text, int64_t &value) {
    bool is_negative = text.front() == '-';
    uint64_t magnitude = 0;
    for (char c : text.substr(is_negative ? 1 : 0)) {
        uint64_t digit = static_cast<uint64_t>(c - '0');
        if (__builtin_mul_overflow(magnitude, uint64_t{10}, &magnitude)) return false;
        if (__builtin_add_overflow(magnitude, digit, &magnitude)) return false;
    }
    uint64_t limit = uint64_t{INT64_MAX} + (is_negative ? 1 : 0);
    if (magnitude > limit) return false;
    value = is_negative ? static_cast<int64_t>(0 - magnitude) : static_cast<int64_t>(magnitude);
    return true;
}

}  // namespace

struct csimdjson_reader {
    od::parser parser;
    /// The source with the room behind it that simdjson reads into.
    std::vector<char> source;
    size_t length = 0;
    std::vector<csimdjson_token> tokens;
    size_t depth_limit = 0;
    bool is_too_deep = false;

    bool read_document();

  private:
    template <typename Value> bool read(Value &value, size_t depth);
    template <typename Value> bool read_array(Value &value, size_t depth, size_t token);
    template <typename Value> bool read_object(Value &value, size_t depth, size_t token);
    bool read_scalar(std::string_view text, csimdjson_token &token);
    size_t add(csimdjson_kind kind, const char *start, size_t length);
    bool close(size_t token, size_t from, char bracket);
};

size_t csimdjson_reader::add(csimdjson_kind kind, const char *start, size_t length) {
    csimdjson_token token{};
    token.kind = kind;
    token.start = static_cast<uint32_t>(start - source.data());
    token.end = static_cast<uint32_t>(token.start + length);
    tokens.push_back(token);
    return tokens.size() - 1;
}

/// Between the last item and the closing bracket there is nothing but blanks.
bool csimdjson_reader::close(size_t token, size_t from, char bracket) {
    while (from < length && is_blank(source[from])) from++;
    if (from >= length || source[from] != bracket) return false;
    tokens[token].end = static_cast<uint32_t>(from + 1);
    return true;
}

bool csimdjson_reader::read_scalar(std::string_view text, csimdjson_token &token) {
    bool is_whole;
    if (text == "null") {
        token.kind = csimdjson_null;
    } else if (text == "true") {
        token.kind = csimdjson_true;
    } else if (text == "false") {
        token.kind = csimdjson_false;
    } else if (is_number(text, is_whole)) {
        token.kind = is_whole && to_integer(text, token.integer) ? csimdjson_integer : csimdjson_number;
    } else {
        return false;
    }
    return true;
}

template <typename Value> bool csimdjson_reader::read_array(Value &value, size_t depth, size_t token) {
    od::array array;
    if (value.get_array().get(array)) return false;
    size_t end = tokens[token].start + 1;
    uint32_t count = 0;
    for (auto item : array) {
        od::value inner;
        if (item.get(inner)) return false;
        size_t first = tokens.size();
        if (!read(inner, depth + 1)) return false;
        end = tokens[first].end;
        count++;
    }
    tokens[token].count = count;
    return close(token, end, ']');
}

template <typename Value> bool csimdjson_reader::read_object(Value &value, size_t depth, size_t token) {
    od::object object;
    if (value.get_object().get(object)) return false;
    size_t end = tokens[token].start + 1;
    uint32_t count = 0;
    for (auto item : object) {
        od::field field;
        if (std::move(item).get(field)) return false;
        const char *raw = field.key().raw();
        size_t key = add(csimdjson_string, raw - 1, 0);
        const char *stop = raw;
        while (*stop != '"') stop += *stop == '\\' ? 2 : 1;
        tokens[key].end = static_cast<uint32_t>(stop + 1 - source.data());
        std::string_view name;
        if (field.unescaped_key().get(name)) return false;
        tokens[key].text = name.data();
        tokens[key].text_length = name.size();

        size_t first = tokens.size();
        od::value inner = field.value();
        if (!read(inner, depth + 1)) return false;
        end = tokens[first].end;
        count++;
    }
    tokens[token].count = count;
    return close(token, end, '}');
}

/// A document or a value inside one.
template <typename Value> bool csimdjson_reader::read(Value &value, size_t depth) {
    std::string_view raw;
    if (simdjson::simdjson_result<std::string_view>(value.raw_json_token()).get(raw) || raw.empty()) return false;
    while (!raw.empty() && is_blank(raw.back())) raw.remove_suffix(1);
    switch (raw.front()) {
    case '[':
    case '{': {
        if (depth > depth_limit) {
            is_too_deep = true;
            return false;
        }
        bool is_array = raw.front() == '[';
        size_t token = add(is_array ? csimdjson_array : csimdjson_object, raw.data(), 1);
        return is_array ? read_array(value, depth, token) : read_object(value, depth, token);
    }
    case '"': {
        size_t token = add(csimdjson_string, raw.data(), raw.size());
        std::string_view text;
        if (value.get_string().get(text)) return false;
        tokens[token].text = text.data();
        tokens[token].text_length = text.size();
        return true;
    }
    default: {
        size_t token = add(csimdjson_null, raw.data(), raw.size());
        // Iteration steps over a scalar that nobody took.
        return read_scalar(raw, tokens[token]);
    }
    }
}

bool csimdjson_reader::read_document() {
    od::document document;
    auto view = simdjson::padded_string_view(source.data(), length, source.size());
    if (parser.iterate(view).get(document)) return false;
    if (!read(document, 1)) return false;
    for (size_t rest = tokens[0].end; rest < length; rest++) {
        if (!is_blank(source[rest])) return false;
    }
    return true;
}

extern "C" csimdjson_reader *csimdjson_reader_new(void) { return new (std::nothrow) csimdjson_reader; }

extern "C" void csimdjson_reader_free(csimdjson_reader *reader) { delete reader; }

extern "C" csimdjson_outcome csimdjson_read(
    csimdjson_reader *reader, const uint8_t *bytes, size_t length, size_t depth_limit
) {
    try {
        reader->tokens.clear();
        reader->source.resize(length + simdjson::SIMDJSON_PADDING);
        if (length > 0) std::memcpy(reader->source.data(), bytes, length);
        std::memset(reader->source.data() + length, 0, simdjson::SIMDJSON_PADDING);
        reader->length = length;
        reader->depth_limit = depth_limit;
        reader->is_too_deep = false;
        if (reader->read_document()) return csimdjson_ok;
        return reader->is_too_deep ? csimdjson_too_deep : csimdjson_invalid;
    } catch (const std::bad_alloc &) {
        return csimdjson_no_memory;
    }
}

extern "C" const csimdjson_token *csimdjson_tokens(const csimdjson_reader *reader, size_t *count) {
    *count = reader->tokens.size();
    return reader->tokens.data();
}
