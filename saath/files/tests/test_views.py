"""What the content host sends."""

import tracemalloc
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from django.http import StreamingHttpResponse
from django.test import Client, override_settings
from PIL import Image

from saath.core.clock import now
from saath.files import storage
from saath.files.actions import release_file, store_file
from saath.files.errors import NoContentHost
from saath.files.jobs import make_picture
from saath.files.links import content_origin, make_token, read_token, signed_url
from saath.files.models import StoredFile
from saath.files.rules import ByteRange
from saath.files.serving import DiskChunks, serve
from saath.files.tests.conftest import CONTENT_HOST, DESK_HOST
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain, Store
from saath.timeline.models import Event

HTML = b"<!DOCTYPE html><html><p onclick='x()'>hello</p><script>alert(1)</script>"


@pytest.fixture
def stored(store: Store, system: Actor) -> StoredFile:
    """A file of a stranger that would like to run."""
    return store_file(system, name="page.html", data=HTML, kind="attachment")


@dataclass(frozen=True)
class Answer:
    """What came from the content host."""

    status_code: int
    headers: Mapping[str, str]
    body: bytes


def get(url: str, host: str = CONTENT_HOST, **headers: str) -> Answer:
    response = Client(SERVER_NAME=host).get("/" + url.split("/", 3)[3], headers=headers)
    sent = b"".join(response) if response.streaming else response.content
    return Answer(response.status_code, response.headers, sent)


def test_file_of_a_stranger_is_a_download_that_runs_nothing(stored: StoredFile) -> None:
    response = get(signed_url(stored, name="page.html"))
    assert response.body == HTML
    assert response.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "; sandbox;" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["Content-Length"] == str(len(HTML))


def test_name_in_three_scripts_survives(stored: StoredFile) -> None:
    response = get(signed_url(stored, name='बिल "૧" b.pdf'))
    assert response.status_code == 200
    assert "filename*=utf-8''" in response.headers["Content-Disposition"]


def test_letter_is_shown_in_the_frame_of_the_desk_only(store: Store, system: Actor) -> None:
    letter = store_file(system, name="message.html", data=b"<p>clean</p>", kind="html")
    response = get(signed_url(letter, name="message.html"))
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert f"frame-ancestors {DESK_HOST}" in response.headers["Content-Security-Policy"]
    assert "sandbox allow-popups" in response.headers["Content-Security-Policy"]


def test_photo_is_drawn_anew_and_only_that_is_shown_in_place(store: Store, system: Actor) -> None:
    target = BytesIO()
    Image.new("RGB", (50, 40), "blue").save(target, "JPEG")
    photo = store_file(system, name="photo.jpg", data=target.getvalue(), kind="attachment")
    event = Event.objects.get(kind="file.photo_stored")
    make_picture.func(event.pk)
    photo.refresh_from_db()
    assert photo.picture is not None
    assert (photo.picture.width, photo.picture.height) == (50, 40)
    assert get(signed_url(photo, name="photo.jpg")).headers["Content-Disposition"].startswith("attachment")
    shown = get(signed_url(photo.picture, name="photo.webp"))
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["Content-Type"] == "image/webp"
    assert Event.objects.filter(kind="file.photo_pictured", subject=photo.public_id).exists()


def test_photo_that_cannot_be_drawn_stays_a_download(store: Store, system: Actor) -> None:
    photo = store_file(system, name="a.jpg", data=b"\xff\xd8\xff\xe0\x00\x10JFIF broken", kind="attachment")
    make_picture.func(Event.objects.get(kind="file.photo_stored").pk)
    photo.refresh_from_db()
    assert photo.picture is None


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "sent"),
    [
        ("bytes=3-4", 206, f"bytes 3-4/{len(HTML)}", HTML[3:5]),
        ("bytes=-5", 206, f"bytes {len(HTML) - 5}-{len(HTML) - 1}/{len(HTML)}", HTML[-5:]),
        ("bytes=0-1,3-4", 200, None, HTML),
    ],
)
def test_part_of_a_file_is_sent(
    stored: StoredFile, asked: str, status: int, content_range: str | None, sent: bytes
) -> None:
    response = get(signed_url(stored, name="a"), Range=asked)
    assert (response.status_code, response.headers.get("Content-Range")) == (status, content_range)
    assert response.body == sent


def test_range_behind_the_end_is_416(stored: StoredFile) -> None:
    response = get(signed_url(stored, name="a"), Range="bytes=99999-")
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{len(HTML)}")


def test_changed_file_is_sent_whole(stored: StoredFile) -> None:
    response = get(signed_url(stored, name="a"), Range="bytes=0-1", **{"If-Range": '"other"'})
    assert response.status_code == 200


def test_known_file_is_not_sent_again(stored: StoredFile) -> None:
    response = get(signed_url(stored, name="a"), **{"If-None-Match": f'"{stored.sha256}"'})
    assert response.status_code == 304


def test_empty_file_is_sent(store: Store, system: Actor) -> None:
    response = get(signed_url(store_file(system, name="e", data=b"", kind="attachment"), name="e"))
    assert (response.status_code, response.body) == (200, b"")


def test_link_under_another_name_is_refused(stored: StoredFile) -> None:
    url = signed_url(stored, name="page.html")
    assert get(url.replace("page.html", "invoice.exe")).status_code == 404


def test_forged_link_is_refused(stored: StoredFile) -> None:
    url = signed_url(stored, name="a")
    assert get(url.replace("/f/", "/f/0")).status_code == 404
    assert get("http://x/f/nonsense/a").status_code == 404


def test_link_ends(stored: StoredFile) -> None:
    at = now()
    token = make_token(stored, name="a", seconds=60, at=at)
    assert read_token(token, name="a", at=at + timedelta(seconds=59)) == stored.public_id
    assert read_token(token, name="a", at=at + timedelta(seconds=361)) is None


def test_link_asked_for_again_is_the_same_for_the_cache(stored: StoredFile) -> None:
    at = now().replace(minute=1)
    later = at + timedelta(minutes=2)
    assert make_token(stored, name="a", seconds=3600, at=at) == make_token(
        stored, name="a", seconds=3600, at=later
    )


def test_link_of_one_shop_opens_nothing_on_anothers_host(stored: StoredFile, other_store: Store) -> None:
    assert get(signed_url(stored, name="a"), host="other-content.test").status_code == 404


def test_desk_host_serves_no_files(stored: StoredFile) -> None:
    assert get(signed_url(stored, name="a"), host=DESK_HOST).status_code in (302, 403, 404)


def test_deleted_file_is_gone(stored: StoredFile, system: Actor) -> None:
    url = signed_url(stored, name="a")
    release_file(system, stored)
    assert get(url).status_code == 404


def test_links_follow_https(store: Store) -> None:
    with override_settings(SECURE_COOKIES=True):
        assert content_origin() == f"https://{CONTENT_HOST}"


def test_shop_without_a_content_host_says_so(store: Store) -> None:
    Domain.objects.filter(purpose="content").delete()
    with pytest.raises(NoContentHost):
        content_origin()


def test_answer_that_is_never_read_closes_its_file(stored: StoredFile) -> None:
    file = storage.open_bytes(stored.sha256)
    StreamingHttpResponse(DiskChunks(file, ByteRange(0, 3))).close()
    assert file.closed


def test_large_file_is_never_in_memory(store: Store, system: Actor) -> None:
    size = 50_000_000
    stored = store_file(system, name="film", data=bytes(size), kind="attachment")
    response = serve(stored, name="film")
    assert isinstance(response, StreamingHttpResponse)
    tracemalloc.start()
    sent = sum(len(chunk) for chunk in response)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    response.close()
    assert sent == size
    assert peak < 1_000_000
