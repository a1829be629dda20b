#!/usr/bin/env bash
# Installs the Debian packages that building and running dls need, and checks for Swift; with --tests also what the
# tests look at it with: editors, shells and Python libraries, those in .build/python. Touches nothing when everything
# is there, so it works offline then.
set -euo pipefail

# Libraries dls links: readline, OpenBLAS, gnuplot-iostream (Boost comes with it), zlib, libpng, libnetpbm.
libraries=(
  libreadline-dev libopenblas-dev libgnuplot-iostream-dev libboost-iostreams-dev zlib1g-dev libpng-dev libnetpbm-dev)
# What figures are drawn with, and the lecture's data.
figures=(fonts-noto-core fonts-noto-cjk fontconfig dataset-fashion-mnist)
# What the Swift toolchain needs to run, compile C and C++, link, and fetch its one package.
toolchain=(
  binutils libc6-dev libgcc-12-dev libstdc++-12-dev git ca-certificates tzdata
  libcurl4 libxml2 libsqlite3-0 libuuid1 libncurses6 libedit2 libzstd1)
# What its editor files and completions are tried in, and the Python of the libraries that check it.
testing=(vim zsh fish bash-completion python3-venv)
requirements=Tests/Python/requirements.txt
environment=.build/python

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "cannot install ${missing[*]}: run as root or install sudo"
  fi
}

installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

install_packages() {
  command -v dpkg-query >/dev/null || fail "needs Debian 12: there is no dpkg here"
  local wanted=("${libraries[@]}" "${figures[@]}" "${toolchain[@]}")
  if $with_tests; then wanted+=("${testing[@]}"); fi
  # Any flavour of gnuplot serves; one with a window shows the REPL's plots.
  command -v gnuplot >/dev/null || wanted+=(gnuplot-nox)
  missing=()
  local package
  for package in "${wanted[@]}"; do
    installed "$package" || missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "==> Debian packages: all installed"
    return
  fi
  echo "==> Installing Debian packages: ${missing[*]}"
  command -v apt-get >/dev/null || fail "cannot install ${missing[*]}: there is no apt-get here"
  as_root apt-get update -q ||
    echo "${0##*/}: apt-get update failed; trying with the package lists at hand" >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" ||
    fail "apt-get could not install ${missing[*]} (is the network reachable and Debian's 'main' enabled?)"
}

check_swift() {
  local hint="install Swift 6.3 from https://www.swift.org/install and put its usr/bin on PATH"
  command -v swift >/dev/null || fail "no Swift here: $hint"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || fail "'swift --version' fails: $hint"
  if [ "$(printf '%s\n' 6.2 "$version" | sort -V | head -n 1)" != 6.2 ]; then
    fail "Swift $version is too old, 6.2 or later is needed: $hint"
  fi
  echo "==> Swift $version"
}

# The libraries are those of the requirements file while its copy beside them says so.
install_python() {
  if cmp -s "$requirements" "$environment/requirements.txt"; then
    echo "==> Python libraries: all installed"
    return
  fi
  echo "==> Installing Python libraries into $environment"
  rm -rf "$environment"
  mkdir -p "$(dirname "$environment")"
  /usr/bin/python3 -m venv "$environment" || fail "cannot make a Python environment in $environment"
  "$environment/bin/pip" install -q --disable-pip-version-check -r "$requirements" ||
    fail "pip could not install $requirements (is the network reachable?)"
  cp "$requirements" "$environment/requirements.txt"
}

with_tests=false
if [ "${1:-}" = --tests ]; then with_tests=true; fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
install_packages
check_swift
if $with_tests; then install_python; fi
