"""What the READMEs show runs as it stands."""

import re
import runpy
from pathlib import Path

import pytest

from scripts.cassettes import CASSETTES, replay
from scripts.document import ROOT

from .conftest import KEY

EXAMPLES = {
    f"{name}-{number}": code
    for name in ("README.md", "generated/README.md")
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", Path(ROOT, name).read_text("utf-8"), re.DOTALL))
}
CLIENT, PACKAGE, AIOHTTP = EXAMPLES


@pytest.mark.parametrize("example", [CLIENT, PACKAGE])
@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (200, "expired"),
        (404, "not cancelled|not done"),
        (429, "30.0 seconds|It was not done"),
        (500, "may be cancelled|may have been"),
    ],
)
def test_an_example_runs(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    example: str,
    status: int,
    shown: str,
) -> None:
    monkeypatch.setenv("TXCLOUD_API_KEY", KEY)
    module = tmp_path / "example.py"
    module.write_text(EXAMPLES[example], encoding="utf-8")
    with replay(CASSETTES / f"cancel_verification_{status}.yaml") as recording:
        recording.allow_playback_repeats = True
        runpy.run_path(str(module))
    assert re.search(shown, capsys.readouterr().out)


def test_the_client_is_shown_in_ten_lines() -> None:
    assert len(EXAMPLES[CLIENT].splitlines()) <= 11
