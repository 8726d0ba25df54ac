"""Looking at one repository and deciding, file by file, what is to be done. Never writes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from gitopsc.delivery import complaints, law
from gitopsc.delivery.abandoned import abandoned
from gitopsc.delivery.deciding import DECIDING, left_out, receiving
from gitopsc.delivery.ground import Ground, Standing
from gitopsc.delivery.ledger import Ledger, read_ledger
from gitopsc.delivery.paths import clashes, flaw, folded, folders, inside, likeness, name, parent
from gitopsc.delivery.record import Marks, Record, fingerprint, temporary_path
from gitopsc.delivery.steps import STANDING_SEEDS, Delivery, Kind, shown
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.kustomize import KUSTOMIZATION_FILES
from gitopsc.manifests.tree import Document, Ownership


def survey(
    tree_of_repo: Mapping[str, Document],
    checkout: Path,
    owner: str,
    force: frozenset[str],
    repo: str = "",
) -> Delivery:
    """Compare the files of one repository with what stands in its checkout.

    :param tree_of_repo: path to document.
    :param checkout: the folder of the repository; it may be absent.
    :param owner: the identity of the spec, under which its files are recorded.
    :param force: edited files to overwrite or delete all the same, with `repo` in front.
    :param repo: what to put in front of paths when they are told to the user.
    :return: the steps; or a blocked delivery whose diagnostics say why nothing may be written.
    """

    def blocked(*refusals: Diagnostic) -> Delivery:
        return Delivery(checkout, repo, owner, refusals, blocked=True)

    if refusals := tuple(unsafe_paths(tree_of_repo, repo)):
        return blocked(*refusals)
    ground = Ground(checkout)
    if refusal := unusable(checkout, ground):
        return blocked(refusal)
    ledger = read_ledger(ground, owner, repo)
    if isinstance(ledger, Diagnostic):
        return blocked(ledger)
    surveyor = _Surveyor(tree_of_repo, ground, ledger, force, repo)
    surveyor.emitted()
    surveyor.obsolete()
    surveyor.deciding()
    surveyor.unlisted()
    surveyor.left_behind()
    surveyor.leftover(owner)
    if surveyor.refusals:
        return blocked(*surveyor.refusals)
    return Delivery(
        checkout,
        repo,
        owner,
        tuple(surveyor.reports),
        steps=surveyor.steps,
        documents=tree_of_repo,
        recorded=ledger.own,
        record=Record(surveyor.owned, surveyor.seeded),
        neighbours=ledger.neighbours,
    )


def unsafe_paths(paths: Collection[str], repo: str = "") -> Iterator[Diagnostic]:
    """What is wrong with paths as such, whatever stands on the disk."""
    for path in paths:
        if reason := flaw(path):
            yield complaints.unsafe_path(shown(repo, path), reason)
    for clash in clashes(paths):
        yield complaints.clash(shown(repo, clash.first), shown(repo, clash.second))


def unusable(folder: Path, ground: Ground) -> Diagnostic | None:
    """Why a folder cannot be an output, if it cannot. An absent one can."""
    try:
        if ground.root is Standing.FILE:
            return complaints.not_writable(str(folder), "is not a folder")
    except OSError as error:
        return complaints.not_readable(str(folder), error)
    return None


class _Surveyor:
    """One survey of one checkout, and what it found on the way."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        ground: Ground,
        ledger: Ledger,
        force: frozenset[str],
        repo: str,
    ) -> None:
        self._documents, self._ground, self._ledger = documents, ground, ledger
        self._recorded = ledger.own.owned
        self._repo, here = repo, shown(repo, "")
        self._forced = {path[len(here) :] for path in force if path.startswith(here)}
        self._respelled = dict(self._respellings())
        self._settled: dict[str, bool] = {}
        self._moved: set[str] = set()
        """Where files of ours were that stand elsewhere, and were edited there."""
        self.steps: dict[str, Kind] = {}
        self.owned: dict[str, Marks] = {}
        self.reports: list[Diagnostic] = []
        """Complaints that leave one file as it is and do not hinder the others."""
        self.refusals: list[Diagnostic] = []
        """Complaints because of which nothing may be written."""
        self._of_others: dict[str, list[str]] = {}
        """What other specs have on their records, by their names."""

    @property
    def seeded(self) -> frozenset[str]:
        """What the spec wants and leaves to others, once all is done."""
        return frozenset(path for path, kind in self.steps.items() if kind in STANDING_SEEDS)

    def emitted(self) -> None:
        """What becomes of every file of the spec."""
        self._decide(sorted(self._documents), self._emitted)
        for owner, paths in sorted(self._of_others.items()):
            self.reports.append(complaints.another_owner(paths, owner))

    def obsolete(self) -> None:
        """What becomes of every file on our record that is not in the spec any more."""
        self._decide(sorted(self._recorded.keys() - self._documents.keys()), self._obsolete)

    def deciding(self) -> None:
        """What others have in folders of ours that says how these are read."""
        # Mostly the folder comes as well, and nothing can stand in it.
        there = filter(self._is_folder, receiving(self.steps))
        paths = (inside(folder, one) for folder in there for one in DECIDING)
        standing = [path for path in paths if path not in self.steps and self._stands(path)]
        if standing:
            self.steps |= dict.fromkeys(standing, Kind.DECIDING)
            self.reports.append(complaints.deciding([*map(self._shown, standing)]))

    def unlisted(self) -> None:
        """Folders of others that are referred to, and that nothing can read."""
        missing = [path for path in left_out(self.steps) if not self._has_kustomization(path)]
        if missing:
            self.steps |= dict.fromkeys(missing, Kind.UNLISTED)
            unread = [parent(self._shown(path)) or "." for path in missing]
            self.reports.append(complaints.unlisted(unread))

    def _has_kustomization(self, beside: str) -> bool:
        folder = parent(beside)
        return any(self._stands(inside(folder, one)) for one in KUSTOMIZATION_FILES)

    def left_behind(self) -> None:
        """What was begun for others and is wanted no longer, and what they have in folders that are
        ours no longer."""
        found = [path for path in self._unwanted() if self._stands(path)]
        shared = {folder for path in self._ledger.others for folder in folders(path)}
        for folder in abandoned(self.steps):
            if folder in shared:  # what people have in it may be beside what another spec has
                continue
            try:
                found += self._ground.files(folder)
            except OSError as error:
                self.refusals.append(complaints.not_readable(self._shown(folder), error))
        theirs = sorted(set(found) - self.steps.keys() - self._ledger.others.keys())
        if theirs:
            self.steps |= dict.fromkeys(theirs, Kind.LEFT_BEHIND)
            self.reports.append(complaints.left_behind([*map(self._shown, theirs)]))

    def _unwanted(self) -> Iterator[str]:
        """What was begun; but for what has another spelling now, on a disk where both are one."""
        begun = self._ledger.own.seeded - self._documents.keys() - self._ledger.begun_by_others
        spelled = {folded(path): path for path in self._documents} if begun else {}
        for path in begun:
            now = spelled.get(folded(path))
            if now is None or not self._ground.are_one_file(now, path):
                yield path

    def leftover(self, owner: str) -> None:
        """What a compile that was killed was about: nothing else would take it away."""
        path = temporary_path(owner)
        if self._ground.look(path).standing in (Standing.FILE, Standing.FOLDER):
            self.steps[path] = Kind.DELETE

    def _decide(self, paths: list[str], judge: Callable[[str], Kind | Diagnostic]) -> None:
        for path in paths:
            try:
                verdict = judge(path)
            except OSError as error:
                verdict = complaints.not_readable(self._shown(path), error)
            if isinstance(verdict, Diagnostic):
                self.refusals.append(verdict)
            else:
                self.steps[path] = verdict

    def _emitted(self, path: str) -> Kind | Diagnostic:
        sight = self._ground.look(path)
        if sight.bars(path):
            return complaints.obstacle(self._shown(path), sight, self._shown(sight.at))
        stands = sight.standing is Standing.FILE
        document = self._documents[path]
        if document.ownership is Ownership.SEEDED and stands:
            anew = self._is_outlived(path, document)
            return Kind.SEED_ANEW if anew else Kind.KEEP_SEEDED
        if document.ownership is Ownership.SEEDED and self._comes_late(document):
            return Kind.LEAVE_OUT
        if path in self._ledger.others:
            self._of_others.setdefault(self._ledger.others[path], []).append(self._shown(path))
            return Kind.FOREIGN
        if document.ownership is Ownership.SEEDED:
            return Kind.WRITE_SEED
        return self._owned(path, document.text.encode(), stands)

    def _owned(self, path: str, text: bytes, stands: bool) -> Kind:
        wanted = fingerprint(text)
        found = None
        if stands:
            content = self._ground.read(path)
            found = wanted if content == text else fingerprint(content)
        ours = self._ours(path, found)
        kind = law.of_emitted(found, wanted, ours, forced=path in self._forced)
        if kind is Kind.FOREIGN:
            self.reports.append(self._foreign(path))
        elif kind is Kind.EDITED:
            self.reports.append(complaints.edited(self._shown(path), is_emitted=True))
            self.owned[path] = ours
        else:
            self.owned[path] = (wanted,)
        return kind

    def _foreign(self, path: str) -> Diagnostic:
        """What was moved and edited as well is known by its name alone. As long as it is there, it
        is not forgotten how we wrote it: the edit may be undone."""
        gone = sorted(self._gone.get(name(path), ()), key=partial(likeness, path), reverse=True)
        before = next(filter(self._is_lost, gone), None)
        if before is None:
            return complaints.foreign(self._shown(path))
        self._moved.add(before)
        return complaints.moved(self._shown(path), self._shown(before))

    def _obsolete(self, path: str) -> Kind:
        sight = self._ground.look(path)
        if sight.bars(path) or path in self._ledger.others or path in self._respelled.values():
            return Kind.RELEASE
        stands = sight.standing is Standing.FILE
        found = fingerprint(self._ground.read(path)) if stands else None
        ours = self._recorded[path]
        kind = law.of_obsolete(found, ours, forced=path in self._forced)
        if kind is Kind.EDITED:
            self.reports.append(complaints.edited(self._shown(path), is_emitted=False))
        if kind is Kind.EDITED or path in self._moved:
            self.owned[path] = ours
        return kind

    def _is_folder(self, path: str) -> bool:
        """Whether a folder is there, with the same reserve as `_stands`."""
        try:
            return self._ground.is_folder(path)
        except OSError:
            return False

    def _stands(self, path: str) -> bool:
        """Whether a file is there; what cannot be looked at is told by those who need it."""
        try:
            sight = self._ground.look(path)
        except OSError:
            return False
        return sight.standing is Standing.FILE and not sight.bars(path)

    def _comes_late(self, document: Document) -> bool:
        """Whether the folder of a seeded set is somebody's already.

        What is on our record does not count: that may be the half of this very set which a killed
        compile wrote. Nor does what will be on it once this one is done, or the next one would
        think otherwise.
        """
        folder = document.seeded_with
        if folder is None:
            return False
        if folder not in self._settled:
            files = self._ground.files(folder)
            self._settled[folder] = not all(map(self._is_ours, files))
        return self._settled[folder]

    def _is_ours(self, path: str) -> bool:
        """Whether a file is on our record, or will be."""
        wanted = self._documents.get(path)
        is_owned = wanted is not None and wanted.ownership is Ownership.OWNED
        return path in self._recorded or is_owned

    def _is_outlived(self, path: str, document: Document) -> bool:
        """Whether what stands where a seed of a set is wanted is a file of ours, as we wrote it: it
        would list what goes now, and nothing of the set."""
        ours = self._recorded.get(path, law.NOT_OURS)
        if not ours or document.seeded_with is None or path in self._ledger.others:
            return False
        found = fingerprint(self._ground.read(path))
        is_begun = found == fingerprint(document.text.encode())
        return found in ours and not is_begun and not self._comes_late(document)

    def _is_moved(self, path: str, found: str) -> bool:
        """Whether what stands there is a file of ours whose folder somebody moved to where the spec
        wants it now. Other things may stand where it was, if names were given on."""
        return any(map(self._is_lost, self._homes.get((name(path), found), ())))

    @cached_property
    def _homes(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """Where we wrote a file, by its name and content."""
        homes: dict[tuple[str, str], list[str]] = {}
        for path, marks in self._recorded.items():
            for mark in marks:
                homes.setdefault((name(path), mark), []).append(path)
        return homes

    @cached_property
    def _gone(self) -> Mapping[str, Sequence[str]]:
        """What the spec does not emit any more, by its name."""
        gone: dict[str, list[str]] = {}
        for path in sorted(self._recorded.keys() - self._documents.keys()):
            gone.setdefault(name(path), []).append(path)
        return gone

    def _is_lost(self, path: str) -> bool:
        """Whether nothing of ours stands there."""
        if self._ground.look(path).standing is not Standing.FILE:
            return True
        return fingerprint(self._ground.read(path)) not in self._recorded[path]

    def _ours(self, path: str, found: str | None) -> Marks:
        """The contents of a file that are ours: what the record says; or what was found, if that
        was moved there."""
        recorded = self._recorded.get(self._respelled.get(path, path), law.NOT_OURS)
        if found is None or found in recorded or not self._is_moved(path, found):
            return recorded
        return (found,)

    def _respellings(self) -> Iterator[tuple[str, str]]:
        """Emitted paths whose spelling alone changed, on a disk where both are one file."""
        gone = {folded(path): path for path in self._recorded.keys() - self._documents.keys()}
        for path in self._documents if gone else ():
            before = gone.get(folded(path))
            if before and self._ground.are_one_file(path, before):
                yield path, before

    def _shown(self, path: str) -> str:
        return shown(self._repo, path)
