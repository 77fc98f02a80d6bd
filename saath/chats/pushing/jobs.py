"""Durable pushes to the shop's app. Safe to repeat: what an app was told of, it is not told again."""

from __future__ import annotations

from django_tasks import task

from saath.chats.actions.pushes import end_push, record_failed, record_told
from saath.chats.models import ChatPush
from saath.chats.pushing.rules import STALE_AFTER, wait_seconds
from saath.chats.pushing.words import told
from saath.chats.queries.pushes import News, news_for
from saath.core.clock import now
from saath.core.outside import AddressRefused
from saath.core.push.sending import Gone, NotNow, push
from saath.jobs.errors import RetryLater
from saath.stores.links import shopper_origin
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import read_transaction

PUSHER = Actor.system("there is an answer for an app")


@task()
def tell_app(push_id: int) -> None:
    """Tell one app of the answers that nobody has read by now, in one push; nothing where there are none."""
    with read_transaction():
        found = ChatPush.objects.select_related("visitor__identity", "store").filter(pk=push_id).first()
        news = news_for(found) if found is not None else None
    if found is None or news is None:
        return
    seconds = wait_seconds(found.told_at, now())
    if seconds:
        raise RetryLater(seconds)
    _tell(found, news)


def _tell(app: ChatPush, news: News) -> None:
    """Push once. What can never arrive ends the subscription: a stranger named the address, and nobody would look after it."""
    import httpx  # here and below, as no page needs it

    from saath.core.http import AnswerRefused

    try:
        push(
            told(app, news),
            endpoint=app.endpoint,
            p256dh=app.p256dh,
            auth=app.auth,
            contact=shopper_origin(app.store.pk),
            at=now().timestamp(),
            kept_seconds=int(STALE_AFTER.total_seconds()),
            topic=news.conversation.public_id.hex,
        )
    except (Gone, AddressRefused, ValueError):
        end_push(PUSHER, app)
    except (NotNow, AnswerRefused, httpx.TransportError) as error:
        seconds = record_failed(PUSHER, app)
        if seconds is not None:
            raise RetryLater(seconds) from error
    else:
        record_told(PUSHER, app, up_to=news.newest_id)
