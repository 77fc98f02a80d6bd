"""Files that are sent."""

from __future__ import annotations

from pydantic import BaseModel, Field

from saath.api.parsing import LONGEST_NAME


class FileNamed(BaseModel):
    """What a file is called that is sent as it is; one in a form brings its name."""

    name: str = Field("", max_length=LONGEST_NAME)
