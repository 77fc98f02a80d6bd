"""Every template: nothing that the Content-Security-Policy would refuse, no icon that is not there."""

import re
from pathlib import Path

import pytest

from saath.ui.icons import icon_names

SOURCES = Path(__file__).resolve().parents[2]
INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\b(?:src=|type="application/json"))|\sstyle=|\son[a-z]+=|\shx-on\b|javascript:|"js:"""
)


def templates() -> list[Path]:
    # Letters are read in mail programs, which know no style sheet of ours.
    found = SOURCES.glob("*/templates/**/*.html")
    return sorted(path for path in found if "mail" not in path.parts)


def test_templates_carry_no_inline_script_or_style() -> None:
    found = {path.name: INLINE.findall(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: code for name, code in found.items() if code} == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p style='x'>",
        "<script>x</script>",
        "<style>x</style>",
        '<a onclick="x">',
        '<a href="javascript:x">',
        "<p hx-on:click='x'>",
    ],
)
def test_the_guard_catches_inline_code(source: str) -> None:
    assert INLINE.search(source)


def test_icons_in_templates_exist() -> None:
    named = {
        (path.name, name)
        for path in templates()
        for name in re.findall(r"""\{% icon ["']([a-z-]+)["']""", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 30
    assert {use for use in named if use[1] not in icon_names()} == set()
