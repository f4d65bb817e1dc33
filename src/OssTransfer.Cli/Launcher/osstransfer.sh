#!/bin/sh
# Starts osstransfer. Looks at the C library first: where it is too old or another one, the system's own message
# ("version `GLIBC_2.34' not found", or just "not found") tells nobody what to do.
self=$0
[ ! -L "$self" ] || self=$(readlink -f "$self")
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null)
version=${libc#glibc }
major=${version%%.*}
minor=${version#*.}
minor=${minor%%.*}
case $libc in
  "glibc "*) ;;
  *)
    echo "osstransfer: this system's C library is not glibc (Alpine and others have musl), and this build needs glibc 2.34 or newer." >&2
    echo "Use Debian 12, Ubuntu 22.04, RHEL 9, openEuler 22.03 or newer, or build it here: dotnet publish src/OssTransfer.Cli -c Release" >&2
    exit 1 ;;
esac
if [ "$major" -lt 2 ] || { [ "$major" -eq 2 ] && [ "$minor" -lt 34 ]; }; then
  echo "osstransfer: this system's C library is glibc $version, and osstransfer needs glibc 2.34 or newer." >&2
  echo "Use Debian 12, Ubuntu 22.04, RHEL 9, openEuler 22.03 or newer." >&2
  exit 1
fi
exec "${self%/*}/osstransfer-bin" "$@"
