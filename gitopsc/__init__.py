"""gitopsc compiles one `.gitops` file into whole Argo CD and Flux repositories.

    import gitopsc

    result = gitopsc.compile("acme.gitops")    # or gitopsc.Source("x.gitops", text), or a Topology
    for diagnostic in result.diagnostics: ...
    result.files["tenant/payments"]["apps/web/staging/kustomization.yaml"].text
    result.plan.units

Nothing here writes: `gitopsc compile` on the command line does. What is listed in `__all__` is the
whole public interface; the rooms behind it may change.
"""

TYPE_CHECKING = False  # of typing, whose import is a tenth of a run with nothing to do
if TYPE_CHECKING:
    from gitopsc.api import compile, format, parse, schema
    from gitopsc.compiler import Compilation
    from gitopsc.model.topology import Topology
    from gitopsc.source import Source

__version__ = "0.1.0"
__all__ = ["Compilation", "Source", "Topology", "compile", "format", "parse", "schema"]

_HOMES = {
    "Compilation": "gitopsc.compiler",
    "Source": "gitopsc.source",
    "Topology": "gitopsc.model.topology",
}


def __getattr__(name: str) -> object:
    """Look names up when they are first used: `gitopsc --version` imports nothing heavy."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "gitopsc.api")), name)
