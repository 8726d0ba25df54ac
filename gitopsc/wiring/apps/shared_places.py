"""Where the apps of a team are in one stage on one cluster: of most only the names differ."""

from collections.abc import Mapping

from gitopsc.plan.instance import Instance
from gitopsc.plan.naming import unit_name
from gitopsc.plan.pattern import APP, pattern
from gitopsc.plan.unit import Patterns
from gitopsc.wiring.apps.shape import AppShape
from gitopsc.wiring.places.placement import Placed, Placement
from gitopsc.wiring.places.shared_place import SharedPlace
from gitopsc.wiring.workloads.states import version_folder


class SharedPlaces:
    """The places that apps have in common; or those of one app, if some are its own.

    :param dimensions: those of an app that is called `APP`.
    :param alone: the name of the app whose places they are.
    """

    def __init__(
        self,
        placement: Placement,
        instance: Instance,
        dimensions: Mapping[str, str],
        alone: str | None = None,
    ) -> None:
        self._placement, self._operator = placement, instance.operator
        self._dimensions, self._alone = dimensions, alone
        wiring = self.place("wiring")
        self._name = unit_name(wiring.place if wiring else None, instance)
        self._names = pattern(self._name).fill(dimensions)
        self.linked_per = tuple(sorted(wiring.dimensions)) if wiring else ()
        self.variant = self.place("variant")
        self._shared: dict[str, SharedPlace | None] = {}
        self._patterns: dict[tuple[AppShape, str], Patterns] = {}

    def name(self, app: str) -> str:
        """What the link of an app is called."""
        return self._names.replace(APP, app)

    def place(self, artefact: str) -> Placed | None:
        """Where something of each app is said to be, if anybody says it."""
        return self._placement.find(
            artefact, operator=self._operator, team=self._dimensions["team"], app=self._alone
        )

    def shared(self, artefact: str) -> SharedPlace | None:
        """The same, with everything filled in but the names of the apps."""
        if artefact not in self._shared:
            placed = self.place(artefact)
            made = SharedPlace(self._placement, placed, self._dimensions) if placed else None
            self._shared[artefact] = made
        return self._shared[artefact]

    def patterns(self, shape: AppShape, namespace: str) -> Patterns:
        """What the texts of a unit are made from that has its places.

        :param namespace: the pattern of its namespace.
        """
        key = shape, namespace
        if key not in self._patterns:
            overlay, deployed = self._path(shape.own), self._path(shape.deployed)
            assert overlay is not None and deployed is not None
            version = self._path("version")
            self._patterns[key] = Patterns(
                self._name,
                namespace,
                path=deployed,
                overlay=overlay,
                base=self._path("base") if shape.has_base else None,
                version=version_folder(overlay) if version is None else version,
            )
        return self._patterns[key]

    def _path(self, artefact: str) -> str | None:
        placed = self.place(artefact)
        return placed.place.at.strip("/") if placed else None
