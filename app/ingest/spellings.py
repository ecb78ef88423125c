"""Names in Russian letters as other languages spell them: Gagarine, Tereschkowa.

They are words for the search only, so they are as rough as what people type: without
accents, and with one spelling for each language.
"""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile("[а-яё]+")
_VOWELS_AND_SIGNS = "аеёиоуыэюяъь"
_NOTHING = "-"
_TABLE = """
        German  French  Czech   Polish  Hungarian
^е      je      ie      je      je      je
^ю      ju      you     ju      ju      ju
^я      ja      ia      ja      ja      ja
ий$     i       i       ij      ij      ij
ин$     in      ine     in      in      in
кс      x       x       x       ks      ksz
ле      le      le      le      le      le
ля      lja     lia     lja     la      lja
лю      lju     liou    lju     lu      lju
те      te      te      te      tie     tye
ти      ti      ti      ti      ti      tyi
ше      sche    che     se      sze     se
а       a       a       a       a       a
б       b       b       b       b       b
в       w       v       v       w       v
г       g       g       g       g       g
д       d       d       d       d       d
е       e       e       e       ie      e
ё       jo      io      jo      io      jo
ж       sch     j       z       z       zs
з       s       z       z       z       z
и       i       i       i       i       i
й       i       i       j       j       j
к       k       k       k       k       k
л       l       l       l       l       l
м       m       m       m       m       m
н       n       n       n       n       n
о       o       o       o       o       o
п       p       p       p       p       p
р       r       r       r       r       r
с       s       s       s       s       sz
т       t       t       t       t       t
у       u       ou      u       u       u
ф       f       f       f       f       f
х       ch      kh      ch      ch      h
ц       z       ts      c       c       c
ч       tsch    tch     c       cz      cs
ш       sch     ch      s       sz      s
щ       schtsch chtch   sc      szcz    scs
ъ       -       -       -       -       -
ы       y       y       y       y       i
ь       -       -       -       -       -
э       e       e       e       e       e
ю       ju      iou     ju      iu      ju
я       ja      ia      ja      ia      ja
"""
"""Letters by language: `^` at the beginning of a word or after a vowel or a sign, `$`
at the end of a word."""


def _tables() -> list[dict[str, str]]:
    """Returns the spelling of each sequence of letters, for each language."""
    rows = [line.split() for line in _TABLE.strip().splitlines()[1:]]
    keys, *languages = zip(*rows, strict=True)
    return [
        {key: latin.strip(_NOTHING) for key, latin in zip(keys, column, strict=True)}
        for column in languages
    ]


_LANGUAGES = _tables()


_SHORT_NAMES = """
alexander alex / andrew andy drew / anthony tony / benjamin ben / bernard bernie
charles charlie chuck / christopher chris / daniel dan danny / david dave / donald don
douglas doug / edward ed ted / elizabeth liz beth / eugene gene / francis frank
franklin frank / frederick fred rick / gerald jerry / gregory greg / james jim jimmy
jeffrey jeff / jerome jerry / joseph joe / judith judy / kathryn kathy
katherine kate kathy / kenneth ken / lawrence larry / leonard len / matthew matt
michael mike / nicholas nick / norman norm / patrick pat / peter pete / philip phil
raymond ray / richard dick rick / robert bob bobby rob / ronald ron / samuel sam
stanley stan / stephen steve / steven steve / susan sue / terrence terry / thomas tom
timothy tim / victor vic / vincent vince / walter walt wally
william bill billy will willie
"""
"""English given names with their short forms."""
_SHORT = [set(line.split()) for line in re.split("[/\n]", _SHORT_NAMES)]


def short_names(words: set[str]) -> set[str]:
    """Returns the other forms of the given names among folded words."""
    return {form for forms in _SHORT if forms & words for form in forms}


def foreign_spellings(names: Iterable[str]) -> set[str]:
    """Returns the words of names in Russian letters as other languages spell them."""
    words = {word for name in names for word in _WORD.findall(name.lower())}
    russian = [word for word in words if _LETTERS.fullmatch(word)]
    return {_spelled(word, table) for word in russian for table in _LANGUAGES}


def _spelled(word: str, table: dict[str, str]) -> str:
    spelled, rest, follows_vowel = "", word, True
    while rest:
        keys = [f"{rest}$", rest[:2], rest[:1]]
        if follows_vowel:
            keys.insert(0, f"^{rest[0]}")
        key = next(key for key in keys if key in table)
        spelled += table[key]
        letters = key.strip("^$")
        rest, follows_vowel = rest[len(letters) :], letters[-1] in _VOWELS_AND_SIGNS
    return spelled
