"""The common manner of everything in the model."""

from pydantic import BaseModel, ConfigDict


class Thing(BaseModel):
    """A frozen value. Tuples, not lists; sorted wherever order has no meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid")
