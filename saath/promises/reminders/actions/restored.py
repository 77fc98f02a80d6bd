"""What a restored shop must not do: say by itself again what it said after the backup was made."""

from __future__ import annotations

from saath.conversations.models import Solution
from saath.jobs.models import Job, JobState
from saath.promises.models import OwnWord, OwnWordMark
from saath.promises.reminders.jobs import close_later, remind_later, thank_later
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action

LATER = (remind_later, close_later, thank_later)


@action
def begin_own_words_anew(actor: Actor) -> None:
    """Look at nobody in the store in scope whose time was over before, as where it is just switched on, nor at who waits."""
    newest = Solution.objects.order_by("-event_id").values_list("event_id", flat=True).first()
    marks = OwnWordMark.objects.all()
    marks.exclude(kind=OwnWord.Kind.THANKS).update(up_to=None, after_id=0)
    marks.filter(kind=OwnWord.Kind.THANKS).update(after_id=newest or 0)
    jobs = Job.objects.filter(store_id=current_store_id(), state=JobState.READY)
    jobs.filter(task__in=[each.module_path for each in LATER]).delete()
