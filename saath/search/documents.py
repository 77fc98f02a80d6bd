"""What is given to the index, and the tokens made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saath.language.folding import fold_words
from saath.search import windows

MOST_TOKEN_BYTES = 900_000
"""PostgreSQL refuses a document of tokens beyond 1 MiB."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A message with all the texts by which it is found: its words, who wrote, subject, references."""

    message_id: int
    conversation_id: int
    texts: tuple[str, ...]


def document_tokens(store_id: int, document: SearchDocument) -> list[str]:
    """Return the tokens of a document: plain `a-z0-9`, each beginning with the store's number.

    No two stores share a token, so no list of matches that the database keeps is of two stores.
    """
    texts = sorted(dict.fromkeys(filter(None, document.texts)), key=len)
    words = {(word.alike, word.written): None for text in texts for word in fold_words(text)}
    block = windows.block_of(document.message_id)
    tokens: dict[str, None] = {}
    for alike, written in words:
        for each in alike:
            tokens[alike_token(store_id, each)] = None
        tokens[block_token(store_id, block, written)] = None
    return list(_as_many_as_fit(tokens))


def alike_token(store_id: int, folded: str) -> str:
    """Return the token of all words that are alike, anywhere in the store."""
    return f"{store_id}{folded}"


def written_token(store_id: int, message_id: int, written: str) -> str:
    """Return the token of a word as it was written, near a message.

    It holds the message's block, so that asking for all words with a beginning reads one block's words.
    """
    return block_token(store_id, windows.block_of(message_id), written)


def block_token(store_id: int, block: int, written: str) -> str:
    """Return the token of a word, or of the beginning of words, as written in one block of messages."""
    return f"{store_id}b{block}x{written[1:]}"


def _as_many_as_fit(tokens: Iterable[str]) -> Iterable[str]:
    used = 0
    for token in tokens:
        used += len(token)
        if used > MOST_TOKEN_BYTES:
            return
        yield token
