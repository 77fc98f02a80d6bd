"""Two products side by side: what they cost, whether they are there, in which kinds they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.desk.staff_tools.contract import Answer, Beside, StaffTool, ToolForm, shown_money
from saath.orders.products.queries import ProductShown, find_products

MOST_KINDS = 12
Compared = tuple[str, str, str]


class ComparisonForm(ToolForm):
    """Two products, by their names in any script."""

    first = forms.CharField(label=gettext_lazy("One product"), max_length=120)
    second = forms.CharField(label=gettext_lazy("The other"), max_length=120)

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return the first things of the order."""
        titles = list(dict.fromkeys(line.title for line in beside.about.lines)) if beside.about else []
        return dict(zip(("first", "second"), titles, strict=False))

    def clean(self) -> dict[str, Any]:
        """Find both; a name that finds none, or the same product again, is said at its field."""
        given = super().clean() or {}
        taken: set[int] = set()
        for name in ("first", "second"):
            if given.get(name):
                given[name] = self._found(name, given[name], taken)
        return given

    def _found(self, name: str, words: str, taken: set[int]) -> ProductShown | None:
        found = find_products(self.beside.actor, words)
        product = next((each for each in found if each.product.pk not in taken), None)
        if product is None:
            self.add_error(name, _("No other product of the shop is called so."))
            return None
        taken.add(product.product.pk)
        return product


def _work(beside: Beside, given: Mapping[str, Any]) -> Answer:
    pair = (given["first"], given["second"])
    return Answer(
        headline=f"{pair[0].product.title} – {pair[1].product.title}",
        more=list(_compared(*pair)),
        says=lambda: "\n".join(_said(each) for each in pair),
    )


def _compared(first: ProductShown, second: ProductShown) -> Iterator[Compared]:
    """Return what is to be compared: what it is, and how it is with each."""
    yield _("Price"), _price(first), _price(second)
    yield _("In stock"), _stock(first), _stock(second)
    yield _("Kinds"), _kinds(first), _kinds(second)
    if first.product.kind or second.product.kind:
        yield _("What it is"), first.product.kind, second.product.kind
    if first.product.about or second.product.about:
        yield _("What the shop says"), first.product.about[:300], second.product.about[:300]


def _price(shown: ProductShown) -> str:
    low, high = shown_money(shown.lowest), shown_money(shown.highest)
    return low if low == high else f"{low} – {high}"


def _stock(shown: ProductShown) -> str:
    if not shown.is_there:
        return _("No")
    return _("Yes") if shown.stock is None else str(shown.stock)


def _kinds(shown: ProductShown) -> str:
    return ", ".join(_titles(shown)) or "–"


def _titles(shown: ProductShown) -> Sequence[str]:
    return [each.title for each in shown.variants if each.title and each.is_there][:MOST_KINDS]


def _said(shown: ProductShown) -> str:
    said = f"{shown.product.title}: {_price(shown)}"
    if not shown.is_there:
        return _("%(product)s, not in stock at present") % {"product": said}
    kinds = ", ".join(_titles(shown))
    return f"{said} ({kinds})" if kinds else said


COMPARISON = StaffTool(
    "compare",
    gettext_lazy("Compare two products"),
    "copy",
    ComparisonForm,
    _work,
    template="desk/staff_tools/_comparison.html",
)
