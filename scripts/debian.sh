# Install Debian packages whose command is missing: `debian.sh COMMAND:PACKAGE …`.
# Where that cannot be done it says what to type and goes on: the tests that need a missing command are skipped.
set -u

missing=""
for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed:$missing. The tests that need them are skipped." >&2
    echo "  → on Debian: sudo apt-get install$missing" >&2
    exit 0
fi

echo "Installing from Debian:$missing …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# $missing and $as_root are lists of words.
# shellcheck disable=SC2086
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "apt-get could not install:$missing. The tests that need them are skipped." >&2
fi
exit 0
