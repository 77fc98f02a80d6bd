"""What a tool is: a form that is filled from the conversation, what comes of it, and how that is said to the customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision
from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language

from saath.accounts.forms import Dressed
from saath.conversations.models import Conversation
from saath.core.money import Money
from saath.orders.queries import OrderShown
from saath.tenancy.actor import Actor

HOME_CURRENCY = "INR"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a tool is opened beside: the conversation, the order that it is about where one is known, and the shop's day and zone.

    `may_be_told` says whether who writes is proved to be the customer, and the order is theirs.
    """

    actor: Actor
    conversation: Conversation
    about: OrderShown | None
    today: date
    zone: ZoneInfo
    may_be_told: bool = True

    @property
    def currency(self) -> str:
        """The currency of the order, rupees where there is none."""
        return self.about.order.currency if self.about else HOME_CURRENCY

    def money(self, amount: Decimal) -> Money:
        """Return an amount, as somebody wrote it, in the currency of the order; less than its smallest coin is dropped."""
        return Money(int(amount.scaleb(get_currency_precision(self.currency))), self.currency)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what comes out."""

    label: str
    value: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes out: in a few words, in rows, with what should be known of it.

    `says` returns how it is said to the customer, in the language in force; None where there is nothing to tell them.
    """

    headline: str
    rows: Sequence[Row] = ()
    notes: Sequence[str] = ()
    is_good: bool = True
    says: Callable[[], str] | None = None
    more: Any = None


class _Asking(forms.Form):
    """A form that asks beside its own fields for some that only this conversation has."""

    def __init__(self, beside: Beside, data: Any, initial: Mapping[str, Any]) -> None:
        self.beside = beside
        super().__init__(data, initial=dict(initial), auto_id="tool-%s")
        self.fields = {**self.own_fields(), **self.fields}

    def own_fields(self) -> dict[str, forms.Field]:
        """Return the fields that only this conversation asks for, by their names."""
        return {}


class ToolForm(Dressed, _Asking):
    """The form of a tool. `likely` says what it is filled with where the conversation tells."""

    def __init__(self, beside: Beside, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(beside, data, initial or {})

    @classmethod
    def likely(cls, beside: Beside) -> dict[str, Any]:
        """Return what the conversation knows of the fields, by their names."""
        return {}


@dataclass(frozen=True, slots=True)
class StaffTool:
    """One tool. `work` gets what the form holds; `template` shows what comes out where rows are not enough."""

    key: str
    label: str | Promise
    icon: str
    form: type[ToolForm]
    work: Callable[[Beside, Mapping[str, Any]], Answer]
    template: str = "desk/staff_tools/_rows.html"


def shown_money(amount: Money) -> str:
    """Return an amount as it is written in the language in force."""
    return amount.format(get_language() or "en")
