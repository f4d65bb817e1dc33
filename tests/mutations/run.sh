#!/usr/bin/env bash
# ./tests/mutations/run.sh [--count N] [NAME ...]
#
# Plants the bugs of this folder, one after the other, into a copy of the sources, and looks whether each is found: by histories of the seeded world
# (--count, 400), or by the tests that its patch names. Ends with 1 where one is not.
# Needed: git, .NET 10 SDK.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
count=400
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --count) count=$2; shift 2 ;;
    *) names+=("$1"); shift ;;
  esac
done
if [ ${#names[@]} -eq 0 ]; then
  for patch in "$here"/*.patch; do names+=("$(basename "$patch" .patch)"); done
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null --ignore-failed-read -T - -cf - 2>/dev/null) | tar -xf - -C "$copy"
cd "$copy"

build() { dotnet build "$1" -c Release -nologo -v q -p:RunAnalyzers=false >"$copy/build.log" 2>&1 || { cat "$copy/build.log" >&2; return 1; }; }

missed=0
for name in "${names[@]}"; do
  patch=$here/$name.patch
  by=$(sed -n 's/^Caught by: //p' "$patch")
  git apply "$patch"
  if [ "$by" = world ]; then
    build tests/OssTransfer.World
    found=$(tests/OssTransfer.World/bin/Release/net10.0/OssTransfer.World --from 1 --count "$count" --first yes 2>&1) && found= || found=$(grep '^seed' <<<"$found" || true)
  else
    read -r project class <<<"$by"
    build "tests/OssTransfer.$project.Tests"
    found=$(dotnet "tests/OssTransfer.$project.Tests/bin/Release/net10.0/OssTransfer.$project.Tests.dll" --progress off --no-ansi --filter-class "*.$class" 2>&1) \
      && found= || found=$(grep -m 1 '^failed ' <<<"$found" || true)
  fi
  git apply -R "$patch"
  if [ -n "$found" ]; then
    echo "caught  $name: $found"
  else
    echo "MISSED  $name: $(head -1 "$patch")"
    missed=1
  fi
done
exit $missed
