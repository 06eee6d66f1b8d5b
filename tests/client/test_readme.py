"""What the READMEs show runs as it stands."""

import re
import runpy
from pathlib import Path

import pytest
from vcr import VCR

from scripts.cassettes import CASSETTES, MATCH_ON
from scripts.document import ROOT

from .conftest import KEY

EXAMPLES = [
    pytest.param(code, id=f"{name}-{number}")
    for name in ("README.md", "generated/README.md")
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", Path(ROOT, name).read_text("utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("code", EXAMPLES)
@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (200, "expired"),
        (404, "not cancelled|not done|404 "),
        (429, "30.0 seconds|not done|429 "),
        (500, "may be cancelled|may have been|500 "),
    ],
)
def test_an_example_runs(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    code: str,
    status: int,
    shown: str,
) -> None:
    monkeypatch.setenv("TXCLOUD_API_KEY", KEY)
    example = tmp_path / "example.py"
    example.write_text(code, encoding="utf-8")
    # To aiohttp no body is None, to httpx it is empty.
    player = VCR(record_mode="none", match_on=[each for each in MATCH_ON if each != "raw_body"])
    with player.use_cassette(CASSETTES / f"cancel_verification_{status}.yaml") as recording:
        recording.allow_playback_repeats = True
        runpy.run_path(str(example))
    assert re.search(shown, capsys.readouterr().out)


def test_the_client_is_shown_in_ten_lines() -> None:
    assert len(EXAMPLES) == 3
    assert len(str(EXAMPLES[0].values[0]).splitlines()) <= 11
