# Make a virtual environment: `venv.sh PYTHON DIR`. Says what is missing, and on Debian installs it where it may.
set -eu

python=$1
directory=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "kgraph needs Python 3.11 or later; '$python' is not that." >&2
    echo "  → make PYTHON=/path/to/python3.11 …" >&2
    exit 1
fi

# Debian keeps the modules that make an environment in a package of their own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" -eq 0 ]; then
        as_root=""
    else
        as_root="sudo -n"
    fi
    echo "Installing from Debian: $package …"
    $as_root apt-get update >/dev/null 2>&1 || true
    if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes "$package" >/dev/null 2>&1; then
        echo "'$python' cannot make virtual environments, and $package could not be installed." >&2
        echo "  → sudo apt-get install $package" >&2
        exit 1
    fi
fi

"$python" -m venv "$directory"
