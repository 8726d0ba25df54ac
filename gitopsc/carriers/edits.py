"""How Kargo edits a version file: exactly the field that holds the version, found by its name.

The steps are those of docs.kargo.io, "Promotion Steps"; each does what a person does with a tool
(`kustomize edit set image`), so no recompile undoes it (docs/decisions/0006).
"""

from collections.abc import Mapping

from gitopsc.payload import dependency_repository
from gitopsc.plan.source import Chart, Umbrella
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit

Step = dict[str, object]


def edit(unit: Unit, state: State, folder: str, *, by_digest: bool) -> Step:
    """The step that sets one version, in a checkout of its repository.

    :param folder: where the repository is checked out.
    """
    path = f"{folder}/{state.slot.path}" if state.slot.path else folder
    match state.form:
        case "images":
            field = {"digest": "Digest"} if by_digest else {"tag": "Tag"}
            return _step("kustomize-set-image", path, "images", _image(state, field))
        case "dependencies":
            return _step("helm-update-chart", path, "charts", _dependency(unit))
        case "values":
            file = f"{path}/{state.file}"
            return _step("yaml-update", file, "updates", _value(state, by_digest))
        case "containers" | "whole":
            raise AssertionError("refused before: it has no field that could be named")


def chart_of(unit: Unit) -> Chart:
    """The chart whose version moves."""
    assert isinstance(unit.source, Umbrella)
    return unit.source.chart


def chart_found(chart: Chart) -> tuple[str, ...]:
    """What a chart is subscribed to by: an address, and for HTTP its name as well."""
    return (chart.url,) if chart.is_oci else (chart.url, chart.name)


def expression(text: str) -> str:
    return f"${{{{ {text} }}}}"


def _step(uses: str, path: str, key: str, change: Mapping[str, str]) -> Step:
    return {"uses": uses, "config": {"path": path, key: [dict(change)]}}


def _image(state: State, field: Mapping[str, str]) -> dict[str, str]:
    said = {key: _quoted(_of_image(state, name)) for key, name in field.items()}
    return {"image": state.name, **said}


def _of_image(state: State, name: str) -> str:
    return f'imageFrom("{state.name}").{name}'


def _quoted(text: str) -> str:
    """A version may look like a number, and has to stay a text. Kargo takes away the quotes around
    the whole of it and no others, so what it is made of is joined before it is quoted."""
    return expression(f"quote({text})")


def _dependency(unit: Unit) -> dict[str, str]:
    chart = chart_of(unit)
    arguments = ", ".join(f'"{part}"' for part in chart_found(chart))
    return {
        "repository": dependency_repository(chart),
        "name": chart.name,
        "version": _quoted(f"chartFrom({arguments}).Version"),
    }


def _value(state: State, by_digest: bool) -> dict[str, str]:
    """A dot in a key is not the dot between keys. A chart puts a colon before its tag, so a digest
    stands behind one."""
    key = ".".join(part.replace("\\", "\\\\").replace(".", "\\.") for part in state.key)
    tag, digest = (_of_image(state, name) for name in ("Tag", "Digest"))
    return {"key": key, "value": _quoted(f'{tag} + "@" + {digest}' if by_digest else tag)}
