"""The early exit: a proof, kept from the last run, that there is nothing to do.

This room imports nothing but light parts of the standard library. It is asked before anything else
is imported, so that a run which changes nothing costs little more than Python's own start. So its
records are plain classes, and it keeps lines of text: `typing` and `json` would take an eighth of
such a run.
A proof is an optimisation only: without one, or with one that does not hold, everything is done.
"""
