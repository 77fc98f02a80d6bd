"""Which tables a backup holds: all but the listed ones, so that a new model cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from saath.jobs.models import Job, JobState

LEFT_OUT: Mapping[str, str] = {
    "auth.Group": "unused: our roles are members'",
    "auth.Group_permissions": "unused: our roles are members'",
    "auth.Permission": "every installation makes its own",
    "contenttypes.ContentType": "every installation makes its own",
    "account.EmailConfirmation": "a link in a letter opens the installation that sent it, once",
    "sessions.Session": "people sign in anew: a session in a backup would be a way in",
    "usersessions.UserSession": "goes with the session",
    "jobs.Lease": "belongs to processes that run now",
    "jobs.Schedule": "everything that repeats is due once after a restore",
    "search.Document": "made anew from the messages, for each engine searches in its own way",
    "timeline.StreamEpoch": "a restored database begins a new one, so that browsers load anew",
}
# Jobs in flight are kept: a mail that was taken in but not read yet must be read. Finished ones are of no use.
_KEPT_ROWS: Mapping[type[Model], Q] = {Job: ~Q(state=JobState.DONE)}


def kept_models() -> list[type[Model]]:
    """Return the models of a backup, each after those that it points to."""
    models = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    ordered: dict[type[Model], None] = {}
    for model in models:
        _place(model, ordered)
    return list(ordered)


def kept_rows(model: type[Model]) -> QuerySet[Model]:
    """Return the rows of a model that a backup holds, in the order of their keys; ask inside `every_store`."""
    return model._base_manager.filter(_KEPT_ROWS.get(model, Q())).order_by("pk")


def _is_kept(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT


def _place(model: type[Model], ordered: dict[type[Model], None], above: tuple[type[Model], ...] = ()) -> None:
    if model in ordered or model in above:
        return
    for target in _targets(model):
        _place(target, ordered, (*above, model))
    ordered[model] = None


def _targets(model: type[Model]) -> Iterator[type[Model]]:
    for field in model._meta.local_concrete_fields:
        target = field.related_model
        if isinstance(target, type) and target is not model and _is_kept(target):
            yield target
