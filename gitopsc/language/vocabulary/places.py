"""Where files live: repositories and places."""

from gitopsc.language.forms.kubernetes import SecretName, object_name
from gitopsc.language.forms.names import DeclaredName, Mention, Words
from gitopsc.language.forms.places import inner_path, repository_url
from gitopsc.language.forms.texts import Term, Text, branch
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.model.place import ARTEFACTS

PLACEHOLDERS = {
    "base": ("team", "app"),
    "infra": ("infra", "layer", "cluster"),
    "infra-wiring": ("infra", "layer", "cluster"),
    "namespaces": ("team", "cluster"),
    "operator": ("team", "cluster"),
    "overlay": ("team", "app", "stage", "cluster"),
    "projects": ("team", "stage", "cluster"),
    "promotion": (),
    "rendered": ("team", "app", "stage", "cluster"),
    "root": ("team", "cluster"),
    "self": ("team", "cluster"),
    "slices": ("team", "cluster"),
    "source": ("team", "app", "stage"),
    "tenant-overlay": ("team", "stage", "cluster"),
    "tenants": ("team", "cluster"),
    "variant": ("team", "app", "variant"),
    "version": ("team", "app", "stage", "cluster"),
    "wiring": ("team", "app", "stage", "cluster"),
}
"""What the subjects of each artefact can be told apart by."""

OF_BRANCH = PLACEHOLDERS | {
    artefact: (*PLACEHOLDERS[artefact], "stage") for artefact in ("base", "variant")
}
"""The same for its branch: a branch per stage holds what the stages share once for each."""

_OF_APP = ("base", "overlay", "rendered", "source", "variant", "version", "wiring")

PLACED_BY = {"app": _OF_APP, "team": (*_OF_APP, "tenant-overlay", "tenants")}
"""What can be placed in the block of an app, or of a team: the rest belongs to no single one."""

NAMED = ("infra-wiring", "wiring")
"""The artefacts whose objects are named by their place."""

FOLDERS = ("base", "infra", "operator", "overlay", "rendered", "source", "variant", "version")
"""The artefacts that are several files, or are built as a folder."""

HOLDS = {
    "base": "what all stages of an app share",
    "infra": "the values or manifests of an infra",
    "infra-wiring": "the operator's objects that link an infra",
    "namespaces": "the Namespaces of a cluster",
    "operator": "the operator's own installation",
    "overlay": "what one app is in one stage",
    "projects": "AppProjects",
    "promotion": "the objects of agents in a cluster, in a folder for each agent",
    "rendered": "what an agent has rendered from an overlay",
    "root": "what an operator is pointed at first",
    "self": "the object by which an operator looks after its own installation",
    "slices": "the object that cuts a repository into what each link needs",
    "source": "manifests in the repository of an app's code",
    "tenant-overlay": "what differs by stage in a team's rights and links, over `tenants`",
    "tenants": "accounts, rights and sources of a team",
    "variant": "the Component of a variant",
    "version": "the small folder that holds the version of an app in a stage",
    "wiring": "the operator's objects that link an app",
}
"""What is kept at the place of each artefact."""

REPO = Noun(
    "repo",
    "A Git repository, or one for each team, app, stage or cluster. One at `oci://` holds only "
    "what agents render.",
    'repo tenant per team at "https://git.example.org/{team}/gitops.git"',
    DeclaredName(),
    clauses=(
        Field(
            "at", Text("the URL of the repository", repository_url), "its address", required=True
        ),
        Field("per", Words(("team", "app", "stage", "cluster")), "one repository for each"),
    ),
    attributes=(
        Field(
            "branch",
            Text("a branch", branch),
            "its branch, of an artifact its tag; `main` if not said",
        ),
        Field(
            "forge",
            Words(("github", "gitlab", "gitea", "bitbucket", "azure")),
            "whose pull requests it has",
        ),
        Field("credentials", Term(check=SecretName()), "the name of the Secret that opens it"),
    ),
)

PLACE = Noun(
    "place",
    "Where one kind of artefact lives. Of several for one artefact the innermost wins whole: "
    "app, team, operator, file, preset.",
    'place overlay in platform at "apps/{app}/{stage}"',
    Words(ARTEFACTS, "unknown-artefact"),
    clauses=(
        Field("in", Mention(("repo",)), "the repository", required=True),
        Field(
            "at",
            Text("a path with placeholders", inner_path),
            "the folder; or a file, when it ends in `.yaml`",
            required=True,
        ),
    ),
    attributes=(
        Field("branch", Text("a branch", branch), "another branch than the repository's"),
        Field(
            "name",
            Text("a name with placeholders", object_name),
            "the names of the objects kept there",
        ),
    ),
)
