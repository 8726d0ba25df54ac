"""What an agent is told, read back from the tree."""

from tests.compiling import Object


def steps(stage: Object) -> list[Object]:
    told: list[Object] = stage["spec"]["promotionTemplate"]["spec"]["steps"]
    return told


def uses(stage: Object, word: str) -> list[Object]:
    return [step["config"] for step in steps(stage) if step.get("uses") == word]
