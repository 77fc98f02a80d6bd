"""No page runs inline code, and no page says a word that nobody can translate."""

from __future__ import annotations

from collections.abc import Iterator

from tests.guards.markup import faults, plain_faults
from tests.guards.source import ROOT, repository_files
from tests.guards.verdict import verdict

SAMPLE = "the style guide shows how our three scripts look; nobody is told anything"
GUIDE = "saath/ui/templates/ui/style_guide.html: untranslated: "
ALLOWED = {
    "saath/accounts/templates/accounts/mail/letter.html: inline style": "mail programs know no style sheets",
    GUIDE + "2 बज गए, पार्सल अभी तक नहीं आया। कूरियर वाला फ़ोन भी नहीं उठा रहा।": SAMPLE,
    GUIDE + "Farida": SAMPLE,
    GUIDE + "Got your new address.": SAMPLE,
    GUIDE + "PT-20418": SAMPLE,
    GUIDE + "The rider can go again at 17:00.": SAMPLE,
    GUIDE + "હા જી, અમે અહીં જ છીએ.": SAMPLE,
}


def found() -> Iterator[str]:
    """Yield the faults of every template that ships."""
    for path in repository_files():
        if "templates" in path.parts and path.suffix in (".html", ".txt", ".svg"):
            find = plain_faults if path.suffix == ".txt" else faults
            yield from (f"{path}: {fault}" for fault in find((ROOT / path).read_text()))


def test_every_template_is_in_order() -> None:
    assert verdict(found(), ALLOWED) == []


def test_catches_what_a_template_must_not_hold() -> None:
    bad = """
    {% load i18n %}{# a remark #}
    <script>alert(1)</script><p onclick="go()" style="color: red">{% translate "Fine" %} Not fine</p>
    <input placeholder="Search"><kbd>Esc</kbd>{% blocktranslate %}Fine <b>too</b>{% endblocktranslate %}&nbsp;·
    """
    assert list(faults(bad)) == [
        "inline script",
        "inline onclick",
        "inline style",
        "untranslated: Not fine",
        "untranslated placeholder: Search",
    ]


def test_catches_a_plain_mail_that_speaks_english_only() -> None:
    assert list(plain_faults("{% translate 'Hello' %} {{ name }},\nYour order\n")) == [
        "untranslated: Your order"
    ]
