// Swift cannot call variadic C functions, so each kind of argument that we use has a wrapper with a fixed signature.
// The names in parentheses keep libcurl's type-checking macros out: the wrappers' own types do that work.
#ifndef RUHU_CLIBCURL_SHIM_H
#define RUHU_CLIBCURL_SHIM_H

#include <curl/curl.h>

typedef size_t (*ruhu_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ruhu_curl_progress_callback)(void *context, curl_off_t receive_total, curl_off_t received,
                                           curl_off_t send_total, curl_off_t sent);

static inline CURLcode ruhu_curl_global_init(void) {
    return curl_global_init(CURL_GLOBAL_ALL);
}

static inline CURLcode ruhu_curl_set_long(CURL *easy, CURLoption option, long value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_bytes(CURL *easy, CURLoption option, const void *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_data_callback(CURL *easy, CURLoption option, ruhu_curl_data_callback value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ruhu_curl_set_progress_callback(CURL *easy, ruhu_curl_progress_callback value) {
    return (curl_easy_setopt)(easy, CURLOPT_XFERINFOFUNCTION, value);
}

// The two getters answer 0 where libcurl has no answer.
static inline long ruhu_curl_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return (curl_easy_getinfo)(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline curl_off_t ruhu_curl_get_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return (curl_easy_getinfo)(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline CURLMcode ruhu_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

// The next transfer that has ended, or NULL; its result code goes to `result`.
static inline CURL *ruhu_curl_multi_next_done(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

#endif
