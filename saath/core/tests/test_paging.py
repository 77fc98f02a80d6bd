from datetime import UTC, datetime, timedelta

import pytest

from saath.core.errors import BadInput
from saath.core.paging import page_of
from saath.jobs.models import Job

pytestmark = pytest.mark.django_db
ORDER = ("-run_at", "id")
NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def _jobs() -> None:
    Job.objects.bulk_create(
        [Job(task=str(number), run_at=NOON + timedelta(minutes=number // 3)) for number in range(10)]
    )


def walk(limit: int) -> list[list[str]]:
    pages, cursor = [], ""
    while True:
        page = page_of(Job.objects.all(), order=ORDER, cursor=cursor, limit=limit)
        pages.append([job.task for job in page.rows])
        cursor = page.next_cursor
        if not cursor:
            return pages


@pytest.mark.usefixtures("_jobs")
def test_pages_hold_every_row_once_in_order() -> None:
    whole = [job.task for job in Job.objects.order_by(*ORDER)]
    pages = walk(4)
    assert [len(page) for page in pages] == [4, 4, 2]
    assert [task for page in pages for task in page] == whole


@pytest.mark.usefixtures("_jobs")
def test_last_full_page_has_no_next() -> None:
    assert [len(page) for page in walk(5)] == [5, 5]


@pytest.mark.usefixtures("_jobs")
def test_newcomers_do_not_shift_the_next_page() -> None:
    first = page_of(Job.objects.all(), order=ORDER, limit=4)
    Job.objects.create(task="new", run_at=NOON + timedelta(days=1))
    second = page_of(Job.objects.all(), order=ORDER, cursor=first.next_cursor, limit=4)
    assert not {job.pk for job in first.rows} & {job.pk for job in second.rows}
    assert "new" not in [job.task for job in second.rows]


@pytest.mark.usefixtures("_jobs")
def test_cursor_of_another_list_or_a_changed_one_is_refused() -> None:
    cursor = page_of(Job.objects.all(), order=("-id",), limit=4).next_cursor
    for wrong in (cursor, "x" + cursor, "nonsense", "ü"):
        with pytest.raises(BadInput):
            page_of(Job.objects.all(), order=ORDER, cursor=wrong, limit=4)
