"""The ways round the store's scope are few, each in a listed file with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.source import called_name, python_files, tree_of
from tests.guards.verdict import verdict

EVERY_STORE = {
    "saath/chats/staffing/looking.py": "one process looks after the chats of every store",
    "saath/conversations/actions/accounts.py": "an address may belong to one store of the installation only",
    "saath/conversations/intake.py": "the recipient's address says which store a mail is for",
    "saath/mailboxes/queries.py": "one process reads mailboxes of several stores",
    "saath/operations/archive/loading.py": "a restore fills every store",
    "saath/operations/archive/writing.py": "a backup holds every store",
    "saath/operations/diagnosis/times.py": "the clock belongs to the installation",
    "saath/operations/diagnosis/work.py": "counts what waits for a person in any store",
    "saath/orders/polling/due.py": "one schedule asks the platforms of all shops",
    "saath/orders/polling/goods.py": "one schedule asks what all shops sell",
    "saath/promises/routing/settings.py": "one schedule gives out what waits in every store that wants it",
    "saath/promises/clocks/queries.py": "clocks are looked at in every store",
    "saath/stores/queries.py": "a person may work for several stores",
    "saath/tenancy/purge.py": "rows of every store expire",
    "saath/timeline/epoch.py": "transaction numbers belong to the cluster",
    "saath/webhooks/queries/every.py": "one schedule reads the events of every store that has an endpoint",
    "saath/timeline/replay.py": "one reader of a process follows the events of all stores and hands each to its own",
}
RAW_SQL = {
    "saath/conversations/queries/inbox.py": "counts of all queues in one statement, composed by the ORM",
    "saath/jobs/commits.py": "claims and outcomes of jobs, and how surely they are on disk; jobs are global",
    "saath/jobs/attempt.py": "SELECT … FOR NO KEY UPDATE of a job's lease; jobs are global",
    "saath/jobs/claim.py": "UPDATE … RETURNING, which the ORM cannot say; jobs are global",
    "saath/cli/prepare.py": "locks out other nodes while it migrates",
    "saath/operations/archive/loading.py": "sets sequences after the rows that were loaded",
    "saath/tenancy/snapshot.py": "makes a transaction one that only reads",
    "saath/operations/diagnosis/database.py": "asks the database what it is, and no row",
    "saath/operations/diagnosis/times.py": "asks the database what time it is",
    "saath/operations/health.py": "asks the database whether it is there",
    "saath/core/ratelimit.py": "one statement that counts and reads, over no store's rows",
    "saath/search/engines/postgresql.py": "full text, which the ORM says differently on each engine",
    "saath/search/engines/sqlite.py": "full text, which the ORM says differently on each engine",
    "saath/timeline/epoch.py": "asks the cluster who it is",
    "saath/timeline/following.py": "transaction numbers, which the ORM does not know; the store comes from the scope",
    "saath/timeline/live/announce.py": "NOTIFY and LISTEN carry no row",
    "saath/timeline/replay.py": "snapshots, which the ORM does not know",
    "saath/tenancy/prepared.py": "runs what the ORM wrote; the place of the store is filled from the scope",
    "saath/tenancy/many_rows.py": "one INSERT or UPDATE a model for many rows, whose store is in each or comes from the scope",
    "saath/tenancy/postgresql/base.py": "runs what rows.py wrote, several in one message, in the scope that each was given in",
    "saath/tenancy/policies.py": "makes the policies themselves",
    "saath/tenancy/row_security.py": "sets the scope of the connection",
    "saath/tenancy/rows.py": "one INSERT or UPDATE a model, whose store is in the row or comes from the scope",
}
UNASKED = {
    "saath/conversations/actions/_drafts.py": "deletes what a filter of the scope's own manager found, loading nothing",
    "saath/files/models/stored_file.py": "the base manager of a store's rows asks for the scope (guarded with the models)",
    "saath/exports/_rows.py": "rows of any table of a shop, whose manager asks: test_models sees to it",
    "saath/exports/kinds.py": "rows of any table of a shop, whose manager asks: test_models sees to it",
    "saath/operations/archive/contents.py": "rows of any model, for a backup, inside every_store",
    "saath/operations/archive/loading.py": "rows of any model, for a restore, inside every_store",
    "saath/tenancy/purge.py": "inside every_store",
}
RAW = {"cursor", "planned_cursor", "write_later", "raw", "extra", "RawSQL", "RunSQL", "executescript"}
UNSCOPED = {"_base_manager", "_default_manager", "_raw_delete"}


def bypasses(tree: ast.Module) -> Iterator[str]:
    """Yield each way round the scope that a file takes: `every_store`, raw SQL, a manager that does not ask."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node) == "every_store":
            yield "every_store"
        elif isinstance(node, ast.Call) and called_name(node) in RAW:
            yield "raw SQL"
        elif isinstance(node, ast.Attribute) and node.attr in UNSCOPED:
            yield "unscoped manager"


def files_that(take: str) -> set[str]:
    """Return our files that take a way round."""
    return {
        str(path) for path in python_files() if _reads_rows(path) and take in set(bypasses(tree_of(path)))
    }


def _reads_rows(path: Path) -> bool:
    return path != Path("saath/tenancy/scope.py")


def test_every_store_is_read_in_listed_files_only() -> None:
    assert verdict(files_that("every_store"), EVERY_STORE) == []


def test_sql_is_written_in_listed_files_only() -> None:
    assert verdict(files_that("raw SQL"), RAW_SQL) == []


def test_no_file_takes_a_manager_that_does_not_ask_for_the_scope() -> None:
    assert verdict(files_that("unscoped manager"), UNASKED) == []


def test_catches_each_way_round() -> None:
    bad = """
with every_store("because"):
    Customer._base_manager.all()
    Customer.objects.raw("SELECT 1")
    connection.cursor().execute("SELECT 2")
"""
    assert list(bypasses(ast.parse(bad))).count("raw SQL") == 2
    assert set(bypasses(ast.parse(bad))) == {"every_store", "raw SQL", "unscoped manager"}
