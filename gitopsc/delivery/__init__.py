"""From a file tree to a folder on disk, and back as a comparison.

`survey`, `survey_output` and `amendment` look and decide, `carry_out` writes, `differences` tells.
The law they keep is docs/decisions/0004-ownership.md.
"""

from gitopsc.delivery.amendment import amendment
from gitopsc.delivery.carrier import carry_out
from gitopsc.delivery.deliveries import Deliveries, Site, surveyed
from gitopsc.delivery.differences import differences
from gitopsc.delivery.output import survey_output
from gitopsc.delivery.steps import Delivery, Kind
from gitopsc.delivery.surveyor import survey

__all__ = [
    "Deliveries",
    "Delivery",
    "Kind",
    "Site",
    "amendment",
    "carry_out",
    "differences",
    "survey",
    "survey_output",
    "surveyed",
]
