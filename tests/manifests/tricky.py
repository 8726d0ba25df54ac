"""Values that some reader, somewhere, takes for something else."""

import re

_WORDS = """
    ~ null Null NULL nULL true True TRUE tRUE false False yes Yes YES no No NO on On ON off Off
    OFF y Y n N t f = == << <<< - -- --- ---x -a -1 - - ? ?a : :a :: a: a:b :80 , ,a [ ] [a] { }
    {a} {{a}} # #a a# a#b & &a * *a ! !a !!str | |- > >= >=1.0 ' " '' "" 'a' "a" % %a @ @a ` `a
    \\ \\n . .. ... ...a 0 -0 +0 00 07 08 012 0o7 0O7 0o8 0x1F 0X1f 0xg 0b1 0B1 0b2 1 -1 +1
    1_000 1__0 _1 1_ +_1 -_ +_ -_. 0_7 0x_1 1.0 1. .5 -.5 +.5 ._5 .5_0 . ._ 1.2.3 1.10 v1.2.3 1e3
    1E3 1e+3 1e-3 1.5e3 1e e1 .e1 1e400 12e03 123456789012345678901234567890 -9223372036854775809
    1e+ 0x1FFFFFFFFFFFFFFFFF 190:20:30 1:30 1:30:59.5 1:60 8080:80 12:34:56 .inf -.inf +.inf .Inf
    .INF .iNF .nan .NaN .NAN inf nan NaN Infinity 2001-12-14 2001-1-1
    2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z 20011214 2001-12 2001-12-14x 10m 10Mi 5s
    1h30m 0s 100% 50%x https://a.b/c?d=e#f a@b.c ~1.2 ^1.2 *.a /a ./a ../a a/b a,b a=b $a ${a}
    $(a) (a) <a> a|b a>b +a $patch ${{a}} sha256:abc eu-1 key:value C:\\ \u00e9 \U0001f600
    \ufeff \ufeffa a\ufeff \u2028 a\u2028b \u2029 \x85 a\x85b \xa0 \xa0a a\xa0 \x7f \x80 \ufffd
    \ufffe \uffff \u200b \u3000 \U0010ffff \x00 \x01 \x1b
"""
_SPACED = (
    "", " ", "  ", " a", "a ", "a  b", "a : b", "a: b", "a :b", "a #b", "a # b", "a\t#b", "- a",
    "? a", ": a", "\t", "\ta", "a\t", "a\tb", "a:\tb", "2001-12-14 21:59:43",
    "2001-12-14 21:59:43.1 -5", "2001-12-14 x", "--- a", "... a", "x" * 5000,
    "word " * 1000 + "end", "%YAML 1.2", "! a", "a\rb", "\r", "\r\n", "{{ .Values.a }}",
    "a {{ b }}", "[a, b]", "a, b", "it's", 'say "hi"', "C:\\x \\n", "!! a",
)  # fmt: skip
_LINES = (
    "\n", "\n\n", "a\n", "a\nb", "a\nb\n", "a\nb\n\n", "a\n\n\n", "\na", "\n\na\n", " a\nb",
    "  a\n b\n", "\n a\n", "\n  \n a", "  \na", "  \n  a\n", "a\n b\n", "a\n  \nb", "a\n   ",
    "a\n   \n", "a\n \n \n\n", "a \nb \n", "\ta\nb", "\t\n", "a\n\tb\n", "a\n\t\n", " \n \n",
    "a\r\nb\r\n", "---\na\n", "a\n---\nb\n", "a\n...\n", "# a\nb\n", "a # b\nc: d\n",
    "- a\n- b\n", "a: b\n", "a\x85b\n", "a\u2028b\n", "a\n\x00", "%a\nb",
    "a\n" + "x" * 5000 + "\nb", "\u00e9\n\U0001f600\n", "a\n\ufeffb\n", "a\n\xa0\n", "|\n>\n",
    "#!/bin/sh\nset -e\n\nif true; then\n\techo 'a: b' # no\nfi\n", '{\n  "a": 1\n}\n',
    "&a\n*a\n", "a\n\n b\n",
)  # fmt: skip

# Not `str.split`: it also splits at the blanks and line ends that are under test.
TEXTS = (*re.split("[ \n]+", _WORDS.strip(" \n")), *_SPACED, *_LINES)
NUMBERS = (
    0, 1, -1, 8, 10, 255, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 0.0, -0.0, 1.0, -1.5, 0.1, 1e16,
    1e20, 1e-7, 1.5e-7, 1e22, 1.7976931348623157e308, 5e-324, 123456789.123456789, True, False,
    None,
)  # fmt: skip
