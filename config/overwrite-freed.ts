/**
 * Environment in which the daemon and the bridge are started: the C library overwrites memory at the moment it is
 * freed. Buffers, decoded pictures and the working memory of every native library pass through it, and most of
 * them cannot be overwritten from here. Small pieces go past `perturb` into the thread's own cache (glibc 2.36,
 * malloc.c: `_int_free`), so there is no such cache. Read once at the start of a process.
 */
export const OVERWRITE_FREED = {
  GLIBC_TUNABLES: 'glibc.malloc.perturb=165:glibc.malloc.tcache_count=0',
} as const;
