"""One work done by several processes: this very one, and others forked of it.

What they work on was made before, and a forked process has it as well: only what is asked and
answered is handed over. What a process makes of its share it keeps from one question to the next.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BufferedReader, BufferedWriter, FileIO
from pathlib import Path
from typing import Any, Generic, NoReturn, Self, TypeVar

MOST = 4
"""More processes would wait for each other at the disk."""

QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Of a container: the time of processors that it may use in a period, or `max`, and the period
(docs.kernel.org, "Control Group v2")."""

Share = TypeVar("Share")
Answer = TypeVar("Answer")


def spare() -> int:
    """How many processes can work at once."""
    if sys.platform != "linux":  # others have no `fork`, or warn of it
        return 1
    return max(1, min(MOST, len(os.sched_getaffinity(0)), _allowed()))


def _allowed() -> int:
    """How many processors are not more than a container has leave to use: there may be many more of
    them in the machine, and processes that share one wait for each other."""
    try:
        time, period = map(int, QUOTA.read_text(encoding="ascii").split())
    except (OSError, ValueError):  # no such file, or no limit
        return MOST
    return round(time / period)


class Workers(Generic[Share]):
    """Processes with a share of the work each, from their beginning to their end."""

    def __init__(self, shares: Sequence[Share]) -> None:
        """:param shares: the first, and those that the system has no process for, are done by this
        very process."""
        mine, *others = self.shares = tuple(shares)
        self._workers: list[_Own | _Forked] = [_Own(mine)]
        self._workers += (_forked(share) or _Own(share) for share in others)

    def ask(
        self, question: Callable[[Share], Answer], meanwhile: Callable[[], object] | None = None
    ) -> list[Answer | None]:
        """What is answered of all shares, in their order; `None` by a process that was stopped.

        :param question: a function of a module, or a part of one: others are told its name.
        :param meanwhile: what this process does before it answers itself, when others are at it.
        """
        for worker in self._workers:
            worker.hear(question)
        if meanwhile:
            meanwhile()
        return [worker.answer() for worker in self._workers]

    def find_out(self, question: Callable[[Share], Answer]) -> list[Answer]:
        """The same of a question that changes nothing and is always answered: what a process that
        was stopped does not say, this one finds out."""
        told = zip(self.shares, self.ask(question), strict=True)
        return [question(share) if answer is None else answer for share, answer in told]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # A process has the ends of those before it as well: they are not closed before it is gone.
        for worker in reversed(self._workers):
            worker.dismiss()


class _Own:
    """A share of this very process."""

    def __init__(self, share: object) -> None:
        self._share = share

    def hear(self, question: Callable[[Any], object]) -> None:
        self._question = question

    def answer(self) -> Any:
        return self._question(self._share)

    def dismiss(self) -> None:
        pass


class _Forked:
    """A share of another process, seen from here."""

    def __init__(self, process: int, questions: FileIO, answers: BufferedReader) -> None:
        self._process, self._questions, self._answers = process, questions, answers

    def hear(self, question: Callable[[Any], object]) -> None:
        import pickle  # not worth its import where all is done by one

        with suppress(BrokenPipeError):  # it was stopped, and will not answer
            self._questions.write(pickle.dumps(question))

    def answer(self) -> Any:
        import pickle

        try:
            return pickle.load(self._answers)  # through a pipe that nobody else has
        except (EOFError, pickle.UnpicklingError):
            return None

    def dismiss(self) -> None:
        self._questions.close()
        self._answers.close()
        os.waitpid(self._process, 0)


def _forked(share: object) -> _Forked | None:
    """Another process with a share; `None` where the system has none to spare."""
    (asked, asks), (told, tells) = os.pipe(), os.pipe()
    try:
        process = os.fork()
    except OSError:
        for end in (asked, asks, told, tells):
            os.close(end)
        return None
    if not process:
        os.close(asks)
        os.close(told)
        _serve(share, os.fdopen(asked, "rb"), os.fdopen(tells, "wb"))
    os.close(asked)
    os.close(tells)
    return _Forked(process, os.fdopen(asks, "wb", buffering=0), os.fdopen(told, "rb"))


def _serve(share: object, questions: BufferedReader, answers: BufferedWriter) -> NoReturn:
    """Answer until nothing is asked any more, or nobody is there to ask."""
    try:
        import pickle

        while questions.peek():
            pickle.dump(pickle.load(questions)(share), answers)
            answers.flush()
    except BrokenPipeError:
        pass  # whoever asked was stopped
    except Exception:  # a mistake of ours, which would be lost with the process
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)  # what is still to be said or tidied up is the first process's
