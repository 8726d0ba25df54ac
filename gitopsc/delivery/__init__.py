"""From a file tree to a folder on disk, and back as a comparison.

`survey` and `survey_output` look and decide, `carry_out` writes, `differences` tells. The law they
keep is docs/decisions/0004-ownership.md.
"""

from gitopsc.delivery.carrier import carry_out
from gitopsc.delivery.differences import differences
from gitopsc.delivery.output import survey_output
from gitopsc.delivery.steps import Delivery, Kind, Step
from gitopsc.delivery.surveyor import survey

__all__ = [
    "Delivery",
    "Kind",
    "Step",
    "carry_out",
    "differences",
    "survey",
    "survey_output",
]
