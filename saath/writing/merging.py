"""What a file of saved replies would do to those that there are. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from saath.writing.content import Content
from saath.writing.csv_files import Row
from saath.writing.deeds import Assigns, Deeds
from saath.writing.queries import Saved
from saath.writing.rules import name_key

Effect = Literal["new", "changes", "same", "trouble"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a file: what it does, to which reply, and what that is like afterwards."""

    row: Row
    effect: Effect
    content: Content | None = None
    saved: Saved | None = None

    @property
    def languages(self) -> list[str]:
        """The languages of which a version is new or changed."""
        if self.content is None:
            return []
        old = self.saved.text.versions if self.saved and self.saved.text else {}
        return [code for code, text in self.content.texts.items() if old.get(code) != text]


def plan(rows: Iterable[Row], there: Iterable[Saved], *, member_id: int | None, is_mine: bool) -> list[Step]:
    """Return what each line does. A name that is used already, here or further up in the file, is merged: what a line
    says replaces, what it leaves empty stays.
    """
    owner = member_id if is_mine else None
    known = {each.reply.key: each for each in there if each.reply.owner_id == owner}
    contents = {key: _as_content(each) for key, each in known.items()}
    return [_step(row, known, contents) for row in rows]


def _step(row: Row, known: Mapping[str, Saved], contents: dict[str, Content]) -> Step:
    if row.content is None:
        return Step(row, "trouble")
    key = name_key(row.content.name)
    before = contents.get(key)
    after = _merged(before, row.content) if before else row.content
    contents[key] = after
    effect: Effect = "same" if after == before else "changes" if before else "new"
    return Step(row, effect, after, known.get(key))


def _merged(before: Content, said: Content) -> Content:
    deeds = replace(
        before.deeds,
        tags_on=said.deeds.tags_on or before.deeds.tags_on,
        tags_off=said.deeds.tags_off or before.deeds.tags_off,
        becomes=said.deeds.becomes or before.deeds.becomes,
        priority=said.deeds.priority or before.deeds.priority,
    )
    if said.deeds.assigns is not Assigns.UNCHANGED:
        deeds = replace(deeds, assigns=said.deeds.assigns, colleague="")
    texts = {**before.texts, **said.texts}
    return replace(before, texts=texts, folder=said.folder or before.folder, deeds=deeds)


def _as_content(saved: Saved) -> Content:
    deeds: Deeds = saved.deeds
    return Content(
        name=saved.reply.name,
        texts=dict(saved.text.versions) if saved.text else {},
        folder=saved.reply.folder,
        language=saved.reply.language,
        is_mine=saved.reply.owner_id is not None,
        deeds=deeds,
        colleague=saved.reply.colleague if deeds.assigns is Assigns.COLLEAGUE else None,
        checklist=saved.reply.checklist if deeds.checklist else None,
    )
