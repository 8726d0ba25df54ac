"""The pipelines of CI agents: what they build, check and deliver, in the words of their servers."""
