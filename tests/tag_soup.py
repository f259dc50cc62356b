"""Tag soup: pages of words and tags in no order, as a seed draws them."""

import random

_TAGS = (
    *("p", "div", "span", "b", "i", "a", "em", "strong", "small", "font", "center", "section"),
    *("ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "blockquote", "pre", "address"),
    *("table", "tbody", "thead", "tr", "td", "th", "caption", "article", "aside", "main", "header"),
    *(
        "form",
        "fieldset",
        "label",
        "u",
        "sub",
        "code",
        "ruby",
        "rt",
        "details",
        "summary",
        "figure",
    ),
)
_WHOLE = (
    *("<br>", "<hr>", "<img alt=x>", "<wbr>", "<!-- no --> ", "<!DOCTYPE html>", "</html>"),
    *(
        "</body>",
        "<html lang=en>",
        "<body class=x>",
        "<head>",
        "</head>",
        "<svg><path d='M0'/></svg>",
    ),
    *("<svg>", "<script>var no</script>", "<style>no {}</style>", "&amp;", "&nbsp;", "&eacute;t "),
    *(
        "<title>no</title>",
        "<link rel=x>",
        "<meta name=x>",
        "</br>",
        "</p>",
        "<template>no</template>",
    ),
    *(
        "<noscript>no</noscript>",
        "<select><option>no</select>",
        "<textarea>no</textarea>",
        "<math>",
    ),
    *(
        "&lt;",
        "<",
        "< ",
        "&",
        "<!-->",
        "<?php no ?>",
        "<![CDATA[no]]>",
        "</ >",
        "<td",
        "<p class='",
    ),
)


def tag_soup(seed: str) -> str:
    """Return the page that ``seed`` draws: its words are numbered, so that each is its own."""
    draw = random.Random(f"soup {seed}")
    parts = ["<h1>Sister cities</h1>"]
    for number in range(draw.randint(20, 120)):
        kind = draw.random()
        tag = draw.choice(_TAGS)
        if kind < 0.35:
            parts.append(f"w{number} ")
        elif kind < 0.65:
            parts.append(f"<{tag}{draw.choice(('', ' class=x', ' id=a href=b'))}>")
        elif kind < 0.88:
            parts.append(f"</{tag}>")
        else:
            parts.append(draw.choice(_WHOLE))
    return "".join(parts)
