"""Translation catalogues without system gettext: extract, update, compile, and say what is missing.

    python -m saath.ui.catalogues extract|update|compile|check

English texts in the code are the keys. Complete means: every text of ours, and every text of Django and
allauth that our pages can show, in every language. Django knows no Gujarati and allauth neither language, so
their texts are extracted from the installed packages, at the locked versions, into our own catalogues.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from saath.core.languages import CODES, DEFAULT

BASE: Final = Path(__file__).resolve().parent.parent.parent
LOCALE: Final = BASE / "locale"
LANGUAGES: Final = tuple(code for code in CODES if code != DEFAULT.code)
OWN: Final = ("saath", "config")
# What Django and allauth say in forms and after a step; a template counts unless one of ours has its name.
BORROWED: Final = (
    (
        "django",
        (
            "forms",
            "core/validators.py",
            "contrib/auth/password_validation.py",
            "template/defaultfilters.py",
            "utils/dates.py",
        ),
    ),
    ("allauth", ("account", "mfa", "usersessions")),
)
BORROWED_TEMPLATES: Final = ("account/messages", "mfa/messages", "usersessions/messages")
SKIPPED_FOLDERS: Final = frozenset({"tests", "migrations", "static"})
# CLDR: 0 and 1 take the singular in both languages.
PLURAL_FORMS: Final = "nplurals=2; plural=(n > 1);"
KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")


# Line, text or (singular, plural), comments for translators, context.
Found: TypeAlias = tuple[int, str | tuple[str, str], list[str], str | None]


@dataclass(frozen=True)
class Problem:
    """One message of a catalogue that may not be shipped, and why."""

    language: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.language}: {self.reason}: {self.text!r}"


def extract() -> Catalog:
    """Return the template of all messages that our pages can show."""
    template = Catalog(project="Saath", charset="utf-8")
    for path in _sources():
        for line, text, comments, context in messages_in(path):
            place = [(_place(path), line)]
            template.add(text, locations=place, auto_comments=comments, context=context)
    return template


def messages_in(path: Path) -> Iterator[Found]:
    """Yield every message of a module or a template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What stands between the tags becomes a row of X; its indentation would be a syntax error.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    found = extract_python(io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
    for line, function, arguments, comments in found:
        # Babel gives one text bare, several as a tuple, and None for what stands elsewhere.
        said: Any = arguments
        parts = [said] if isinstance(said, str) else [part for part in said or () if part]
        context = parts.pop(0) if "pgettext" in str(function) and len(parts) > 1 else None
        if parts and parts[0]:
            yield line, parts[0] if len(parts) == 1 else (parts[0], parts[1]), list(comments or ()), context


def _sources() -> Iterator[Path]:
    own_templates: set[str] = set()
    for folder in OWN:
        for path in _files(BASE / folder):
            own_templates.add(_template_name(path))
            yield path
    for package, parts in BORROWED:
        root = _package_folder(package)
        yield from (path for part in parts for path in _files(root / part))
        said = (path for part in BORROWED_TEMPLATES for path in _files(root / "templates" / part))
        yield from (path for path in said if _template_name(path) not in own_templates)


def _files(start: Path) -> Iterable[Path]:
    if start.is_file():
        return [start]
    inside = (path for path in sorted(start.rglob("*")) if path.suffix in (".py", ".html", ".txt"))
    return (path for path in inside if not SKIPPED_FOLDERS & set(path.relative_to(start).parts))


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"{package} is not installed")
    return Path(spec.origin).parent


def _template_name(path: Path) -> str:
    return path.as_posix().rpartition("/templates/")[2]


def _place(path: Path) -> str:
    return path.relative_to(BASE).as_posix() if path.is_relative_to(BASE / "saath") else path.parent.name


def read(language: str, locale: Path = LOCALE) -> Catalog:
    """Return the catalogue of a language, empty when there is none yet."""
    path = locale / language / "LC_MESSAGES" / "django.po"
    source = path.read_bytes() if path.exists() else _header(language).encode()
    return read_po(io.BytesIO(source), locale=language)


def _header(language: str) -> str:
    lines = (
        f"Language: {language}",
        f"Plural-Forms: {PLURAL_FORMS}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def update(locale: Path = LOCALE) -> None:
    """Bring every catalogue up to the code: new texts empty, gone texts dropped, nothing guessed."""
    template = extract()
    for language in LANGUAGES:
        catalogue = read(language, locale)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        path = locale / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(catalogue, language))


def _written(catalogue: Catalog, language: str) -> bytes:
    body = io.BytesIO()
    write_po(
        body,
        catalogue,
        width=110,
        omit_header=True,
        ignore_obsolete=True,
        sort_output=True,
        include_lineno=False,
    )
    return _header(language).encode() + b"\n" + body.getvalue().strip() + b"\n"


def compile_all(locale: Path = LOCALE) -> None:
    """Write the binary catalogues that Django reads."""
    for language in LANGUAGES:
        with (locale / language / "LC_MESSAGES" / "django.mo").open("wb") as target:
            write_mo(target, read(language, locale))


def missing(locale: Path = LOCALE, template: Catalog | None = None) -> list[Problem]:
    """Return everything that keeps the catalogues from being complete and right."""
    whole = extract() if template is None else template
    wanted = [message for message in whole if message.id]
    return [
        problem for language in LANGUAGES for problem in _problems(language, read(language, locale), wanted)
    ]


def _problems(language: str, catalogue: Catalog, wanted: list[Message]) -> Iterator[Problem]:
    if PLURAL_FORMS.rstrip(";") != catalogue.plural_forms.rstrip(";"):
        yield Problem(language, catalogue.plural_forms, "wrong plural rule")
    for message in wanted:
        found = catalogue.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        reason = "missing" if found is None else fault(message, found)
        if reason:
            yield Problem(language, str(message.id), reason)


def fault(wanted: Message, found: Message) -> str:
    """Return what is wrong with a translation: "" when nothing is."""
    sources = [wanted.id] if isinstance(wanted.id, str) else list(wanted.id)
    texts = [found.string] if isinstance(found.string, str) else list(found.string or [""])
    if not all(texts):
        return "not translated"
    if found.fuzzy:
        return "fuzzy"
    if len(texts) != len(sources):
        return "plural forms missing"
    expected, allowed = _placeholders(sources[-1]), [_placeholders(source) for source in sources]
    if any(_placeholders(text) not in (*allowed, expected) for text in texts):
        return "placeholders differ"
    if _edges(sources[0]) != _edges(texts[0]):
        return "line breaks at the ends differ"
    return ""


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _edges(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; return the exit status."""
    match arguments:
        case ["extract"]:
            write_po(sys.stdout.buffer, extract(), width=110, sort_output=True)
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            problems = missing()
            print("\n".join(map(str, problems)) or "Every text is there in every language.")
            return 1 if problems else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
