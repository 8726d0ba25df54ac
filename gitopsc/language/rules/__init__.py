"""What must hold of entries before a topology is built of them, a file for each rule; asked in this
order."""

from collections.abc import Iterable

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.closing_windows import closing_windows
from gitopsc.language.rules.fitting_agents import fitting_agents
from gitopsc.language.rules.fitting_placeholders import fitting_placeholders
from gitopsc.language.rules.fitting_places import fitting_places
from gitopsc.language.rules.free_names import free_names
from gitopsc.language.rules.groups_beside_clusters import groups_beside_clusters
from gitopsc.language.rules.keys_once import keys_once
from gitopsc.language.rules.no_secrets import no_secrets
from gitopsc.language.rules.own_addresses import own_addresses
from gitopsc.language.rules.pinned_remotes import pinned_remotes
from gitopsc.language.rules.places_of_folders import places_of_folders
from gitopsc.language.rules.plain_layouts import plain_layouts
from gitopsc.language.rules.published_charts import published_charts
from gitopsc.language.rules.registries import registries
from gitopsc.language.rules.whole_configs import whole_configs
from gitopsc.language.rules.whole_modes import whole_modes
from gitopsc.language.rules.words_without_equals import words_without_equals
from gitopsc.source import Source

RULES = (
    free_names,
    groups_beside_clusters,
    fitting_placeholders,
    fitting_places,
    places_of_folders,
    fitting_agents,
    closing_windows,
    own_addresses,
    whole_configs,
    whole_modes,
    registries,
    keys_once,
    words_without_equals,
    pinned_remotes,
    published_charts,
    plain_layouts,
)


def check(root: Entry, sources: Iterable[Source], mistakes: Mistakes) -> None:
    """Ask every rule about everything that was said; answers go into the list of mistakes."""
    for source in sources:
        no_secrets(source, mistakes)
    for rule in RULES:
        rule(root, mistakes)
