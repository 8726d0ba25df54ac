"""What one team's change changes, found without compiling everything else (docs/decisions/0012).

An excerpt of a spec is the spec without the files of teams that have nothing to do with a change.
It is compiled before and after the change, and believed only as far as it could be held against
the whole: anything beyond that is compiled whole.
"""
