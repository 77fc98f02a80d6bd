"""Putting rows in as they are told, telling them of each other, and taking them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import ForeignKey, Model

from saath.exports.catalogue import KINDS
from saath.exports.coming import Coming, new_row
from saath.exports.kinds import NAME, Kind, Points, by_model, late_references

_KINDS = by_model(KINDS)
_LATE = {kind.name: frozenset(late_references(KINDS, kind)) for kind in KINDS}


def has_late(kind: Kind) -> bool:
    """Tell whether rows of a kind name others that come in after them."""
    return bool(_LATE[kind.name])


def put_in(kind: Kind, lines: Sequence[Coming]) -> Sequence[str]:
    """Put rows in; return the names of those that became rows which were here before."""
    numbers = _numbers(kind, lines, {*kind.references} - _LATE[kind.name])
    rows = [new_row(kind, line, numbers[place]) for place, line in enumerate(lines)]
    if kind.adopts is None:
        kind.model._base_manager.bulk_create(rows)
        return []
    return [line.name for line, row in zip(lines, rows, strict=True) if _adopted(kind, row)]


def mend_rows(kind: Kind, lines: Sequence[Coming]) -> None:
    """Tell rows of those that came in after them."""
    late = _LATE[kind.name]
    wanting = [line for line in lines if late & line.names.keys()]
    numbers = _numbers(kind, wanting, late)
    known: dict[str, Any] = {
        str(getattr(row, NAME)): row
        for row in kind.kept_rows().filter(public_id__in=[line.name for line in wanting])
    }
    changed = []
    for line, found in zip(wanting, numbers, strict=True):
        row = known[line.name]
        for name, number in found.items():
            setattr(row, name, number)
        changed.append(row)
    if changed:
        kind.model._base_manager.bulk_update(changed, sorted(late), batch_size=100)


def take_out(kind: Kind, names: Collection[str]) -> None:
    """Delete rows of a kind by their names; of a kind without names all, for the shop had none of them."""
    if kind.adopts is not None and not kind.has_name:
        return
    rows = kind.model._base_manager.all()
    if kind.has_name:
        rows = rows.filter(public_id__in=names)
    nothing = {name: _nothing(kind, name) for name in _LATE[kind.name]}
    if nothing:
        rows.update(**nothing)
    rows.delete()


def take_all_out(kind: Kind) -> None:
    """Delete all rows of a kind."""
    kind.model._base_manager.all().delete()


def _adopted(kind: Kind, row: Model) -> bool:
    """Let a row that a new shop has become this one, or put it in."""
    wanted = {name: getattr(row, _attname(kind, name)) for name in kind.adopts or ()}
    here = kind.kept_rows().filter(**wanted).first()
    if here is None:
        row.save(force_insert=True)
        return False
    told = [each for each in kind.columns if each.name not in kind.keeps]
    for column in told:
        setattr(here, column.attname, getattr(row, column.attname))
    here.save(update_fields=[column.name for column in told])
    return True


def _numbers(kind: Kind, lines: Sequence[Coming], columns: Collection[str]) -> Sequence[Mapping[str, Any]]:
    """Return for each line the numbers of the rows that it names, by column."""
    references = kind.references
    found = {
        name: _found(references[name], {line.names[name] for line in lines if name in line.names})
        for name in columns
    }
    return [
        {
            _attname(kind, name): found[name][line.names[name]]
            if name in line.names
            else _nothing(kind, name)
            for name in columns
        }
        for line in lines
    ]


def _found(points: Points, names: Collection[str]) -> Mapping[str, Any]:
    rows = _KINDS[points.to].model._base_manager.filter(public_id__in=names)
    return {str(name): number for name, number in rows.values_list(NAME, points.by)}


def _nothing(kind: Kind, name: str) -> Any:
    """Return what a column holds that names no row."""
    column: Any = kind.model._meta.get_field(name)
    return None if isinstance(column, ForeignKey) or column.null else column.get_default()


def _attname(kind: Kind, name: str) -> str:
    return str(kind.model._meta.get_field(name).attname)  # type: ignore[union-attr]
