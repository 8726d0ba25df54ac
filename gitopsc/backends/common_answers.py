"""What every workshop answers alike to words that it does not turn into files."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "forge": "no agent opens pull requests here, and there are no previews; leave it out",
}

REMARKS: Mapping[str, str] = {
    "agent without bump": "nothing is raised by it: say `bump image by …` or `bump chart by …` in "
    "an app, a team or an infra",
    "agent": "no pipeline is written for what it does here; people and bots already find the "
    "version files",
    "promote by ci": "its pipelines copy and raise; what moves on by its version file, "
    "`gitopsc promote` moves, run by a person or where the spec is",
    "promote review": "no pipeline is written yet that could open the pull request; the version "
    "files of the stages it leads to keep their `owners` in CODEOWNERS",
}
