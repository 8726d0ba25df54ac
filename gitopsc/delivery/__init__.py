"""From a file tree to a folder on disk, and back as a comparison.

`survey` and `amendment` look and decide, `carry_out` writes, `differences` tells; `Deliveries` lets
several processes do so for many repositories. Their law is docs/decisions/0004-ownership.md.
"""

from gitopsc.delivery.amendment import amendment
from gitopsc.delivery.carrying import carry_out
from gitopsc.delivery.deliveries import Deliveries
from gitopsc.delivery.differences import differences
from gitopsc.delivery.output import below, unsafe_repositories
from gitopsc.delivery.share import Portion, Recipient, Share, Some
from gitopsc.delivery.steps import Delivery, Kind
from gitopsc.delivery.surveyor import survey

__all__ = [
    "Deliveries",
    "Delivery",
    "Kind",
    "Portion",
    "Recipient",
    "Share",
    "Some",
    "amendment",
    "below",
    "carry_out",
    "differences",
    "survey",
    "unsafe_repositories",
]
