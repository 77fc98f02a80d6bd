import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from saath.ui.staticfiles import BundleError, bare, bundle_css, bundle_js

STATIC = Path(__file__).resolve().parent.parent / "static"


def test_imports_are_written_in_once_and_first(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('/* bundle */\nimport "./b.js";\nimport { one } from "./c.js";\none();\n')
    (tmp_path / "b.js").write_text('import { one } from "./c.js";\none();\n')
    (tmp_path / "c.js").write_text("export function one() {}\n")
    assert bundle_js(tmp_path, "a.js") == "function one() {}\none();\n/* bundle */\none();\n"


def test_two_modules_with_one_name_do_not_fit(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import "./b.js";\nconst same = 1;\n')
    (tmp_path / "b.js").write_text("const same = 2;\n")
    with pytest.raises(BundleError, match="same"):
        bundle_js(tmp_path, "a.js")


def test_what_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import * as all from "./b.js";\n')
    with pytest.raises(BundleError, match="import"):
        bundle_js(tmp_path, "a.js")


def test_style_sheets_are_written_in(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "b.css").write_text("b {}\n")
    (tmp_path / "a.css").write_text('/* bundle */\n@import url("css/b.css");\na {}\n')
    assert bundle_css(tmp_path, "a.css") == "/* bundle */\nb {}\na {}\n"


@pytest.mark.parametrize("entry", ["ui/staff.js", "ui/shopper.js"])
def test_our_scripts_fit_together_and_need_no_eval(entry: str) -> None:
    text = bundle_js(STATIC, entry)
    assert not re.search(r"^(import|export) ", text, re.MULTILINE)
    assert not re.search(r"\beval\(|new Function|innerHTML|\.outerHTML", text)


def test_every_style_sheet_belongs_to_an_entry() -> None:
    everything = bundle_css(STATIC, "ui/desk.css")
    assert "@import" not in everything
    for part in (STATIC / "ui" / "css").glob("*.css"):
        assert part.read_text(encoding="utf-8") in everything, part.name


def test_what_is_served_is_joined_hashed_and_small(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "saath.ui.staticfiles.HashedStaticFilesStorage"},
    }
    # every entry of every app is joined here: one that does not fit raises BundleError
    call_command("collectstatic", interactive=False, verbosity=0)
    desk = (
        "ui/saath.*.css",
        "ui/desk.*.css",
        "ui/staff.*.js",
        "ui/icons.*.svg",
        "django_htmx/htmx-2.min.*.js",
    )
    sizes = {pattern: next(tmp_path.glob(f"{pattern}.gz")).stat().st_size for pattern in desk}
    assert sum(sizes.values()) < 45_000, sizes


def test_comments_and_indents_are_not_served() -> None:
    text = '/* bundle */\n// Why.\nif (a) {\n  // Because.\n  b("// no comment"); // here\n\n  /** What. */\n  c();\n}\n'
    assert bare(text) == 'if (a) {\nb("// no comment"); // here\nc();\n}\n'


def test_no_text_of_a_script_spans_lines() -> None:
    scripts = [path for path in STATIC.parents[1].glob("*/static/**/*.js")]
    torn = [path.name for path in scripts for line in path.read_text().splitlines() if line.count("`") % 2]
    assert scripts
    assert torn == []
