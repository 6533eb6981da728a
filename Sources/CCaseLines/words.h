// Finding a word of a fixed list in JSON text.
#ifndef WAYMARK_CCASELINES_WORDS_H
#define WAYMARK_CCASELINES_WORDS_H

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace caselines {

/// A word with its closing quote behind it, so that finding it at an opening quote finds the whole string.
struct Word {
    char quoted[32] = {};
    /// With the closing quote.
    uint32_t length = 0;
    /// One bit for each of the first 32 bytes that count.
    uint32_t mask = 0;
    std::string text;

    explicit Word(const std::string &word) : text(word + '"') {
        length = static_cast<uint32_t>(text.size());
        memcpy(quoted, text.data(), length < 32 ? length : 32);
        mask = length >= 32 ? ~uint32_t{0} : (uint32_t{1} << length) - 1;
    }

    /// Whether the word and its closing quote stand at `p`; 32 bytes from `p` on are readable.
    inline bool stands(const uint8_t *p) const {
#if defined(__SSE2__)
        auto at = reinterpret_cast<const __m128i *>(p);
        auto mine = reinterpret_cast<const __m128i *>(quoted);
        uint32_t low = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(at), _mm_loadu_si128(mine)));
        if (length <= 16) return (low & mask) == mask;
        uint32_t high = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(at + 1), _mm_loadu_si128(mine + 1)));
        if (((low | high << 16) & mask) != mask) return false;
        return length <= 32 || memcmp(p + 32, text.data() + 32, length - 32) == 0;
#else
        return memcmp(p, text.data(), length) == 0;
#endif
    }
};

/// Words by a hash of their length, beginning and end; every hit is compared.
class WordTable {
public:
    std::vector<Word> words;

    void add(const std::string &word) { words.emplace_back(word); }

    /// Once all words are added.
    void build() {
        size_t size = 16;
        while (size < words.size() * 4) size *= 2;
        shift = 64;
        for (size_t s = size; s > 1; s /= 2) shift--;
        // A multiplier that sends few words to taken slots; that none is sent there is likely, not needed.
        size_t fewest = ~size_t{0};
        uint64_t best = 0, candidate = 0x9E3779B97F4A7C15u;
        for (int attempt = 0; attempt < 64 && fewest > 0; attempt++, candidate = candidate * 6364136223846793005u + 2) {
            size_t taken = fill(size, candidate | 1);
            if (taken < fewest) { fewest = taken; best = candidate | 1; }
        }
        fill(size, best);
    }

    /// The number of the word of `length` bytes at `p`, which a quote follows; -1 if there is none.
    inline int32_t find(const uint8_t *p, size_t length) const {
        size_t slot = hash(p, length, multiplier) >> shift;
        while (slots[slot] >= 0) {
            const Word &word = words[slots[slot]];
            if (word.length == length + 1 && word.stands(p)) return slots[slot];
            slot = (slot + 1) & (slots.size() - 1);
        }
        return -1;
    }

private:
    std::vector<int32_t> slots;
    uint64_t multiplier = 1;
    int shift = 0;

    static inline uint64_t hash(const uint8_t *p, size_t length, uint64_t multiplier) {
        uint64_t first, last = 0;
        memcpy(&first, p, 8);
        if (length < 8) first &= (uint64_t{1} << (8 * length)) - 1;
        else memcpy(&last, p + length - 8, 8);
        return ((first ^ (last << 29 | last >> 35)) + length) * multiplier;
    }

    size_t fill(size_t size, uint64_t candidate) {
        multiplier = candidate;
        slots.assign(size, -1);
        size_t taken = 0;
        for (size_t i = 0; i < words.size(); i++) {
            uint8_t padded[8] = {};
            const std::string &text = words[i].text;
            const uint8_t *p = reinterpret_cast<const uint8_t *>(text.data());
            if (text.size() < 9) { memcpy(padded, p, text.size()); p = padded; }
            size_t slot = hash(p, text.size() - 1, candidate) >> shift;
            while (slots[slot] >= 0) { slot = (slot + 1) & (size - 1); taken++; }
            slots[slot] = static_cast<int32_t>(i);
        }
        return taken;
    }
};

}  // namespace caselines

#endif
