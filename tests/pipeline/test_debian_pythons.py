"""A Python from Debian's packages runs with the libraries that came with it, and only if apt vouches for them."""

import os
import subprocess
from pathlib import Path

import pytest

from scripts.common.workspace import HERE
from tests.support.project import LIMIT

# In place of the real ones: the packages hold a Python that is never run, and a loader that prints its arguments.
PROGRAMS = {
    "apt-get": """\
#!/bin/sh
case "$*" in
  indextargets*) echo "$MIRROR" ;;
  *install*) for each; do case $each in -oDir::Cache=*) touch "${each#*=}/archives/${VERSION:?}.deb" ;; esac; done ;;
esac
""",
    "dpkg-deb": """\
#!/bin/sh
mkdir -p "$3/usr/bin" "$3/usr/lib/machine"
touch "$3/usr/bin/python$(basename "$2" .deb)"
printf '#!/bin/sh\\nprintf "%%s\\\\n" "$@"\\n' > "$3/usr/lib/machine/ld-linux.so"
chmod +x "$3/usr/lib/machine/ld-linux.so"
""",
}


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, text in PROGRAMS.items():
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    return tools


def unpack(tools: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin", "MIRROR": "mirror"} | variables
    command = [str(HERE.root / "scripts/debian-pythons.sh"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False)


def test_it_runs_with_its_own_libraries_by_whatever_name(tools: Path, tmp_path: Path) -> None:
    folder = tmp_path / "some pythons"
    for _ in range(2):
        run = unpack(tools, str(folder), "3.14", VERSION="3.14")
        assert run.returncode == 0, run.stderr
        assert run.stdout.endswith(f"PATH=$PATH:{folder}/usr/bin\n")
    python, program = tmp_path / "python", folder / "usr/bin/python3.14"
    python.symlink_to(program)
    run = subprocess.run([python, "-c", "1 2"], capture_output=True, text=True, timeout=LIMIT, check=True)
    options = ["--argv0", str(python), "--library-path", f"{folder}/usr/lib/machine"]
    assert run.stdout.splitlines() == [*options, f"{program}-program", "-c", "1 2"]
    assert [path.name for path in folder.iterdir()] == ["usr"]


def test_what_apt_refuses_is_not_unpacked(tools: Path, tmp_path: Path) -> None:
    assert unpack(tools, str(tmp_path / "pythons"), "3.14").returncode
    assert not list((tmp_path / "pythons").iterdir())


@pytest.mark.parametrize(
    ("arguments", "mirror", "complaint"),
    [
        (["pythons"], "mirror", "Name a folder and the versions for it, such as: "),
        (["pythons", "3.14"], "", "apt knows no mirror of Debian here."),
    ],
)
def test_what_it_lacks_is_named(tools: Path, arguments: list[str], mirror: str, complaint: str) -> None:
    run = unpack(tools, *arguments, MIRROR=mirror)
    assert run.returncode == 1
    assert run.stderr.startswith(complaint)
    assert run.stderr.count("\n") == 1


def test_where_there_is_no_apt_it_says_so(tmp_path: Path) -> None:
    command = ["/bin/bash", str(HERE.root / "scripts/debian-pythons.sh"), "pythons", "3.14"]
    environment = {"PATH": str(tmp_path)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert run.stderr.startswith("There is no apt-get here.")
