/* Between a program and the C library: counts every call that changes files below a folder, and
 * kills the process behind the n-th, or lets the n-th fail, or writes all of them down.
 *
 *   SHIM_ROOT   the folder          SHIM_STATE   a file of `struct state`, shared by mmap
 *   SHIM_LOG    where calls are written down, see record()
 *
 * Linux only: loaded by LD_PRELOAD, driven by shim.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, KILL, FAIL, LOG };
struct state {
    uint64_t count, strike;
    int32_t mode, error;
};

static struct state *state;
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;

__attribute__((constructor)) static void start(void) {
    const char *folder = getenv("SHIM_ROOT"), *shared = getenv("SHIM_STATE");
    const char *log_name = getenv("SHIM_LOG");
    if (!folder || !shared || !log_name) return;
    int file = syscall(SYS_openat, AT_FDCWD, shared, O_RDWR | O_CLOEXEC, 0);
    if (file < 0) return;
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    if (memory == MAP_FAILED) return;
    file = syscall(SYS_openat, AT_FDCWD, log_name, O_WRONLY | O_APPEND | O_CREAT, 0600);
    log_file = fcntl(file, F_DUPFD_CLOEXEC, 200); /* out of the program's way */
    syscall(SYS_close, file);
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    state = memory;
}

static int below(const char *path) {
    return state && state->mode != OFF && path && strncmp(path, root, root_length) == 0;
}

/* The file's name if it is below the folder, else NULL. */
static const char *name_of(int file) {
    static __thread char name[PATH_MAX];
    char link[64];
    if (!state || state->mode == OFF) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length < 0) return NULL;
    name[length] = 0;
    return below(name) ? name : NULL;
}

/* Whether this call has to fail. */
static int fails(void) {
    if (state->mode != FAIL && state->mode != KILL) return 0;
    uint64_t now = __atomic_add_fetch(&state->count, 1, __ATOMIC_SEQ_CST);
    if (state->mode != FAIL || now != state->strike) return 0;
    errno = state->error;
    return 1;
}

static void die_if_it_is_time(void) {
    if (state->mode == KILL && state->count >= state->strike) syscall(SYS_kill, getpid(), SIGKILL);
}

/* operation, inode, offset, sizes of the two names and of the data, then these. */
static void record(char operation, uint64_t inode, uint64_t offset, const char *one,
                   const char *two, const void *data, uint64_t size) {
    if (state->mode != LOG) return;
    struct __attribute__((packed)) {
        char operation;
        uint64_t inode, offset, size;
        uint32_t one, two;
    } head = {operation, inode, offset, data ? size : 0, strlen(one), two ? strlen(two) : 0};
    size_t length = sizeof head + head.one + head.two + head.size;
    char *all = malloc(length), *at = all;
    at = mempcpy(at, &head, sizeof head);
    at = mempcpy(at, one, head.one);
    if (two) at = mempcpy(at, two, head.two);
    if (data) memcpy(at, data, head.size);
    for (size_t done = 0; done < length;) {
        ssize_t n = syscall(SYS_write, log_file, all + done, length - done);
        if (n <= 0) break;
        done += n;
    }
    free(all);
}

static uint64_t inode_of(int file) {
    struct stat info;
    return fstat(file, &info) == 0 ? info.st_ino : 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, #name)

static int opened(const char *path, int flags, mode_t mode) {
    int changes = (flags & (O_CREAT | O_TRUNC)) && below(path), is_new = 0;
    if (changes) {
        is_new = access(path, F_OK) != 0;
        if (fails()) return -1;
    }
    int file = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (changes) {
        int kept = errno;
        if (file >= 0 && is_new) record('c', inode_of(file), 0, path, NULL, NULL, 0);
        else if (file >= 0 && flags & O_TRUNC) record('t', inode_of(file), 0, path, NULL, NULL, 0);
        die_if_it_is_time();
        errno = kept;
    }
    return file;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); \
        return opened(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    const char *name = name_of(file);
    if (!name) return real(file, data, size);
    if (fails()) return -1;
    off_t at = lseek(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = real(file, data, size);
    if (done > 0) record('w', inode_of(file), at, name, NULL, data, done);
    die_if_it_is_time();
    return done;
}

/* As the write that it is for the disk. */
static ssize_t sent(int to, int from, off_t *at, size_t size) {
    if (!name_of(to)) return syscall(SYS_sendfile, to, from, at, size);
    char *data = malloc(size);
    ssize_t done = pread(from, data, size, *at);
    if (done > 0) done = write(to, data, done);
    if (done > 0) *at += done;
    int kept = errno;
    free(data);
    errno = kept;
    return done;
}
ssize_t sendfile(int to, int from, off_t *at, size_t size) { return sent(to, from, at, size); }
ssize_t sendfile64(int to, int from, off_t *at, size_t size) { return sent(to, from, at, size); }

static ssize_t written_at(int file, const void *data, size_t size, off_t at) {
    const char *name = name_of(file);
    if (name && fails()) return -1;
    ssize_t done = syscall(SYS_pwrite64, file, data, size, at);
    if (name) {
        if (done > 0) record('w', inode_of(file), at, name, NULL, data, done);
        die_if_it_is_time();
    }
    return done;
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    return written_at(file, data, size, at);
}
ssize_t pwrite64(int file, const void *data, size_t size, off_t at) {
    return written_at(file, data, size, at);
}

static int cut(int file, off_t size) {
    const char *name = name_of(file);
    if (name && fails()) return -1;
    int result = syscall(SYS_ftruncate, file, size);
    if (name) {
        if (result == 0) record('t', inode_of(file), size, name, NULL, NULL, 0);
        die_if_it_is_time();
    }
    return result;
}
int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off_t size) { return cut(file, size); }

static int flushed(int file, long call) {
    const char *name = name_of(file);
    if (name && fails()) return -1;
    /* A real flush would only cost time: the machine is not going to lose its power. */
    int result = name ? 0 : syscall(call, file);
    if (name) {
        record('f', inode_of(file), 0, name, NULL, NULL, 0);
        die_if_it_is_time();
    }
    return result;
}
int fsync(int file) { return flushed(file, SYS_fsync); }
int fdatasync(int file) { return flushed(file, SYS_fdatasync); }

#define NAMES(operation, call, one, two) \
    int counted = below(one) || below(two); \
    if (counted && fails()) return -1; \
    int result = call; \
    if (counted) { \
        int kept = errno; \
        if (result == 0) record(operation, 0, 0, one, two, NULL, 0); \
        die_if_it_is_time(); \
        errno = kept; \
    } \
    return result

int rename(const char *one, const char *two) {
    NAMES('r', syscall(SYS_rename, one, two), one, two);
}
int renameat2(int a, const char *one, int b, const char *two, unsigned int flags) {
    NAMES(flags & 2 ? 'x' : 'r', syscall(SYS_renameat2, a, one, b, two, flags), one, two);
}
int link(const char *one, const char *two) {
    NAMES('l', syscall(SYS_link, one, two), one, two);
}
int unlink(const char *one) {
    NAMES('u', syscall(SYS_unlink, one), one, NULL);
}
int chmod(const char *one, mode_t mode) {
    NAMES('m', syscall(SYS_chmod, one, mode), one, NULL);
}
int utimensat(int folder, const char *one, const struct timespec times[2], int flags) {
    NAMES('m', syscall(SYS_utimensat, folder, one, times, flags), one, NULL);
}
