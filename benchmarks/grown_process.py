"""One installation that `benchmarks.load --corpus` has filled, asked by `benchmarks.growth` for what a desk does all day."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from itertools import count, cycle
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.page_process import answer, environ, sign_in  # isort: skip  # it loads Django

import psycopg
from django.conf import settings
from django.db import connection
from django.urls import reverse

from benchmarks.corpus import COMMON, LONG, OF_EIGHT, RAREST
from benchmarks.shop import MAILBOX
from saath.cli.prepare import prepare
from saath.conversations.actions.views import save_view
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation, SavedView
from saath.conversations.queries.inbox import queue_counts
from saath.conversations.queues import QUEUES
from saath.core.paging import seal_cursor
from saath.jobs.worker import Worker
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.scope import every_store, store_scope

Work = Callable[[], object]
ROTATED = 20
ANSWERED = 400
LANGUAGE = {"language": "gu"}


@dataclass(frozen=True)
class Cost:
    """What one piece of work took: ms of CPU here and in the database, statements, pages of 8 kB, page faults in the database."""

    own: float
    database: float
    statements: float
    buffers: float
    faults: float


def main() -> None:
    """Answer each line `[what, times]` by what one of them cost."""
    host, statistics = sys.argv[1:]
    log = os.open(settings.DATA_DIR / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    told = os.fdopen(os.dup(1), "w")
    for stream in (1, 2):
        os.dup2(log, stream)
    prepare()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one backend, whose CPU is read
    works = works_of(host)
    for line in sys.stdin:
        name, times = json.loads(line)
        print(json.dumps(vars(cost(works[name], times, statistics))), file=told, flush=True)


def works_of(host: str) -> dict[str, Work]:
    """Return all that is measured, by name."""
    cookie = sign_in()
    with every_store("a measurement of the whole installation"):
        member = Member.objects.select_related("store").get(display_name="Agent01")
    with store_scope(member.store.pk):
        view = _saved_view(member)
        numbers = Conversation.objects.order_by("-id").values_list("id", flat=True)
        newest = numbers[0]
        threads = {
            "thread, 8 messages": range(2, OF_EIGHT + 2),
            "thread, 200 messages": [1],
            "thread, old": range(ROTATED * 2, ROTATED * 3),
            "thread, new": range(newest - ROTATED, newest),
        }
        pages = {
            **{name: [f"/desk/{queue}/"] for name, queue in _queues()},
            "inbox, deep page": [_deep("now")],
            "solved, deep page": [_deep("solved")],
            "saved view": [f"/desk/{view.queue}/?language={LANGUAGE['language']}"],
            "sizes of saved views": [reverse("desk:views_beside")],
            **{name: _addresses("desk:thread", numbers, queue="now") for name, numbers in threads.items()},
            "customer": _addresses("desk:customer", range(ROTATED * 2, ROTATED * 3), queue="now"),
            **{
                f"search, common, {code}": [f"/desk/find/?{urlencode({'q': word})}"]
                for code, word in COMMON.items()
            },
            **{
                f"search, rare, {code}": [f"/desk/find/?{urlencode({'q': word})}"]
                for code, word in RAREST.items()
            },
        }
        open_ones = [n for n in range(newest - 4 * ANSWERED, newest) if n % 20 < 5][:ANSWERED]
        answers = _addresses("desk:answer", open_ones)
    works: dict[str, Work] = {name: _asking(host, cookie, found) for name, found in pages.items()}
    works["sizes of queues"] = partial(_counts, member)
    works["mail, new"] = partial(_receive, _mails(newest, answers_one=False))
    works["mail, answer to ours"] = partial(_receive, _mails(newest, answers_one=True))
    works["reply"] = _asking(host, cookie, answers)
    return works


def cost(work: Work, times: int, statistics: str) -> Cost:
    """Return what one of so many costs; `statistics` is a superuser's address, empty where there is no PostgreSQL."""
    if statistics:
        return _cost_on_postgresql(work, times, statistics)
    own = time.process_time()
    for _ in range(times):
        work()
    return Cost((time.process_time() - own) * 1000 / times, 0, 0, 0, 0)


def _cost_on_postgresql(work: Work, times: int, statistics: str) -> Cost:
    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}")
    with psycopg.connect(statistics, autocommit=True) as link:
        link.execute("SELECT pg_stat_statements_reset()")
        own, database, faults = time.process_time(), _seconds(backend), _faults(backend)
        for _ in range(times):
            work()
        own, database = time.process_time() - own, _seconds(backend) - database
        asked = link.execute(
            "SELECT coalesce(sum(calls), 0)::bigint, coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint"
            " FROM pg_stat_statements WHERE userid = 'saath_app'::regrole"
            " AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchone()
        assert asked is not None
        values = (own * 1000, database * 1000, *asked, _faults(backend) - faults)
    return Cost(*(value / times for value in values))


def _seconds(process: Path) -> float:
    return int((process / "schedstat").read_text().split()[0]) / 1e9


def _faults(process: Path) -> int:
    return int((process / "stat").read_text().rpartition(")")[2].split()[7])


def _queues() -> Iterator[tuple[str, str]]:
    return (("inbox" if key == "now" else f"queue, {key}", key) for key in QUEUES)


def _deep(key: str) -> str:
    """Return the address of a page in the middle of a queue."""
    column = QUEUES[key].order[0].removeprefix("-")
    rows = QUEUES[key].rows().order_by(*QUEUES[key].order).values_list(column, "id")
    place = rows[rows.count() // 2]
    return f"/desk/{key}/?after={seal_cursor(f'queue:{key}', place)}"


def _saved_view(member: Member) -> SavedView:
    kept = SavedView.objects.first()
    return kept or save_view(
        actor_of(member), name="Gujarati", queue="now", filters=LANGUAGE, is_shared=False
    )


def _addresses(name: str, numbers: Sequence[int], **more: str) -> list[str]:
    found = Conversation.objects.filter(pk__in=numbers).order_by("id").values_list("public_id", flat=True)
    return [reverse(name, kwargs={**more, "conversation": public_id}) for public_id in found]


def _asking(host: str, cookie: str, addresses: Sequence[str]) -> Work:
    requests = cycle([environ(host, address, cookie) for address in addresses])
    return lambda: answer(next(requests))


def _counts(member: Member) -> None:
    with store_scope(member.store.pk):
        queue_counts(actor_of(member), zone=member.store.zone)


def _receive(mails: Iterator[tuple[str, bytes]]) -> None:
    sender, raw = next(mails)
    assert accept_mail(sender, [MAILBOX], raw)
    Worker(threads=0).run_pending()


def _mails(newest: int, *, answers_one: bool) -> Iterator[tuple[str, bytes]]:
    """Yield mails of customers, to new conversations or to those of the corpus."""
    for number in count():
        sender = f"asha.{number * 16}@customers.test"
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Asha <{sender}>", MAILBOX, f"Where is parcel {number}?"
        mail["Message-ID"] = f"<{uuid4().hex}@customers.test>"
        if answers_one:
            mail["In-Reply-To"] = f"<{newest - LONG - 5 * number}.1@corpus.test>"
        mail.set_content("The courier says that it was delivered, but nobody was here. " * 5)
        yield sender, mail.as_bytes()


if __name__ == "__main__":
    main()
