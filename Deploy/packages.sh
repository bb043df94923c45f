# What the scripts of this folder build with: system packages that are not there yet, and the compiler. To be sourced.

# Packages that a program built from this source links against, and those that only the tests use.
RUHU_BUILD_PACKAGES=(libsqlite3-dev libcurl4-openssl-dev libxml2-dev libxlsxwriter-dev zlib1g-dev pkg-config)
RUHU_TEST_PACKAGES=(python3 sqlite3 strace openssl)

install_missing() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "Installing ${missing[*]} ..." >&2
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# What makes the forms and holds them against JavaRosa. A compiler and the module are asked for by themselves, since a
# machine may have them from other packages than Debian's default ones.
install_form_tools() {
    command -v javac >/dev/null || install_missing default-jdk-headless
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_missing python3-venv
}

require_swift() {
    command -v swift >/dev/null || {
        echo "A Swift 6.3 toolchain is needed and 'swift' is not on the PATH: see https://www.swift.org/install/linux/" >&2
        exit 78
    }
}

# Builds as all scripts here do, so that one reuses what another built. A whole module at a time takes a third less of the
# processor than file by file, and nobody debugs what is built here; for work on one file `swift build` alone is quicker.
swift_build() {
    swift build --explicit-target-dependency-import-check error \
        -Xswiftc -wmo -Xswiftc -num-threads -Xswiftc 2 -Xswiftc -gnone "$@"
}
