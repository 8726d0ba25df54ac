"""From a file tree to a folder on disk, and back as a comparison.

`survey`, `survey_output` and `amendment` look and decide, `carry_out_all` writes, `differences`
tells. The law they keep is docs/decisions/0004-ownership.md.
"""

from gitopsc.delivery.amendment import amendment
from gitopsc.delivery.carrier import carry_out
from gitopsc.delivery.crew import carry_out_all, shares
from gitopsc.delivery.differences import differences
from gitopsc.delivery.output import survey_output
from gitopsc.delivery.steps import Delivery, Kind, Step
from gitopsc.delivery.surveyor import survey

__all__ = [
    "Delivery",
    "Kind",
    "Step",
    "amendment",
    "carry_out",
    "carry_out_all",
    "differences",
    "shares",
    "survey",
    "survey_output",
]
