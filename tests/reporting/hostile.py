"""Text that tries to be more than text."""

from __future__ import annotations

HOSTILE: tuple[str, ...] = (
    "{{ 7*7 }} {% for x in y %}",
    "#set text(fill: red) #panic()",
    "$x^2$ @ref <label> // gone /* gone */",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "[bold]x[/bold]",
    "[x](javascript:alert(1)) ![y](http://z.test/p.png)",
    "<https://auto.test> www.auto.test a.b@auto.test https://auto.test/x",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```code``` `tick` ~~~",
    "a | b \\| c \\",
    'quote " and back\\slash \\n',
    "line one\n# line two\n\n- line three",
    "&lt;b&gt; &copy;",
    "***strong*** __under__ ~~gone~~",
    "../../etc/passwd",
    '"); #panic("out',
    '#"x";.foo(1)[2]',
    "| --- | --- |",
    "[^1]: note",
    "<!-- comment -->",
)
ESCAPES = "red\x1b[31m bell\x07 c1\x9b31m over\u202eride zero\u200bwidth"
SCRIPTS = "שלום مرحبا 中文 日本 😀👩‍⚕️ Ελλάδα Привет"
LONG = "Donaudampfschifffahrtsgesellschaft" * 12
