"""When a repeating piece of work is due next."""

from typing import ClassVar

from django.db import models

from saath.tenancy.retention import Retention


class Schedule(models.Model):
    """The memory of one schedule of the registry."""

    retention = Retention(purpose="Remember when repeating work is due", keep_for=None, erasure="keep")

    name = models.CharField(max_length=100, primary_key=True)
    next_run_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
