"""What is remembered between runs, so that what has not changed is not read again.

A memory is an optimisation only: without one, or with one that does not fit, everything is done
(docs/decisions/0010). What says that there is nothing to do at all is a proof, `gitopsc/proof`.
"""
