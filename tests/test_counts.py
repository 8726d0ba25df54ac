"""What the examples say about their own size is counted. `pytest --update` writes it anew."""

import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/*.gitops"))
OPERATORS = {"argocd": "Argo CD", "flux": "Flux"}

NO_TREE = "–"

SENTENCE = re.compile(
    r"(?P<spec>[\d,]+) lines\s+of\s+spec\s+stand\s+for\s+(?P<yaml>[\d,]+)\s+lines\s+of\s+YAML"
    r"(?:\s+\((?P<other>[\d,]+)\s+on\s+(?P<name>Argo CD|Flux)\b)?"
)
ROW = re.compile(
    r"^\| \[(?P<name>[\w-]+)\]\(.*\| (?P<spec>[\d,]+)(?: lines)? \| (?P<argocd>[\d,]+|–) "
    r"\| (?P<flux>[\d,]+|–) \|$",
    re.MULTILINE,
)


def spec_lines(name: str) -> int:
    """Without blanks and comments, over all files of the spec."""
    return sum(
        bool(line.strip()) and not line.strip().startswith("#")
        for path in (EXAMPLES / name).rglob("*.gitops")
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def yaml_lines(name: str, operator: str) -> int:
    """Without blanks, over everything an operator reads."""
    return sum(
        bool(line.strip())
        for path in (EXAMPLES / name / operator).rglob("*")
        if path.suffix in (".yaml", ".yml", ".json")
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def counted(name: str) -> dict[str, int]:
    return {"spec": spec_lines(name)} | {op: yaml_lines(name, op) for op in OPERATORS}


@pytest.mark.parametrize("name", NAMES)
def test_a_readme_counts_what_it_replaces(name: str, update: bool) -> None:
    path = EXAMPLES / name / "README.md"
    text = path.read_text(encoding="utf-8")
    found = SENTENCE.search(text)
    if found is None:
        assert not name[0].isdigit(), "say how many lines of YAML the spec replaces"
        return
    other = next((o for o, title in OPERATORS.items() if title == found["name"]), None)
    main = next(o for o in OPERATORS if o != other and yaml_lines(name, o))
    true = {"spec": counted(name)["spec"], "yaml": counted(name)[main]}
    true |= {"other": counted(name)[other]} if other else {}
    if update:
        path.write_text(rewritten(text, found, true), encoding="utf-8", newline="\n")
        found = SENTENCE.search(path.read_text(encoding="utf-8"))
        assert found is not None
    assert {word: number(found[word]) for word in true} == true


def test_the_table_of_examples_counts_right(update: bool) -> None:
    path = EXAMPLES / "README.md"
    text = path.read_text(encoding="utf-8")
    if update:
        for found in reversed(list(ROW.finditer(text))):
            text = rewritten(text, found, counted(found["name"]))
        path.write_text(text, encoding="utf-8", newline="\n")
    said = {
        found["name"]: {word: number(found[word]) for word in ("spec", *OPERATORS)}
        for found in ROW.finditer(text)
    }
    assert said == {name: counted(name) for name in NAMES}


def test_the_talks_examples_are_short() -> None:
    assert sum(spec_lines(name) for name in NAMES if name[0].isdigit()) < 400


def rewritten(text: str, found: re.Match[str], true: dict[str, int]) -> str:
    """The text with the numbers of one match put right, from the last to the first."""
    for word in sorted(true, key=lambda word: found.start(word), reverse=True):
        count = f"{true[word]:,}" if true[word] else NO_TREE
        text = f"{text[: found.start(word)]}{count}{text[found.end(word) :]}"
    return text


def number(text: str) -> int:
    return 0 if text == NO_TREE else int(text.replace(",", ""))
