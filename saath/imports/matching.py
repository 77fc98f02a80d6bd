"""The form in which the words of another help desk are matched with ours: a row each, with what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.imports.choices import commonest
from saath.imports.models import Bringing
from saath.imports.queries import Matching
from saath.imports.sources.base import OPEN, OUT, PENDING, SOLVED

OUTCOME_NAMES: Mapping[str, str | Promise] = {
    SOLVED: _("Solved"),
    PENDING: _("With the customer"),
    OPEN: _("To be answered, from now on"),
    OUT: _("Stays out"),
}
Option = tuple[str, str | Promise]


@dataclass(frozen=True, slots=True)
class Row:
    """One word of the other desk: the name of its field in the form, how often it comes, what is chosen and what can be."""

    name: str
    word: str
    count: int | None
    chosen: str
    options: Sequence[Option] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The words of one kind, with what is said of them."""

    name: str
    title: str | Promise
    hint: str | Promise
    rows: Sequence[Row]


def rows_of(bringing: Bringing, offered: Matching) -> Sequence[Section]:
    """Return the sections of the form that have a row."""
    accounts: list[Option] = [(str(each.public_id), each.address) for each in offered.accounts]
    sections = [_place(offered, accounts)]
    if not bringing.is_mail:
        sections += [
            _agents(offered),
            _statuses(bringing, offered),
            _channels(bringing, offered, accounts),
            _fields(bringing, offered),
            _tags(bringing, offered),
        ]
    return [section for section in sections if section.rows]


def _place(offered: Matching, accounts: Sequence[Option]) -> Section:
    row = Row("account", str(_("Everything")), None, offered.choices.account, accounts)
    return Section(
        "account",
        _("To which address it belongs"),
        _("From there it is answered, should the customer write again."),
        [row] if accounts else [],
    )


def _agents(offered: Matching) -> Section:
    former: Option = ("", _("A former colleague"))
    options = [former, *((str(each.public_id), each.display_name) for each in offered.members)]
    rows = [
        Row(f"agent-{at}", name, None, chosen, options)
        for at, (_key, name, chosen) in enumerate(offered.agents)
    ]
    return Section(
        "agents",
        _("Who answered"),
        _("Found by their mail address. A former colleague keeps their name."),
        rows,
    )


def _statuses(bringing: Bringing, offered: Matching) -> Section:
    rows = _counted(bringing, "statuses", "status", offered.choices.statuses, list(OUTCOME_NAMES.items()))
    return Section(
        "statuses", _("How it stood"), _("None but those to be answered get a time to answer by."), rows
    )


def _channels(bringing: Bringing, offered: Matching, accounts: Sequence[Option]) -> Section:
    rows = _counted(bringing, "channels", "channel", offered.choices.channels, accounts)
    hint = _("Each can belong to an address of its own.")
    return Section("channels", _("How they wrote"), hint, rows if len(accounts) > 1 else [])


def _fields(bringing: Bringing, offered: Matching) -> Section:
    nowhere: Option = ("", _("Stays behind"))
    options = [nowhere, *((str(each.public_id), each.name) for each in offered.fields)]
    rows = _counted(bringing, "fields", "field", offered.choices.fields, options, offered.field_names)
    hint = _("Make fields of your own first, under Fields; then their values can go there.")
    return Section("fields", _("Fields of their own"), hint, rows)


def _tags(bringing: Bringing, offered: Matching) -> Section:
    rows = _counted(bringing, "tags", "tag", offered.choices.tags, ())
    hint = _(
        "The commonest. Write another word, or nothing for one that stays behind; all others come as they are."
    )
    return Section("tags", _("Tags"), hint, rows)


def _counted(
    bringing: Bringing,
    what: str,
    name: str,
    chosen: Mapping[str, str],
    options: Sequence[Option],
    shown: Mapping[str, str] | None = None,
) -> list[Row]:
    counts: Mapping[str, int] = bringing.found.get(what, {})
    return [
        Row(f"{name}-{at}", (shown or {}).get(word, word), counts[word], chosen.get(word, ""), options)
        for at, word in enumerate(commonest(bringing, what))
    ]
