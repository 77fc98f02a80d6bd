"""A named lease that one process holds at a time."""

from typing import ClassVar

from django.db import models

from saath.tenancy.retention import Retention


class Lease(models.Model):
    """Who may do the work called `name` until when; `term` grows with each new holder."""

    retention = Retention(purpose="Let one process at a time poll or schedule", keep_for=None, erasure="keep")

    name = models.CharField(max_length=100, primary_key=True)
    holder = models.CharField(max_length=100, default="")
    term = models.PositiveBigIntegerField(default=0)
    until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
