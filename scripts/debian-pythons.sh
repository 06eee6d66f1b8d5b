#!/usr/bin/env bash
# Unpacks Pythons that this machine lacks into a folder, from Debian's packages and with the libraries that they need.
# Any user may run it, and nothing is installed. apt verifies the packages with the keyring of Debian's archive.
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

[ $# -ge 2 ] || fail "Name a folder and the versions for it, such as: $0 .nox/pythons 3.14"
for tool in apt-get dpkg-deb; do
  command -v "$tool" > /dev/null || fail "There is no $tool here. This works on Debian only."
done
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
[ "$mirror" ] || fail "apt knows no mirror of Debian here. Name one in its sources: man sources.list"
mkdir -p "$1"
folder=$(realpath "$1")
shift

# With a state of its own, apt neither heeds nor changes what is installed here.
apt=$folder/apt
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/lists/partial" "$apt/archives/partial"
touch "$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$apt/sources.list"
own=("Dir::State=$apt" "Dir::State::status=$apt/status" "Dir::Cache=$apt")
own+=("Dir::Etc::SourceList=$apt/sources.list" "Dir::Etc::SourceParts=/dev/null" "APT::Update::Error-Mode=any")
apt-get -qq "${own[@]/#/-o}" update
apt-get -qq "${own[@]/#/-o}" --download-only --no-install-recommends install "${@/#/python}"
for package in "$apt"/archives/*.deb; do
  dpkg-deb --extract "$package" "$folder"
done

loader=$(echo "$folder"/usr/lib/*/ld-linux*)
for version; do
  python=$folder/usr/bin/python$version
  mv "$python" "$python-program"
  # Its libraries are for it alone: the programs that it starts use those of the machine.
  cat > "$python" << END
#!/bin/sh
exec "$loader" --argv0 "\$0" --library-path "$(dirname "$loader")" "$python-program" "\$@"
END
  chmod +x "$python"
  "$python" -c 'import sys; print("Python", sys.version)'
done
echo "To have nox find them: PATH=\$PATH:$folder/usr/bin"
