"""How Kargo edits a version file: exactly the field that holds the version, found by its name.

The steps are those of docs.kargo.io, "Promotion Steps"; each does what a person does with a tool
(`kustomize edit set image`) or by hand, so no recompile undoes it (docs/decisions/0006).
"""

from collections.abc import Mapping

from gitopsc.plan.source import Chart, Umbrella
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit

Step = dict[str, object]


def edit(unit: Unit, state: State, folder: str, alias: str, *, by_digest: bool) -> tuple[Step, ...]:
    """The steps that set one version, in a checkout of its repository. The last one goes by the
    alias, and says what it has done.

    :param folder: where the repository is checked out.
    """
    file = f"{folder}/{state.path}"
    match state.form:
        case "images":
            path = f"{folder}/{state.slot.path}" if state.slot.path else folder
            field = {"digest": "Digest"} if by_digest else {"tag": "Tag"}
            config = {"path": path, "images": [_image(state, field)]}
            return (_step("kustomize-set-image", alias, config),)
        case "dependencies":
            return _dependency(unit, state, file, alias)
        case "values":
            return (_update(alias, file, _key(state), _value(state, by_digest)),)
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


def _step(uses: str, alias: str, config: Mapping[str, object]) -> Step:
    return {"uses": uses, "as": alias, "config": config}


def _update(alias: str, file: str, key: str, value: str) -> Step:
    """A step that sets one value of a file, which has to be there already."""
    return _step("yaml-update", alias, {"path": file, "updates": [{"key": key, "value": value}]})


def _image(state: State, field: Mapping[str, str]) -> dict[str, str]:
    said = {key: _quoted(_of_image(state, name)) for key, name in field.items()}
    return {"image": state.name, **said}


def _of_image(state: State, name: str) -> str:
    return f'imageFrom("{state.name}").{name}'


def _quoted(text: str) -> str:
    """A version may look like a number, and has to stay a text. Kargo takes away the quotes around
    the whole of it and no others, so what it is made of is joined before it is quoted."""
    return expression(f"quote({text})")


def _dependency(unit: Unit, state: State, file: str, alias: str) -> tuple[Step, ...]:
    """The step that is made for this, `helm-update-chart`, puts `Chart.lock` and the chart itself
    into the tree as well, and from then on Helm builds those, whatever `Chart.yaml` says. A key of
    `yaml-update` knows a dependency by its place alone, and people may add others before it, so
    the place is looked up by the name. Where there is none of that name it is `null`, at which the
    update fails."""
    place = f"place-of-{alias}"
    sought = {
        "name": "index",
        "fromExpression": f'findIndex(dependencies, .name == "{state.name}")',
    }
    found = expression(f"outputs['{place}'].index")
    arguments = ", ".join(f'"{part}"' for part in chart_found(chart_of(unit)))
    version = _quoted(f"chartFrom({arguments}).Version")
    return (
        _step("yaml-parse", place, {"path": file, "outputs": [sought]}),
        _update(alias, file, f"dependencies.{found}.version", version),
    )


def _key(state: State) -> str:
    """A dot in a key is not the dot between keys."""
    return ".".join(part.replace("\\", "\\\\").replace(".", "\\.") for part in state.key)


def _value(state: State, by_digest: bool) -> str:
    """A chart puts a colon before its tag, so a digest stands behind one."""
    tag, digest = (_of_image(state, name) for name in ("Tag", "Digest"))
    return _quoted(f'{tag} + "@" + {digest}' if by_digest else tag)
