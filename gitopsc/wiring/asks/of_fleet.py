"""What clusters and stages ask."""

from collections.abc import Iterator

from gitopsc.model.topology import Topology
from gitopsc.refs import Ref, Where
from gitopsc.wiring.asks.addressees import Addressees
from gitopsc.wiring.asks.ask import Ask, of_sync


def of_fleet(topology: Topology, whom: Addressees) -> Iterator[Ask]:
    selecting = {one.name for one in topology.operators if one.generate == "clusters"}
    for cluster in topology.clusters:
        ref = Ref("cluster", (cluster.name,))
        if cluster.labels:
            not_selecting = whom.of_cluster(cluster.name) - selecting
            yield Ask("cluster labels", Where(ref, "labels"), not_selecting)
        if cluster.credentials:
            of = whom.of_cluster(cluster.name)
            yield Ask("cluster credentials", Where(ref, "credentials"), of)
    for stage in topology.stages:
        ref, of = Ref("stage", (stage.name,)), whom.of_stages((stage.name,))
        if stage.window:
            yield Ask("window", Where(ref, "window"), of)
        yield from (Ask(*word, of) for word in of_sync(ref, stage.sync))
