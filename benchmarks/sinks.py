"""Writing many rows at once: COPY on PostgreSQL, one large transaction on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Protocol
from uuid import UUID

import psycopg
from django.db import connection, connections
from django.db.models import AutoField, JSONField, Model
from psycopg import sql

from benchmarks.indexes import without_indexes
from saath.language.folding import FOLDING_VERSION
from saath.search.documents import SearchDocument, document_tokens
from saath.search.engines import engine
from saath.search.engines.base import Entry
from saath.search.engines.postgresql import block_tokens

DOCUMENT_COLUMNS = ("message_id", "store_id", "conversation_id", "folding_version", "tokens")
_FILLED = """
    SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Sink(Protocol):
    """Where rows go. Encoding runs in many processes, writing in one."""

    def encode(self, rows: Sequence[Model]) -> Any:
        """Turn rows of one model into what `write` takes."""

    def encode_documents(self, store_id: int, documents: Sequence[SearchDocument]) -> Any:
        """Turn texts into what `write_documents` takes."""

    def write(self, model: type[Model], encoded: Any) -> None:
        """Write encoded rows."""

    def write_documents(self, store_id: int, encoded: Any) -> None:
        """Write encoded documents of the search."""

    def loading(self) -> Any:
        """Return a context in which all is written; it leaves the database ready to serve."""


class CopySink:
    """PostgreSQL, as a superuser: without row security and key checks, indexes built at the end."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._link: psycopg.Connection[Any] | None = None

    def encode(self, rows: Sequence[Model]) -> bytes:
        """Return rows in the text format of COPY."""
        return _copy_text(_values(row) for row in rows)

    def encode_documents(self, store_id: int, documents: Sequence[SearchDocument]) -> bytes:
        """Return documents with their tokens in the text format of COPY."""
        return _copy_text(
            (
                each.message_id,
                store_id,
                each.conversation_id,
                FOLDING_VERSION,
                " ".join(_tokens(store_id, each)),
            )
            for each in documents
        )

    def write(self, model: type[Model], encoded: bytes) -> None:
        """COPY rows into the table of a model."""
        self._copy(model._meta.db_table, [field.column for field in _fields(model)], encoded)

    def write_documents(self, store_id: int, encoded: bytes) -> None:
        """COPY documents."""
        self._copy("search_document", DOCUMENT_COLUMNS, encoded)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Write in one transaction; then build the indexes, set the sequences and gather statistics."""
        connections.close_all()
        with psycopg.connect(self._url) as self._link:
            self._link.execute("SET session_replication_role = replica")
            self._link.execute("SET maintenance_work_mem = '1GB'")
            with without_indexes(self._link):
                yield
            self._set_sequences(self._link)
        with psycopg.connect(self._url, autocommit=True) as link:
            # One that is empty would be taken to stay so: connections keep plans that read it whole.
            (filled,) = link.execute(_FILLED).fetchone() or ("",)
            link.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.SQL(filled)))

    def _copy(self, table: str, columns: Sequence[str], encoded: bytes) -> None:
        assert self._link is not None
        names = ", ".join(f'"{column}"' for column in columns)
        with self._link.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            copy.write(encoded)

    @staticmethod
    def _set_sequences(link: psycopg.Connection[Any]) -> None:
        tables = link.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND is_identity = 'YES'"
        ).fetchall()
        for (table,) in tables:
            last = sql.SQL(
                "SELECT setval(pg_get_serial_sequence({}, 'id'), greatest(1, (SELECT max(id) FROM {})))"
            )
            link.execute(last.format(sql.Literal(f'"{table}"'), sql.Identifier(table)))


class SqliteSink:
    """SQLite through Django's own connection."""

    def encode(self, rows: Sequence[Model]) -> list[tuple[Any, ...]]:
        """Return the values of rows as SQLite keeps them."""
        return [tuple(map(_sqlite_value, _values(row))) for row in rows]

    def encode_documents(self, store_id: int, documents: Sequence[SearchDocument]) -> list[Entry]:
        """Return documents with their tokens."""
        return [
            Entry(each.message_id, each.conversation_id, document_tokens(store_id, each))
            for each in documents
        ]

    def write(self, model: type[Model], encoded: list[tuple[Any, ...]]) -> None:
        """Insert rows."""
        columns = ", ".join(f'"{field.column}"' for field in _fields(model))
        places = ", ".join(["%s"] * len(_fields(model)))
        with connection.cursor() as cursor:
            table = model._meta.db_table
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', encoded)  # noqa: S608

    def write_documents(self, store_id: int, encoded: list[Entry]) -> None:
        """Index documents as the product does."""
        engine().write(store_id, encoded)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Write without waiting for the disk, then gather statistics."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("BEGIN IMMEDIATE")
            yield
            cursor.execute("COMMIT")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("ANALYZE")


@cache
def _fields(model: type[Model]) -> list[Any]:
    """Return the columns to write: without the key where the database gives it."""
    given = model._meta.model_name in ("customer", "identity", "conversation", "message")
    return [field for field in model._meta.concrete_fields if given or not isinstance(field, AutoField)]


@cache
def _reader(model: type[Model]) -> tuple[attrgetter[tuple[Any, ...]], tuple[int, ...]]:
    """Return what reads the columns of a row, and which of them are JSON."""
    fields = _fields(model)
    json_places = tuple(place for place, field in enumerate(fields) if isinstance(field, JSONField))
    return attrgetter(*(field.attname for field in fields)), json_places


def _values(row: Model) -> Sequence[Any]:
    read, json_places = _reader(type(row))
    values = list(read(row))
    for place in json_places:
        values[place] = json.dumps(values[place])
    return values


def _tokens(store_id: int, document: SearchDocument) -> list[str]:
    return [*document_tokens(store_id, document), *block_tokens(store_id, document.message_id)]


def _copy_text(rows: Iterable[Sequence[Any]]) -> bytes:
    return "".join("\t".join(map(_copy_value, row)) + "\n" for row in rows).encode()


def _copy_value(value: Any) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)


def _sqlite_value(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
