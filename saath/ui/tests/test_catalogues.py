from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from saath.ui import catalogues
from saath.ui.catalogues import fault, messages_in, missing

BAD = """msgid ""
msgstr ""
"Language: hi\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Empty"
msgstr ""

#, fuzzy
msgid "Guessed"
msgstr "अंदाज़"

msgid "Hello %(name)s"
msgstr "नमस्ते %(naam)s"

msgid "One message"
msgid_plural "%(count)d messages"
msgstr[0] "एक संदेश"
msgstr[1] ""

msgid "Good"
msgstr "अच्छा"
"""


@pytest.fixture
def bad_locale(tmp_path: Path) -> Path:
    for language in catalogues.LANGUAGES:
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_check_finds_each_kind_of_fault(bad_locale: Path) -> None:
    template = Catalog()
    for text in ("Empty", "Guessed", "Hello %(name)s", ("One message", "%(count)d messages"), "Good", "Gone"):
        template.add(text)
    hindi = [problem for problem in missing(bad_locale, template) if problem.language == "hi"]
    found = {(problem.text, problem.reason) for problem in hindi}
    assert found == {
        ("Empty", "not translated"),
        ("Guessed", "fuzzy"),
        ("Hello %(name)s", "placeholders differ"),
        (str(("One message", "%(count)d messages")), "not translated"),
        ("Gone", "missing"),
    }


def test_a_wrong_plural_rule_is_found(bad_locale: Path) -> None:
    path = bad_locale / "gu" / "LC_MESSAGES" / "django.po"
    path.write_text(BAD.replace("n > 1", "n != 1"), encoding="utf-8")
    reasons = {problem.reason for problem in missing(bad_locale, Catalog()) if problem.language == "gu"}
    assert reasons == {"wrong plural rule"}


@pytest.mark.parametrize(
    ("wanted", "translation", "expected"),
    [
        ("One of %(a)s", "%(a)s में से", ""),
        ("{n} of <b>all</b>", "{n} <b>सब</b>", ""),
        ("{n} of <b>all</b>", "{n} सब", "placeholders differ"),
        ("\nText\n", "पाठ", "line breaks at the ends differ"),
        (("One", "%(n)d"), ("एक", "%(n)d"), ""),
        (("%(n)d thing", "%(n)d things"), ("%(n)d चीज़", "चीज़ें"), "placeholders differ"),
    ],
)
def test_a_translation_keeps_what_the_program_fills_in(
    wanted: str | tuple[str, str], translation: str | tuple[str, str], expected: str
) -> None:
    assert fault(Message(wanted), Message(wanted, translation)) == expected


def test_templates_and_modules_are_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p>\n   {% translate "Send" %} {{ _("Back") }}\n'
        "  {% blocktranslate count n=n %}One{% plural %}{{ n }}"
        '{% endblocktranslate %}</p>{% translate "May" context "month" %}',
        encoding="utf-8",
    )
    module = tmp_path / "words.py"
    module.write_text(
        'pgettext("verb", "Open")\nngettext_lazy("%d day", "%d days", "n")\ngettext(line)\n', encoding="utf-8"
    )
    found = [(text, context) for path in (page, module) for _, text, _, context in messages_in(path)]
    assert found == [
        ("Send", None),
        ("Back", None),
        (("One", "%(n)s"), None),
        ("May", "month"),
        ("Open", "verb"),
        (("%d day", "%d days"), None),
    ]


def test_texts_of_django_and_allauth_are_wanted_too() -> None:
    texts = {message.id for message in catalogues.extract()}
    assert "This field is required." in texts
    assert "Incorrect code." in texts


def test_update_keeps_translations_and_drops_what_is_gone(
    bad_locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = Catalog()
    template.add("Good")
    template.add("New")
    monkeypatch.setattr(catalogues, "extract", lambda: template)
    catalogues.update(bad_locale)
    text = (bad_locale / "hi" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert "अच्छा" in text
    assert 'msgid "New"\nmsgstr ""' in text
    assert "Empty" not in text


def test_compiled_catalogues_are_what_django_reads(bad_locale: Path) -> None:
    catalogues.compile_all(bad_locale)
    assert (bad_locale / "gu" / "LC_MESSAGES" / "django.mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
