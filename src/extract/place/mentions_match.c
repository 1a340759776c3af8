#include "extract/place/mentions_match.h"

#include <string.h>

bool dln_is_proper(const dln_token *token) {
    return token->kind == DLN_TOKEN_WORD && token->letter_case != DLN_CASE_LOWER;
}

bool dln_name_key_add(dln_name_key *key, const dln_token *token) {
    if (token->kind == DLN_TOKEN_PUNCTUATION) {
        bool inner = token->mark == '-' || token->mark == '.' || token->mark == '\'';
        if (!inner || (token->space_before && token->mark != '\''))
            return false;
        key->gap |= token->mark == '-';
        return true;
    }
    bool space = key->len > 0 && (token->space_before || key->gap);
    if (key->len + space + token->folded.len > sizeof key->bytes || token->folded.len == 0)
        return false;
    if (space)
        key->bytes[key->len++] = ' ';
    memcpy(key->bytes + key->len, token->folded.data, token->folded.len);
    key->len += token->folded.len;
    key->gap = false;
    return true;
}

static dln_str key_str(const dln_name_key *key) {
    return (dln_str){key->bytes, key->len};
}

size_t dln_match_names(const dln_gazetteer *gazetteer, const dln_token *tokens, size_t count,
                       dln_name_match out[DLN_NAME_MAX_TOKENS]) {
    dln_name_key key = {.len = 0};
    size_t found = 0;
    for (size_t i = 0; i < count && i < DLN_NAME_MAX_TOKENS; i++) {
        if ((i > 0 && tokens[i].starts_sentence) || !dln_name_key_add(&key, &tokens[i]))
            break;
        if (tokens[i].kind == DLN_TOKEN_PUNCTUATION)
            continue;
        if (dln_is_proper(&tokens[i]) || i > 0) {
            dln_name_match match = {.token_count = (uint32_t)i + 1};
            match.candidates = dln_gazetteer_find_folded(gazetteer, key_str(&key), &match.count);
            if (match.count > 0)
                out[found++] = match;
        }
        if (!dln_gazetteer_has_prefix(gazetteer, key_str(&key)))
            break;
    }
    return found;
}
