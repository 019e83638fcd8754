#pragma once
// Typed doors to libcurl: its own functions are variadic, which Swift cannot call.
#include <curl/curl.h>
#include <sys/socket.h>

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
CURLcode ccurl_set_data_callback(CURL *handle, CURLoption option, ccurl_data_callback callback);

typedef curl_socket_t (*ccurl_socket_callback)(void *context, curlsocktype purpose,
                                               struct curl_sockaddr *address);
CURLcode ccurl_set_socket_callback(CURL *handle, ccurl_socket_callback callback, void *context);

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode ccurl_get_pointer(CURL *handle, CURLINFO info, void **value);
CURLcode ccurl_get_socket(CURL *handle, curl_socket_t *value);
CURLcode ccurl_message_result(const CURLMsg *message);
