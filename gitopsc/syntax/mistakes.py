"""What went wrong with the shape of a line, in the words of whoever wrote it.

Lark says where reading stopped; what was meant is read off the text around. The kinds are tried in
order, the most telling first.
"""

from gitopsc.syntax.mistaken import blocks, lists, texts, words
from gitopsc.syntax.stop import Kind, Mistake, Stop

KINDS: tuple[Kind, ...] = (
    lists.arrow_to_list,
    lists.unclosed_list,
    blocks.unclosed_block,
    texts.open_text,
    texts.stray_backslash,
    texts.other_quotes,
    texts.unseen_letter,
    texts.foreign_comment,
    words.semicolon,
    words.relation_with_equals,
    words.reserved_key,
    words.reserved_name,
    blocks.map_as_value,
    words.missing_value,
    words.yaml_style,
    words.other_arrow,
    words.arrow_backwards,
    lists.missing_comma,
    lists.stray_comma,
    blocks.closed_too_often,
    texts.bare_placeholder,
    blocks.block_on_one_line,
    blocks.block_after_its_line,
    words.misplaced_equals,
    words.missing_equals,
    words.misspelt_relation,
    texts.bare_text,
    lists.spaced_unit,
    lists.list_behind_value,
    lists.several_values,
)


def explain(stop: Stop) -> Mistake:
    """The mistake at a stop; every stop has one."""
    found = (kind(stop) for kind in KINDS)
    return next((mistake for mistake in found if mistake), None) or words.unexpected_text(stop)
