"""A browser that comes from the package registry, as everything else does."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.common.nodejs import command
from scripts.common.workspace import HERE
from tests.support.project import MINUTES

# Chromium as it comes from the package registry, with the libraries and the fonts that a bare machine lacks.
UNPACK = """\
import chromium, { inflate } from "@sparticuz/chromium";
for (const name of ["al2023", "fonts"]) await inflate(`node_modules/@sparticuz/chromium/bin/${name}.tar.br`);
console.log(await chromium.executablePath());
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    node, _ = command(HERE, "@redocly/cli", "bin/cli.js")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = subprocess.run(
            [node, "--input-type=module", "--eval", UNPACK],
            cwd=HERE.node_modules.parent,
            env=os.environ | {"TMPDIR": folder},
            capture_output=True,
            text=True,
            timeout=MINUTES,
            check=True,
        ).stdout.strip()
        fonts = Path(folder, "fonts.conf")
        fonts.write_text(f"<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
        environment: dict[str, str | float | bool] = {
            "FONTCONFIG_FILE": str(fonts),
            "HOME": folder,
            "LD_LIBRARY_PATH": f"{folder}/al2023/lib",
        }
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=options, env=environment)
        yield browser
        browser.close()
