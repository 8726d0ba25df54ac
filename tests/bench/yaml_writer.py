"""How fast the YAML writer is, beside ruamel.yaml and PyYAML: `python tests/bench/yaml_writer.py`.

Every writer gets the same Applications in the same run, in turns; a round's best time counts. Only
the ratios say something about the code, the rest is about the machine.
"""

import io
from collections.abc import Callable
from time import perf_counter

import yaml
from ruamel.yaml import YAML

from gitopsc.manifests.kubernetes import kubernetes_object
from gitopsc.manifests.yaml import dump

ROUNDS = 7
Writer = Callable[[dict[str, object]], object]


def application(number: int) -> dict[str, object]:
    """A realistic Application of about 30 lines; no two are alike."""
    team, stage = f"team-{number % 40}", ("dev", "staging", "production")[number % 3]
    return kubernetes_object(
        "argoproj.io/v1alpha1",
        "Application",
        f"{team}-app-{number}-{stage}",
        "argocd",
        labels={"gitops/team": team, "gitops/stage": stage},
        annotations={"argocd.argoproj.io/sync-wave": str(number % 5)},
        spec={
            "project": team,
            "source": {
                "repoURL": f"https://git.example.com/{team}/gitops.git",
                "targetRevision": "main",
                "path": f"apps/app-{number}/overlays/{stage}",
            },
            "destination": {"name": f"eu-{number % 7}", "namespace": f"{team}-{stage}"},
            "revisionHistoryLimit": 3,
            "syncPolicy": {
                "automated": {"prune": True, "selfHeal": True},
                "retry": {"limit": 5, "backoff": {"duration": "5s", "factor": 2}},
                "syncOptions": ["ServerSideApply=true", "ApplyOutOfSyncOnly=true"],
            },
        },
    )


def ruamel_writer(mode: str) -> Writer:
    writer = YAML(typ=mode, pure=True)
    writer.default_flow_style = False
    return lambda document: writer.dump(document, io.StringIO())


def pyyaml_writer(dumper: type) -> Writer:
    return lambda document: yaml.dump(document, Dumper=dumper, sort_keys=False)


def documents_a_second(write: Writer, documents: list[dict[str, object]]) -> float:
    begin = perf_counter()
    for document in documents:
        write(document)
    return len(documents) / (perf_counter() - begin)


def main() -> None:
    """Print documents a second of every writer, and how many times faster ours is."""
    writers: dict[str, tuple[Writer, int]] = {
        "gitopsc": (dump, 20_000),
        "PyYAML (libyaml)": (pyyaml_writer(yaml.CSafeDumper), 600),
        "PyYAML": (pyyaml_writer(yaml.SafeDumper), 100),
        "ruamel.yaml (safe)": (ruamel_writer("safe"), 60),
        "ruamel.yaml": (ruamel_writer("rt"), 30),
    }
    batches = {name: [application(n) for n in range(size)] for name, (_, size) in writers.items()}
    best = dict.fromkeys(writers, 0.0)
    for _ in range(ROUNDS):
        for name, (write, _) in writers.items():
            best[name] = max(best[name], documents_a_second(write, batches[name]))
    for name, rate in best.items():
        print(f"{name:19} {rate:10,.0f} documents/s   gitopsc is {best['gitopsc'] / rate:6.1f} x")


if __name__ == "__main__":
    main()
