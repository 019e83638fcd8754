#pragma once
// What the Glibc module does not show to Swift: epoll, eventfd, the union inside epoll_event, and
// the GNU additions to posix_spawn.
#include <spawn.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline int clinux_epoll_control(int epoll, int operation, int descriptor, uint32_t events) {
  struct epoll_event event = {0};
  event.events = events;
  event.data.fd = descriptor;
  return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline int clinux_event_descriptor(const struct epoll_event *event) { return event->data.fd; }
static inline uint32_t clinux_event_bits(const struct epoll_event *event) { return event->events; }

/// Names the calling thread for `top -H` and debuggers; the kernel keeps 15 bytes.
void clinux_name_this_thread(const char *name);

/// Lets a new process keep no descriptor but 0, 1 and 2, and start in `directory` (NULL: in ours).
void clinux_spawn_isolated(posix_spawn_file_actions_t *actions, const char *directory);
