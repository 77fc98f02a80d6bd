"""Saath from Python: what a colleague does at the desk, a program does by its API."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from saath_client.asking import Pages, etag_of
from saath_client.operations import Operations
from saath_client.problems import Problem
from saath_client.webhooks import NotFromTheShop, read_webhook

__all__ = ["NotFromTheShop", "Pages", "Problem", "Saath", "etag_of", "read_webhook"]


class Saath(Operations):
    """A shop, by the address of its desk and a token.

    >>> with Saath("https://desk.example.in", token) as shop:
    ...     for conversation in shop.list_conversations(queue="now"):
    ...         print(conversation["subject"])
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
