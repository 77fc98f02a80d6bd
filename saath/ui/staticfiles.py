"""Static files as they are served: bundled, hashed, compressed.

Styles and scripts are written one part or behaviour a file. A file whose first line begins with `/* bundle`
is an entry: when files are collected its imports are written into it, so that a page needs one request for
each and no import is left whose name would have to be hashed (Django's switch for that trips over minified
libraries).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

MARK = "/* bundle"
_CSS_IMPORT = re.compile(r'^@import url\("([^"]+)"\);\n', re.MULTILINE)
_JS_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"(\.[^"]+)";\n', re.MULTILINE)
_JS_EXPORT = re.compile(r"^export (?=const |let |class |function |async )", re.MULTILINE)
_JS_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_JS_NAME = re.compile(r"^(?:export )?(?:async )?(?:const|let|class|function\*?) (\w+)", re.MULTILINE)
# Lines that are a comment and nothing else, and what stands before the first sign of a line.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


class BundleError(Exception):
    """The parts of a bundle do not fit together."""


def bundle_css(root: Path, name: str) -> str:
    """Return the style sheet `name` with what it imports in place."""
    text = (root / name).read_text(encoding="utf-8")
    return _CSS_IMPORT.sub(lambda found: bundle_css(root, _beside(name, found[1])), text)


def bundle_js(root: Path, name: str) -> str:
    """Return the module `name` and all that it imports, each once, dependencies first, as one module.

    Modules keep their names when joined: raises BundleError when two use the same one at the top.
    """
    parts = list(_modules(root, name, set()))
    owner: dict[str, str] = {}
    for part, text in parts:
        for symbol in _JS_NAME.findall(text):
            if owner.setdefault(symbol, part) != part:
                raise BundleError(f"{name}: {owner[symbol]} and {part} both define {symbol}")
    joined = "".join(_JS_EXPORT.sub("", _JS_IMPORT.sub("", text)) for _, text in parts)
    if left := _JS_LEFT.search(joined):
        raise BundleError(
            f"{name}: cannot join {left[0]!r}; write import {{ name }} from and export function"
        )
    return joined


def bare(text: str) -> str:
    """Return a joined file without its comments and indents, which a browser need not fetch; no text of ours spans lines."""
    return _INDENT.sub("", _COMMENT.sub("", text))


def _modules(root: Path, name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if name in seen:
        return
    seen.add(name)
    text = (root / name).read_text(encoding="utf-8")
    for found in _JS_IMPORT.finditer(text):
        yield from _modules(root, _beside(name, found[1]), seen)
    yield name, text


def _beside(name: str, reference: str) -> str:
    return normpath(join(dirname(name), reference))


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins bundles before names are hashed, so that every reference is hashed too."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the bundles among `paths`, then hash and compress everything."""
        if not dry_run:
            joined = self._join([name for name in paths if name.endswith((".css", ".js"))])
            # Django reads from where a file came from; a joined one is only here.
            paths = {**paths, **{name: (self, name) for name in joined}}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, names: list[str]) -> list[str]:
        root = Path(self.location)
        entries = [name for name in names if (root / name).read_text(encoding="utf-8").startswith(MARK)]
        joined = {name: (bundle_css if name.endswith(".css") else bundle_js)(root, name) for name in entries}
        for name, text in joined.items():
            (root / name).write_text(bare(text), encoding="utf-8")
        return entries
