#include "CCurl.h"

CURLcode ccurl_set_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
CURLcode ccurl_set_offset(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
CURLcode ccurl_set_string(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
CURLcode ccurl_set_pointer(CURL *h, CURLoption o, void *v) { return curl_easy_setopt(h, o, v); }
CURLcode ccurl_set_list(CURL *h, CURLoption o, struct curl_slist *v) {
  return curl_easy_setopt(h, o, v);
}
CURLcode ccurl_set_data_callback(CURL *h, CURLoption o, ccurl_data_callback c) {
  return curl_easy_setopt(h, o, c);
}
CURLcode ccurl_set_socket_callback(CURL *h, ccurl_socket_callback c, void *context) {
  CURLcode code = curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, c);
  return code == CURLE_OK ? curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, context) : code;
}
CURLMcode ccurl_multi_set_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }
CURLcode ccurl_get_long(CURL *h, CURLINFO i, long *v) { return curl_easy_getinfo(h, i, v); }
CURLcode ccurl_get_pointer(CURL *h, CURLINFO i, void **v) { return curl_easy_getinfo(h, i, v); }
CURLcode ccurl_get_socket(CURL *h, curl_socket_t *v) {
  return curl_easy_getinfo(h, CURLINFO_ACTIVESOCKET, v);
}
CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }
