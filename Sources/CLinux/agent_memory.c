#define _GNU_SOURCE
#include "agent_loop.h"
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

// The first object is the program itself. What can be written to is not touched: it would lose what was written.
static int release_code(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size, (void)context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || (part->p_flags & PF_W)) continue;
        uintptr_t start = (info->dlpi_addr + part->p_vaddr + page - 1) & ~(page - 1);
        uintptr_t end = (info->dlpi_addr + part->p_vaddr + part->p_memsz) & ~(page - 1);
        if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 1;
}

void starling_release_code(void) { dl_iterate_phdr(release_code, NULL); }
