"""The words of the language: nouns, clauses and attributes, as rows of a table."""
