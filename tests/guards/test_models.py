"""Every row belongs to a store or is global for a written reason, and says how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from saath.tenancy.models import Store, StoreManager, StoreOwned, StoreRow
from saath.tenancy.retention import Retention
from tests.guards.verdict import verdict

GLOBAL = {
    "auth.Group: is global": "Django's; unused, our roles are members' (stores)",
    "auth.Group_permissions: is global": "Django's; unused, our roles are members' (stores)",
    "auth.Permission: is global": "Django's; unused, our verbs are in stores.rules",
    "contenttypes.ContentType: is global": "Django's; names of models",
    "sessions.Session: is global": "a session belongs to a person of several stores; ends after 14 days",
    "account.EmailAddress: is global": "allauth's; goes with the person",
    "account.EmailConfirmation: is global": "allauth's; goes with the address",
    "mfa.Authenticator: is global": "allauth's; goes with the person",
    "usersessions.UserSession: is global": "allauth's; goes with the session",
    "accounts.Person: is global": "one person may work for several stores",
    "accounts.AuditEntry: is global": "sign-ins happen before a store is known; queries filter by store",
    "tenancy.Store: is global": "the store itself",
    "tenancy.Domain: is global": "read to find the store of a request",
    "timeline.StreamEpoch: is global": "one row for the installation: which cluster its positions come from",
    "search.Document: is global": "row security would turn the full-text index off; read through saath.search.index only",
    "chats.OpenerAnswer: message is unique across stores": "the message itself belongs to one store",
    "conversations.ChannelAccount: account_key does not begin with store": "the intake finds the store by the address",
    "conversations.Delivery: message is unique across stores": "the message itself belongs to one store",
    "jobs.Job: is global": "workers serve every store; the scope is set from its store_id",
    "jobs.Lease: is global": "one process of the installation holds it",
    "jobs.Schedule: is global": "schedules run for the installation",
}


def faults(model: type[models.Model]) -> Iterator[str]:
    """Yield what is wrong with a model, each with the model's name first."""
    if not issubclass(model, StoreRow):
        yield "is global"
        yield from (f"{field.name} leads into a store" for field in _references(model))
    else:
        yield from _store_faults(model)
    if model.__module__.startswith("saath."):
        yield from _retention_faults(model)


def _store_faults(model: type[StoreRow]) -> Iterator[str]:
    if not isinstance(model._default_manager, StoreManager) or not isinstance(
        model._base_manager, StoreManager
    ):
        yield "has a manager that does not ask for the scope"
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key and field.name != "public_id":
            yield f"{field.name} is unique across stores"
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and _first(constraint) != "store":
            yield f"{constraint.name} does not begin with store"
    for together in model._meta.unique_together:
        if together[0] != "store":
            yield f"{', '.join(together)} together do not begin with store"
    if "save" in vars(model) or "delete" in vars(model):
        yield "overrides save or delete"


def _first(constraint: models.UniqueConstraint) -> str:
    fields = constraint.fields or tuple(getattr(part, "name", "") for part in constraint.expressions)
    return fields[0].removesuffix("_id") if fields else ""


def _references(model: type[models.Model]) -> Iterator[models.ForeignKey[models.Model, models.Model]]:
    for field in model._meta.local_fields:
        target = field.related_model
        if isinstance(field, models.ForeignKey) and isinstance(target, type) and issubclass(target, StoreRow):
            yield field


def _retention_faults(model: type[models.Model]) -> Iterator[str]:
    retention = getattr(model, "retention", None)
    if not isinstance(retention, Retention):
        yield "does not say how long it is kept"
        return
    names = {field.name for field in model._meta.get_fields()}
    if retention.keep_for is not None and retention.dated_by not in names:
        yield f"is kept from {retention.dated_by}, which it does not have"
    yield from (f"blanks {name}, which it does not have" for name in retention.blank if name not in names)
    if (retention.erasure == "blank") != bool(retention.blank):
        yield "erasure and the fields to blank disagree"


def test_every_model_is_in_order() -> None:
    found = [
        f"{model._meta.label}: {fault}"
        for model in apps.get_models(include_auto_created=True)
        for fault in faults(model)
    ]
    assert verdict(found, GLOBAL) == []


@isolate_apps("saath.tenancy")
def test_catches_a_global_model_that_is_silent_and_leads_into_a_store() -> None:
    class Owned(StoreOwned):
        retention = Retention(purpose="an example", keep_for=None, erasure="keep")

        class Meta(StoreOwned.Meta):
            app_label = "tenancy"

    class Loose(models.Model):
        owned = models.ForeignKey(Owned, on_delete=models.CASCADE)

        class Meta:
            app_label = "tenancy"

    Loose.__module__ = "saath.example"
    assert list(faults(Loose)) == [
        "is global",
        "owned leads into a store",
        "does not say how long it is kept",
    ]
    assert list(faults(Owned)) == []


@isolate_apps("saath.tenancy")
def test_catches_uniqueness_across_stores_and_a_manager_without_scope() -> None:
    class Careless(StoreOwned):
        code = models.CharField(max_length=9, unique=True)
        name = models.CharField(max_length=9)
        place = models.CharField(max_length=9)
        home = models.ForeignKey(Store, on_delete=models.CASCADE)
        objects = models.Manager()  # type: ignore[assignment]

        class Meta:
            app_label = "tenancy"
            unique_together = [("name", "place")]
            constraints = [models.UniqueConstraint(fields=["name", "store"], name="by_name")]

        def save(self, *args: object, **kwargs: object) -> None:
            """A hook that nobody would look for."""

    assert [fault.split(" ")[0] for fault in faults(Careless)] == [
        "has",
        "code",
        "by_name",
        "name,",
        "overrides",
    ]


@isolate_apps("saath.tenancy")
def test_catches_retention_that_names_fields_which_are_not_there() -> None:
    class Forgetful(StoreOwned):
        retention = Retention(purpose="an example", keep_for=None, erasure="blank", blank=("nobody",))

        class Meta(StoreOwned.Meta):
            app_label = "tenancy"

    Forgetful.__module__ = "saath.example"
    assert list(faults(Forgetful)) == ["blanks nobody, which it does not have"]
