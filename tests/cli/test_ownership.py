"""Whose a file is, told as a story of commands: people, bots and compiles take turns."""

from tests.cli.console import SPEC, Console

OVERLAY = "platform/apps/shop/web/staging/main/kustomization.yaml"
VERSION = "platform/apps/shop/web/staging/main/version/kustomization.yaml"


BROUGHT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example.org/web
"""


def compile_again(console: Console, *more: str) -> int:
    return console.run("compile", "shop.gitops", "-o", "out", *more).code


def test_an_edited_file_is_reported_and_left_until_it_is_forced(console: Console) -> None:
    assert compile_again(console) == 0
    file = console.folder / "out" / OVERLAY
    ours = file.read_bytes()
    file.write_bytes(ours + b"# by hand\n")
    said = console.run("compile", "shop.gitops", "-o", "out")
    assert said.code == 1 and "error[edited-owned-file]" in said.err and OVERLAY in said.err
    assert file.read_bytes() == ours + b"# by hand\n"
    checked = console.run("check", "shop.gitops", "-o", "out")
    assert checked.code == 1 and checked.out == f"edited {OVERLAY}\n"
    assert compile_again(console, "--force", VERSION) == 1
    assert compile_again(console, "--force", OVERLAY) == 0
    assert file.read_bytes() == ours
    assert console.run("check", "shop.gitops", "-o", "out") == (0, "", "")


def test_what_is_to_be_forced_is_a_file_of_the_spec(console: Console) -> None:
    assert compile_again(console) == 0
    (console.folder / "out" / OVERLAY).write_text("by hand\n")
    bare = OVERLAY.removeprefix("platform/")
    said = console.run("compile", "shop.gitops", "-o", "out", "--force", bare)
    assert (said.code, said.err) == (
        2,
        f"error: nothing to force at `{bare}`: name a file of the spec as it is reported, with its "
        "repository in front\n",
    )
    into = ("compile", "shop.gitops", "--repo", "platform", "--into", "out/platform")
    said = console.run(*into, "--force", OVERLAY)
    assert said.code == 2 and said.err.endswith("by its path in the repository\n")
    assert console.run(*into, "--force", bare).code == 0
    assert console.run(*into, "--force", bare).code == 0, "it may be said again"


def test_a_bots_version_survives_ten_compiles(console: Console) -> None:
    assert compile_again(console) == 0
    file = console.folder / "out" / VERSION
    promoted = file.read_text().replace("1.0.0", "2.7.1")
    assert promoted != file.read_text()
    file.write_text(promoted)
    for _ in range(10):
        assert compile_again(console) == 0
        assert console.run("check", "shop.gitops", "-o", "out") == (0, "", "")
    assert file.read_text() == promoted
    console.put("shop.gitops", SPEC.replace('start "1.0.0"', 'start "3.0.0"'))
    assert compile_again(console) == 0
    assert file.read_text() == promoted, "`start` is only what a version file begins with"


def test_a_promoted_version_is_taken_along_when_a_stage_gets_another_name(console: Console) -> None:
    assert compile_again(console) == 0
    out = console.folder / "out"
    file, live = out / VERSION, out / VERSION.replace("/staging/", "/live/")
    file.write_text(file.read_text().replace("1.0.0", "2.7.1"))
    console.put("shop.gitops", SPEC.replace("staging", "live"))
    lines = console.run("check", "shop.gitops", "-o", "out").out.splitlines()
    assert {f"missing {live.relative_to(out)}", f"left {VERSION}"} <= set(lines)

    live.parents[2].mkdir(parents=True, exist_ok=True)
    file.parents[2].rename(live.parents[2])
    said = console.run("compile", "shop.gitops", "-o", "out")
    assert said.code == 0 and "/web/" not in said.err
    assert "2.7.1" in live.read_text() and not file.parents[2].exists()
    assert console.run("check", "shop.gitops", "-o", "out").code == 0


def test_a_version_that_is_left_behind_is_told(console: Console) -> None:
    assert compile_again(console) == 0
    console.put("shop.gitops", SPEC.replace("staging", "live"))
    said = console.run("compile", "shop.gitops", "-o", "out")
    assert said.code == 0 and "warning[left-behind]" in said.err
    assert f"`{VERSION}`" in said.err
    assert console.run("compile", "shop.gitops", "-o", "out").err == ""


def test_a_version_whose_place_is_another_one_is_told(console: Console) -> None:
    """Or what runs would fall back to `start` without a word."""
    assert compile_again(console) == 0
    elsewhere = 'place version in platform at "versions/{team}/{app}/{stage}/{cluster}"'
    console.put("shop.gitops", SPEC.replace("team shop", f"{elsewhere}\nteam shop"))
    lines = console.run("check", "shop.gitops", "-o", "out").out.splitlines()
    assert f"left {VERSION}" in lines
    said = console.run("compile", "shop.gitops", "-o", "out")
    assert said.code == 0 and "warning[left-behind]" in said.err
    assert console.run("compile", "shop.gitops", "-o", "out").err == ""


def test_a_foreign_file_in_the_way_is_kept(console: Console) -> None:
    foreign = console.put(f"out/{OVERLAY}", "theirs\n")
    for force in ((), ("--force", OVERLAY)):
        said = console.run("compile", "shop.gitops", "-o", "out", *force)
        assert said.code == 1 and "error[foreign-file]" in said.err
        assert foreign.read_text() == "theirs\n"
    assert f"foreign {OVERLAY}\n" in console.run("check", "shop.gitops", "-o", "out").out


def test_a_spec_that_is_called_otherwise_takes_its_record_along(console: Console) -> None:
    assert compile_again(console) == 0
    (console.folder / "shop.gitops").rename(console.folder / "store.gitops")
    said = console.run("compile", "store.gitops", "-o", "out")
    assert said.code == 1 and "`.gitopsc/owned/shop`" in said.err
    records = console.folder / "out/platform/.gitopsc/owned"
    (records / "shop").replace(records / "store")
    assert console.run("compile", "store.gitops", "-o", "out").code == 0
    assert console.run("check", "store.gitops", "-o", "out") == (0, "", "")
    ours = console.everything()
    fresh = console.run("compile", "store.gitops", "-o", "fresh")
    assert fresh.code == 0 and ours == console.everything("fresh")


def test_of_a_removed_app_our_files_go_and_theirs_stay(console: Console) -> None:
    assert compile_again(console) == 0
    before = console.everything()
    start = SPEC.index("  app web {")
    console.put("shop.gitops", SPEC[:start] + SPEC[SPEC.index("  app api {") :])
    checked = console.run("check", "shop.gitops", "-o", "out")
    assert checked.code == 1 and f"obsolete {OVERLAY}\n" in checked.out
    said = console.run("compile", "shop.gitops", "-o", "out")
    assert said.code == 0 and " deleted" in said.out
    after = console.everything()
    gone = {path for path in before if path not in after}
    assert OVERLAY in gone and "platform/bootstrap/main/shop-web-staging.yaml" in gone
    kept = {path for path in after if "/web/" in path}
    assert VERSION in kept and "platform/apps/shop/web/base/deployment.yaml" in kept
    assert all(b"Generated by gitopsc" not in after[path].splitlines()[0] for path in kept)
    assert console.run("check", "shop.gitops", "-o", "out") == (0, "", "")


def test_an_app_that_brings_nothing_any_more_begins_with_first_manifests(console: Console) -> None:
    base = console.folder / "out/platform/apps/shop/web/base"
    image = 'image "registry.example.org/web"'
    first = SPEC.replace(image, f'{image}\n    manifests "brought.yaml"')
    assert first != SPEC
    console.put("brought.yaml", BROUGHT)
    console.put("shop.gitops", first)
    assert compile_again(console) == 0
    assert "brought.yaml" in (base / "kustomization.yaml").read_text()
    console.put("shop.gitops", SPEC)
    assert compile_again(console) == 0
    listed = (base / "kustomization.yaml").read_text()
    assert "brought.yaml" not in listed and "deployment.yaml" in listed
    assert console.run("check", "shop.gitops", "-o", "out") == (0, "", "")


def test_a_check_writes_nothing(console: Console) -> None:
    assert console.run("check", "shop.gitops", "-o", "out").code == 1
    assert not (console.folder / "out").exists()
