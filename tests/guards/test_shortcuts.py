"""Every key that a template or a script binds is listed in the one place that knows keys, with what it is called."""

from __future__ import annotations

import re
from pathlib import Path

from saath.ui.shortcuts import registered

SAATH = Path(__file__).resolve().parents[2] / "saath"
BOUND = re.compile(r'data-key="([^"{]+)"')
ADDED = re.compile(r'\baddKey\("([^"]+)"')


def unlisted(folder: Path) -> set[tuple[str, str]]:
    """Return the keys that files bind and the registry lacks; a digit chooses from an open menu, which shows it."""
    listed = {each.key for each in registered()}
    files = [(path, BOUND) for path in folder.glob("*/templates/**/*.html")]
    files += [(path, ADDED) for path in folder.glob("*/static/**/*.js")]
    found = {(path.name, key) for path, pattern in files for key in pattern.findall(path.read_text("utf-8"))}
    assert found
    return {(name, key) for name, key in found if key not in listed and not key.isdigit()}


def test_every_key_is_listed() -> None:
    assert unlisted(SAATH) == set()


def test_a_key_of_nobody_is_caught(tmp_path: Path) -> None:
    (tmp_path / "app/templates").mkdir(parents=True)
    (tmp_path / "app/templates/bad.html").write_text('<button data-key="q">Quit</button>')
    assert unlisted(tmp_path) == {("bad.html", "q")}
