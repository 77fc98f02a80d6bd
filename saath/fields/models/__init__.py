"""Fields of a shop's own and their values."""

from saath.fields.models.field import Field
from saath.fields.models.value import CustomerValue, Value

__all__ = ["CustomerValue", "Field", "Value"]
