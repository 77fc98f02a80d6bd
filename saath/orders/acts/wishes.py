"""What a colleague wants done to an order, before anybody has looked whether it can be done."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from saath.orders.acts.commands import Kind
from saath.orders.data import AddressData


@dataclass(frozen=True, slots=True)
class Wish:
    """`is_whole` means all that is left of an order.

    `amount_minor`, `code` and `until` are a coupon's, `label` and `awb` a return's.
    """

    kind: Kind
    lines: tuple[tuple[str, int], ...] = ()
    is_whole: bool = False
    with_shipping: bool = False
    address: AddressData | None = None
    amount_minor: int = 0
    code: str = ""
    until: date | None = None
    label: str = ""
    awb: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as a column keeps it."""
        until = self.until.isoformat() if self.until else None
        return {**asdict(self), "kind": str(self.kind), "until": until}


def wish_from(kept: dict[str, Any]) -> Wish:
    """Return what `as_json` wrote."""
    address, until = kept["address"], kept["until"]
    values = {
        **kept,
        "kind": Kind(kept["kind"]),
        "lines": tuple((str(key), int(count)) for key, count in kept["lines"]),
        "address": AddressData(**{**address, "lines": tuple(address["lines"])}) if address else None,
        "until": date.fromisoformat(until) if until else None,
    }
    return Wish(**values)
