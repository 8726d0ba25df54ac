"""Two compiles of one folder at once: the second waits, and both end well."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gitopsc.cli.alone import alone
from tests.cli.console import Console
from tests.cli.test_cold_start import ROOT

COMPILE = ("compile", "--no-cache", "shop.gitops", "-o", "out")


def test_compiles_of_one_folder_at_once_write_one_whole_tree(console: Console) -> None:
    command = [sys.executable, "-m", "gitopsc", *COMPILE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(command, cwd=console.folder, env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate()[0].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sum(" 0 written" in text for text in said) == 2, "all but the first found it done"
    assert console.run("check", "shop.gitops", "-o", "out").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_another_folder_waits_for_nobody(tmp_path: Path) -> None:
    with alone(tmp_path / "one"), alone(tmp_path / "other"):
        assert not list(tmp_path.iterdir()), "the lock is not in the output"


def test_without_a_cache_to_lock_in_nobody_waits(console: Console, cache: Path) -> None:
    cache.rmdir()
    cache.write_text("no folder")
    assert console.run(*COMPILE).code == 0
