"""The common manner of everything in the model."""

from pydantic import BaseModel, ConfigDict


class Thing(BaseModel):
    """A frozen value. Tuples, not lists; sorted wherever order has no meaning."""

    # A validator is made when the first value is: many kinds of things occur in no small spec.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
