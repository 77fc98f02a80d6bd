"""What resources look like outside: `Shape` goes out, `Input` comes in."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError


def _as_text(value: Any) -> Any:
    """Let nothing but text be read as a time: a number, written as one or as text, would be taken for seconds since 1970."""
    try:
        float(value)
    except (TypeError, ValueError):
        return value
    raise PydanticCustomError("datetime_type", "not a text")


# Of bodies: JSON has kinds of its own, so “5” is no number and 1 is not true.
Moment = Annotated[AwareDatetime, BeforeValidator(_as_text)]
Day = Annotated[date, BeforeValidator(_as_text)]
Whole = Annotated[int, Strict(), Field(ge=-(2**53) + 1, le=2**53 - 1)]
Yes = Annotated[bool, Strict()]


class Shape(BaseModel):
    """Something that is answered. `includes` are the fields that only `?include=` brings.

    One that `lets_in` holds an address that opens something without a token.
    """

    model_config = ConfigDict(frozen=True)
    includes: ClassVar[frozenset[str]] = frozenset()
    lets_in: ClassVar[bool] = False


class Input(BaseModel):
    """A body; what it does not name is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ref(Shape):
    """Something else, by its id and by what people call it."""

    id: UUID
    name: str


Item = TypeVar("Item", bound=Shape)


class Page(Shape, Generic[Item]):
    """A part of a list; `next_cursor` is asked for as `?cursor=`, null where nothing follows."""

    items: list[Item]
    next_cursor: str | None


class Paging(BaseModel):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=100)
    cursor: str = Field("", max_length=2000)


class Shift(Input):
    """Where a thing goes in its order: one place up, or down."""

    to: Literal["up", "down"]
