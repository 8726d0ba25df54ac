"""The check of an Application's health, run by Lua 5.1, which is the one inside Argo CD."""

from pathlib import Path

import pytest
from lupa.lua51 import LuaRuntime

from gitopsc.backends.argocd.health import HEALTH, WINDOW
from tests.compiling import Object

AUTOMATED: Object = {"syncPolicy": {"automated": {"prune": True}}}
BY_HAND: Object = {"syncPolicy": {"retry": {"limit": 5}}}
IN_A_WINDOW: Object = AUTOMATED | {"info": [{"name": WINDOW, "value": "nights"}]}
SHOWN: Object = AUTOMATED | {"info": [{"name": "url", "value": "https://example.org"}]}


def health(spec: Object, status: Object | None) -> str:
    lua = LuaRuntime()
    application = {"spec": spec} | ({} if status is None else {"status": status})
    lua.globals()["obj"] = lua.table_from(application, recursive=True)
    return str(lua.execute(HEALTH)["status"])


@pytest.mark.parametrize("spec", [AUTOMATED, BY_HAND, IN_A_WINDOW, {}])
@pytest.mark.parametrize("said", ["Healthy", "Progressing", "Degraded", "Suspended", "Unknown"])
def test_an_application_is_as_healthy_as_it_says(spec: Object, said: str) -> None:
    assert health(spec, {"health": {"status": said, "message": "why"}}) == said


@pytest.mark.parametrize("spec", [AUTOMATED, BY_HAND, IN_A_WINDOW])
@pytest.mark.parametrize("status", [None, {}, {"health": {}}])
def test_one_that_says_nothing_yet_is_waited_for(spec: Object, status: Object | None) -> None:
    assert health(spec, status) == "Progressing"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (AUTOMATED, "Missing"),
        (SHOWN, "Missing"),
        (BY_HAND, "Healthy"),
        ({}, "Healthy"),
        (IN_A_WINDOW, "Healthy"),
    ],
)
def test_nobody_waits_for_what_does_not_start_by_itself(spec: Object, expected: str) -> None:
    assert health(spec, {"health": {"status": "Missing"}}) == expected


def test_the_page_about_the_setting_holds_the_check() -> None:
    page = Path("docs/diagnostics/operator-setting-needed.md").read_text(encoding="utf-8")
    assert f"```lua\n{HEALTH}```" in page
