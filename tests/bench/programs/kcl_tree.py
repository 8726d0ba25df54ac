"""The tree by KCL: a lambda per kind gives data, KCL's own library writes it as YAML."""

import json
import sys
from pathlib import Path

import kcl_lib.api as kcl
from facts import write

folder, apps, team, out = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
PROGRAM = """import yaml
KINDS
pick = lambda kind: int, a: str, n: str, t: str -> any {
    result = kind0(a, n, t) if kind == 0 else kind1(a, n, t) if kind == 1 else kind2(a, n, t) \\
        if kind == 2 else kind3(a, n, t) if kind == 3 else kind4(a, n, t) if kind == 4 \\
        else kind5(a, n, t)
}
digits = lambda number: int, count: int -> str {
    "0" * (count - len(str(number))) + str(number)
}
files = [
    [path, yaml.encode(content)]
    for n in range(APPS)
    for path, content in pick(
        n % 6, "app-" + digits(n, 5), "app-" + digits(n - 1, 5), "team-" + digits(n // TEAM, 4)
    )
]
"""
for word, value in {"KINDS": (folder / "tree.k").read_text(), "APPS": apps, "TEAM": team}.items():
    PROGRAM = PROGRAM.replace(word, str(value))
made: set[str] = set()
at = folder / f"all-{apps}.k"
at.write_text(PROGRAM, encoding="utf-8")
result = kcl.API().exec_program(kcl.ExecProgramArgs(k_filename_list=[str(at)]))
if result.err_message:
    sys.exit(result.err_message)
for path, text in json.loads(result.json_result)["files"]:
    write(out, path, text, made)
