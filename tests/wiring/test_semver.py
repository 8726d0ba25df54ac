"""Ranges mean what they mean to Masterminds/semver 3.5.0, by which both updaters read them.

The table was written by that library; nothing in it is our opinion.
"""

import pytest

from gitopsc.wiring.semver import Range

VERSIONS = [
    "0.2.3",
    "1.0.0-rc.1",
    "1.2.3",
    "1.4.0-rc.1",
    "1.4.0-rc.2",
    "1.4.0",
    "1.4.1",
    "v1.4.2",
    "1.5.0",
    "2.0.0",
    "2.1.0",
    "1.4",
    "abc",
]

IN_RANGE = {
    "~1.4": "1.4.0 1.4.1 v1.4.2",
    "~1": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "~1.4.2": "v1.4.2",
    "^1.2.3": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "^1": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "^1.2": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "^0.2.3": "0.2.3",
    "^0.0.3": "",
    "^0.0": "",
    "^0": "0.2.3",
    "1.x": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "1.2.x": "1.2.3",
    "*": "0.2.3 1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    ">=1.2, <2": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    ">=1.2 <2": "1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "1.2 - 1.4": "1.2.3 1.4.0 1.4.1 v1.4.2",
    "1.2.0 - 1.4.5": "1.2.3 1.4.0 1.4.1 v1.4.2",
    "1.4 || 2.1": "1.4.0 1.4.1 v1.4.2 2.1.0",
    ">1.4": "1.5.0 2.0.0 2.1.0",
    ">1": "2.0.0 2.1.0",
    ">1.4.0": "1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    "<=1.4": "0.2.3 1.2.3 1.4.0 1.4.1 v1.4.2",
    "<=1": "0.2.3 1.2.3 1.4.0 1.4.1 v1.4.2 1.5.0",
    "<1.4": "0.2.3 1.2.3",
    "!=1.4.0": "0.2.3 1.2.3 1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    "!=1.4": "0.2.3 1.2.3 1.5.0 2.0.0 2.1.0",
    "!=1.x": "0.2.3 2.0.0 2.1.0",
    ">=1.0.0-0": "1.0.0-rc.1 1.2.3 1.4.0-rc.1 1.4.0-rc.2 1.4.0 1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    ">=1.4.0-rc.1 <1.5.0": "1.4.0-rc.1 1.4.0-rc.2 1.4.0 1.4.1 v1.4.2",
    ">= 1.4 , < 1.6": "1.4.0 1.4.1 v1.4.2 1.5.0",
    "=1.4": "1.4.0 1.4.1 v1.4.2",
    "1.4.0": "1.4.0",
    "~1.4.0-0": "1.4.0-rc.1 1.4.0-rc.2 1.4.0 1.4.1 v1.4.2",
    "^1.4.0-rc.1": "1.4.0-rc.1 1.4.0-rc.2 1.4.0 1.4.1 v1.4.2 1.5.0",
    "~>1.2": "1.2.3",
    ">1.4.0-rc.1": "1.4.0-rc.2 1.4.0 1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    "!=1.4.0-rc.1": "0.2.3 1.0.0-rc.1 1.2.3 1.4.0-rc.2 1.4.0 1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    "1.4.0-rc.1": "1.4.0-rc.1",
    "v1.4": "1.4.0 1.4.1 v1.4.2",
    ">=1.4.x": "1.4.0 1.4.1 v1.4.2 1.5.0 2.0.0 2.1.0",
    "1.4.0 1.5.0": "",
}


@pytest.mark.parametrize("text", IN_RANGE)
def test_a_range_holds_what_the_updaters_take(text: str) -> None:
    found = Range.read(text)
    assert found is not None
    assert [version for version in VERSIONS if found.holds(version)] == IN_RANGE[text].split()


UPSTREAM = """
= 2.0
=1.5
=< 1.2
=> 1.2
v1.2
< 40.50.10
!=4.1-alpha
<=1.1-a
>0.0-0
<0-z
*-0
2.*
2.1.*
~*
~1.x
~0.0.0
0.x.x
^1.x
^1.2.x-alpha
<1.1.x
v2.3.5-20161202202307-sha.e8fc5e5
1.1-3
1.2.3+build.5
>40.50.60, < 50.70
>= 1.2.3 < 2.0 || => 3.0 < 4
>= 1.2.3, < 2.0 || => 3.0, < 4
3 - 4 || => 3.0, < 4
2 - 3, 4.0.0 - 5.1
2 - 3,2 - 3
12.3.34 ~1.2.3
>=1.1    <2    !=1.2.3
>=1.1, <2, !=1.2.3 || > 3
!= 1.2.5, ^2, <= 1.1.x
"""
"""Of the ranges in the tests of that library those whose notation is another one."""


@pytest.mark.parametrize("text", UPSTREAM.strip().splitlines())
def test_whatever_the_updaters_read_is_a_range(text: str) -> None:
    assert Range.read(text) is not None


@pytest.mark.parametrize(
    "text", [">= bar", "BAR >= 1.2.3", "12.3.4.1234", "12.3.34~ 1.2.3", "1..2", "1.2.3 - ", "1 2 -"]
)
def test_what_the_updaters_refuse_is_no_range(text: str) -> None:
    assert Range.read(text) is None


@pytest.mark.parametrize("text", ["", "abc", "1.4.", ">", "||", "1.4 ||", "~~1", "latest"])
def test_what_is_no_range(text: str) -> None:
    assert Range.read(text) is None
