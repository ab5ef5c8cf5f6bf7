/* The start of the AppImage: an ELF program with a squashfs image of the program behind it.
 *
 * It needs neither FUSE nor anything else of the system: on the first start it unpacks the image
 * into the user's cache, and from then on it only starts what lies there. Statically linked with
 * libsquashfuse (BSD licence). Options as of every AppImage: --appimage-extract (into
 * ./squashfs-root) and --appimage-offset.
 */

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <squashfuse/squashfuse.h>

static void fail(const char *what) {
    fprintf(stderr, "Linernotes cannot start: %s (%s)\n", what, strerror(errno));
    exit(1);
}

/* Where the image begins: behind the section headers, with which this ELF program ends. */
static size_t image_offset(const char *self) {
    Elf64_Ehdr head;
    int file = open(self, O_RDONLY | O_CLOEXEC);
    if (file < 0 || read(file, &head, sizeof head) != sizeof head)
        fail("its own file cannot be read");
    close(file);
    return head.e_shoff + (size_t)head.e_shentsize * head.e_shnum;
}

static void unpack_file(sqfs *image, sqfs_inode *inode, const char *path) {
    static char buffer[1 << 20];
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, inode->base.mode & 0777);
    if (file < 0)
        fail(path);
    for (sqfs_off_t at = 0;;) {
        sqfs_off_t length = sizeof buffer;
        if (sqfs_read_range(image, inode, at, &length, buffer) != SQFS_OK) {
            errno = EIO;
            fail(path);
        }
        if (length == 0)
            break;
        if (write(file, buffer, length) != length)
            fail(path);
        at += length;
    }
    if (close(file) != 0)
        fail(path);
}

static void unpack_entry(sqfs *image, sqfs_inode *inode, const char *path) {
    char target[PATH_MAX];
    size_t room = sizeof target;
    switch (inode->base.mode & S_IFMT) {
    case S_IFDIR:
        if (mkdir(path, 0755) != 0)
            fail(path);
        break;
    case S_IFREG:
        unpack_file(image, inode, path);
        break;
    case S_IFLNK:
        if (sqfs_readlink(image, inode, target, &room) != SQFS_OK || symlink(target, path) != 0)
            fail(path);
        break;
    }
}

static void unpack(sqfs *image, const char *folder) {
    sqfs_traverse walk;
    sqfs_err error = SQFS_OK;
    char path[PATH_MAX];
    if (mkdir(folder, 0755) != 0)
        fail(folder);
    if (sqfs_traverse_open(&walk, image, sqfs_inode_root(image)) != SQFS_OK)
        fail("its image is damaged");
    while (sqfs_traverse_next(&walk, &error)) {
        sqfs_inode inode;
        if (walk.dir_end)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, walk.path);
        if (sqfs_inode_get(image, &inode, sqfs_dentry_inode(&walk.entry)) != SQFS_OK)
            fail("its image is damaged");
        unpack_entry(image, &inode, path);
    }
    if (error != SQFS_OK)
        fail("its image is damaged");
    sqfs_traverse_close(&walk);
}

/* The folder in the user's cache for this very image; unpacked now if it is not there. */
static void cached(sqfs *image, char *folder, size_t size) {
    char parent[PATH_MAX - 128], making[PATH_MAX];
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache && *cache)
        snprintf(parent, sizeof parent, "%s", cache);
    else
        snprintf(parent, sizeof parent, "%s/.cache", home ? home : "");
    mkdir(parent, 0700);
    strncat(parent, "/linernotes-appimage", sizeof parent - strlen(parent) - 1);
    mkdir(parent, 0700);
    snprintf(folder, size, "%s/%08x-%llx", parent, image->sb.mkfs_time,
             (unsigned long long)image->sb.bytes_used);
    if (access(folder, F_OK) == 0)
        return;
    snprintf(making, sizeof making, "%s/making-%d", parent, getpid());
    fprintf(stderr, "Unpacking Linernotes into %s, once\n", folder);
    unpack(image, making);
    if (rename(making, folder) != 0 && access(folder, F_OK) != 0) /* another start was first */
        fail(folder);
}

int main(int count, char **arguments) {
    char self[PATH_MAX] = "", folder[PATH_MAX], start[PATH_MAX + 16];
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
        fail("/proc is not there");
    size_t offset = image_offset(self);
    const char *option = count > 1 ? arguments[1] : "";
    if (strcmp(option, "--appimage-offset") == 0)
        return printf("%zu\n", offset) < 0;
    sqfs image;
    if (sqfs_open_image(&image, self, offset) != SQFS_OK)
        fail("it is not complete");
    if (strcmp(option, "--appimage-extract") == 0) {
        unpack(&image, "squashfs-root");
        return 0;
    }
    cached(&image, folder, sizeof folder);
    setenv("APPIMAGE", self, 1);
    setenv("APPDIR", folder, 1);
    snprintf(start, sizeof start, "%s/AppRun", folder);
    execv(start, arguments);
    fail(start);
}
