/* libc's calls by which a listing reads its file system, each so much later, as on a network. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static long delay;

void slow_calls(long microseconds) { delay = microseconds; }

static void *later(const char *name) {
  if (delay > 0) {
    struct timespec time = {delay / 1000000, delay % 1000000 * 1000};
    nanosleep(&time, 0);
  }
  return dlsym(RTLD_NEXT, name);
}

int statx(int directory, const char *path, int flags, unsigned mask, void *buffer) {
  return ((int (*)(int, const char *, int, unsigned, void *))later("statx"))(directory, path, flags, mask, buffer);
}

int openat(int directory, const char *path, int flags, unsigned mode) {
  return ((int (*)(int, const char *, int, ...))later("openat"))(directory, path, flags, mode);
}

/* getdents64 and openat2 */
long syscall(long number, long first, long second, long third, long fourth) {
  return ((long (*)(long, ...))later("syscall"))(number, first, second, third, fourth);
}
