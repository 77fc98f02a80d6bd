"""Every row of a shop leaves with its export, or stays out for a written reason; and what leaves can come in again."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey, IntegerField, Model

from saath.chats.models import ChatSettings
from saath.conversations.models import Rating, Solution
from saath.exports.catalogue import KINDS, LEFT_OUT
from saath.exports.kinds import Kind, late_references
from saath.tenancy.models import Domain, Store, StoreRow
from tests.guards.verdict import verdict

OF_A_SHOP = {Store, Domain}
SECRET = ("secret", "sealed", "password", "token_hash", "private")


def of_shops() -> Iterator[type[Model]]:
    """Yield every model whose rows are a shop's."""
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, StoreRow) or model in OF_A_SHOP:
            yield model


def kind_faults(kinds: tuple[Kind, ...], kind: Kind) -> Iterator[str]:
    """Yield what is wrong with a declaration."""
    columns = {column.name: column for column in kind.model._meta.concrete_fields}
    for name in (*kind.without, *kind.anew, *kind.points, *kind.says):
        if name not in columns:
            yield f"names {name}, which it does not have"
    for name in late_references(kinds, kind):
        column = columns.get(name)
        if isinstance(column, ForeignKey) and not column.null:
            yield f"needs {name}, which comes in later"
    for column in kind.columns:
        looks_like_one = column.name.endswith("_id") and isinstance(column, IntegerField)
        if looks_like_one and column.name not in kind.points:
            yield f"tells the number {column.name} of a row, which means nothing elsewhere"
        if column.name.endswith(SECRET):
            yield f"tells {column.name}, which sounds secret"


def test_every_table_of_a_shop_is_exported_or_left_out_for_a_reason() -> None:
    told = {kind.model for kind in KINDS}
    silent = [model._meta.label for model in of_shops() if model not in told]
    assert verdict(silent, {label: why for label, why in LEFT_OUT.items() if _is_of_a_shop(label)}) == []
    assert not [label for label in LEFT_OUT if apps.get_model(label) in told]


def _is_of_a_shop(label: str) -> bool:
    model = apps.get_model(label)
    return issubclass(model, StoreRow) or model in OF_A_SHOP


def test_every_declaration_is_in_order() -> None:
    assert [f"{kind.name} {fault}" for kind in KINDS for fault in kind_faults(KINDS, kind)] == []
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_catches_a_number_a_secret_and_an_order_that_cannot_be() -> None:
    chat, rating = Kind("chat", ChatSettings, ".", without={"account": "."}), Kind("ratings", Rating, ".")
    solution = Kind("solutions", Solution, ".")
    assert [fault.split(",")[0] for fault in kind_faults((rating, solution), rating)] == [
        "needs solution",
        "tells the number event_id of a row",
    ]
    assert "tells identity_secret, which sounds secret" in kind_faults((chat,), chat)
