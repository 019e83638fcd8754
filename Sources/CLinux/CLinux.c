#define _GNU_SOURCE
#include "CLinux.h"
#include <sys/prctl.h>

void clinux_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

void clinux_spawn_isolated(posix_spawn_file_actions_t *actions, const char *directory) {
  posix_spawn_file_actions_addclosefrom_np(actions, 3);
  if (directory) posix_spawn_file_actions_addchdir_np(actions, directory);
}
