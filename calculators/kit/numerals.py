"""Text as it was typed or pasted: what of it can be seen, and the numbers in it, in digits or in words.

Here is only what all units share. What can mean one thing is read; what can mean two is asked.
"""

import re
from decimal import Decimal
from functools import cache
from unicodedata import category, decomposition, normalize

LONGEST = 40  # characters of one figure or day with the words around it
_QUOTED = 24  # characters of it that a message repeats
_DIGITS = 24  # digits: more would not fit Decimal's precision
_TURNED = "\u202e"  # shows what follows it backwards, so that 123 looks like 321

# Have no shape and no width, although Unicode counts them among letters and marks.
_SHAPELESS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
# What the full stop of a Chinese keyboard, the many dashes and two radicals without a mapping of their own stand for.
_ALIKE = {"。": ".", "−": "-", "〜": "~", "∼": "~", "⺜": "日", "⺝": "月"} | dict.fromkeys("‐‑‒–—―﹘", "-")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+"

NUMERALS = "〇零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟萬兩"
_SIMPLE = str.maketrans("〇壹贰叁肆伍陆柒捌玖拾佰仟萬兩", "零一二三四五六七八九十百千万两")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4)}
_PART = rf"(零?)({_NUMBER}|[一二三四五六七八九两])?([十百千万]?)"
_SPELT = "[零一二三四五六七八九]{3,}"
_POINT = "([零一二三四五六七八九十百千两]+)点([零一二三四五六七八九]+)"


@cache
def late(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed: what is typed plainly needs few, and the page must start soon."""
    return re.compile(pattern)


class Mistake(ValueError):
    """A reader's mistake, in words for the reader. ``str(mistake)`` is shown beside the field."""


class _Plain(dict[int, str]):
    """For ``str.translate``: each character as figures are read, looked up in Unicode once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = category(char)
        if char == _TURNED or char in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85":
            plain = char
        elif kind in ("Cf", "Cc") or char in _SHAPELESS or 0xFE00 <= code <= 0xFE0F:
            plain = ""
        elif kind == "Zs":
            plain = " "
        else:
            plain = _ALIKE.get(char) or _one(char)
            plain = _ALIKE.get(plain, plain)
        self[code] = plain
        return plain


def _one(char: str) -> str:
    """What looks like another character as that one: full width, radicals. Not ², ① or ½, which mean more."""
    how = decomposition(char).partition(" ")[0]
    one = normalize("NFKC", char)
    return one if len(one) == 1 and how not in ("<super>", "<sub>", "<circle>", "<fraction>") else char


_PLAIN = _Plain()
_PLAINLY = re.compile(r"[!-~\u4e00-\u9fff]")  # what most texts begin with
_BLANKS = re.compile(r"\s+")
_LOOSE = re.compile(r"(?<!\d) | (?!\d)")
_ENDS = frozenset(" .,;:!?、“”\"'「」")


def narrow(text: str) -> str:
    """What every unit reads: half-width, without marks that can't be seen and without the signs around a figure.

    Of the blanks only one between two digits stays, where it would join two numbers. Nothing that long is a figure:
    past ``LONGEST`` characters the rest is cut off, so that no unit reads it. Raises ``Mistake`` for writing that is
    turned round, for then what is seen is not what is there.
    """
    if _TURNED in text:
        raise Mistake("里面有一个看不见的符号，会把字倒过来。请清空，自己打一遍")
    text = _LOOSE.sub("", _BLANKS.sub(" ", text.translate(_PLAIN)))
    if text and (text[-1] in _ENDS or text[0] in _ENDS):
        # Signs copied along from a sentence; a point before digits is part of them.
        text = text.rstrip(" .,;:!?、“”\"'「」").lstrip(" ;:!?、“”\"'「」")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text.strip() or not (_PLAINLY.search(text) or text.translate(_PLAIN).strip())


_UNUSUAL = re.compile(f"[{_SHAPELESS}\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


@cache
def _same_shape(char: str) -> str:
    """A radical as the word that it looks like; every other character as it is."""
    code = ord(char)
    alike = 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F
    return _PLAIN[code] if alike else char


def own_words(text: str) -> str:
    """One's own words as typed, without marks that can't be seen; blanks of any width count as one.

    What looks like another character to the eye, as radicals copied from a PDF do, becomes that one.
    """
    if text.isprintable() and not _UNUSUAL.search(text):
        return re.sub(" {2,}", " ", text).strip()
    kept = (c for c in text if c == _TURNED or (category(c) != "Cf" and c not in _SHAPELESS))
    return re.sub(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+", " ", "".join(map(_same_shape, kept))).strip()


def quoted(text: str) -> str:
    """What the reader typed, to be repeated in a message: only what can be seen of it; a long text is cut."""
    text = own_words(" ".join(text.replace(_TURNED, "").split()))
    text = "".join(c if c.isprintable() else "□" for c in text if _PLAIN[ord(c)])
    return f"“{text}”" if len(text) <= _QUOTED else f"“{text[:_QUOTED]}…”"


def number(text: str) -> Decimal | None:
    """The number in ``text`` (already narrow): ``1,200``, ``十二``, ``两千五百``, ``1.2万``, ``1万2千``, ``二〇二六``.

    ``None`` for what is no number. Raises ``Mistake`` for what can be two: ``1万2`` is 12,000 or 10,002.
    """
    if late(_NUMBER).fullmatch(text):
        return Decimal(text.replace(",", "")) if len(text) <= _DIGITS else None
    if not text or not set(text) - set("0123456789.,"):
        return None
    text = text.translate(_SIMPLE)
    if text == "零":
        return Decimal(0)
    if late(_SPELT).fullmatch(text):
        return Decimal("".join(str(_DIGIT[c]) for c in text))
    if match := late(_POINT).fullmatch(text):
        whole = number(match[1])
        return None if whole is None else whole + Decimal("0." + "".join(str(_DIGIT[c]) for c in match[2]))
    return _compound(text) if len(text) <= _DIGITS else None


def _compound(text: str) -> Decimal | None:
    """A number of several parts, each with its scale, largest first: 一百二十万, 1万2千, 三千零五十."""
    total = section = Decimal(0)  # the whole, and what has come since 万
    above = Decimal("Infinity")  # each part is less than the scale of the one before it
    at = 0
    while at < len(text):
        match = late(_PART).match(text, at)
        if not match or match.end() == at or (match[1] and not at) or above == 1:
            return None
        zero, digits, scaled = match.groups()
        scale, last = SCALES.get(scaled, Decimal(1)), match.end() == len(text)
        if digits is None and scaled != "十" and not (scaled == "万" and section and not zero):
            return None  # a scale of nothing
        spelt = digits in _DIGIT
        part = Decimal(_DIGIT[digits]) if spelt else Decimal((digits or "1").replace(",", ""))
        if digits is None and scaled == "万":
            part = Decimal(0)
        elif at and above > 10 and not zero and scaled in ("", "万") and (spelt or len(str(digits).split(".")[0]) < 3):
            # 1万2 may be 12,000 or 10,002; 1万0050, 一百零二 and 二十五 are one number.
            one = scaled == "" and (spelt or len(str(digits)) == 1)
            raise _two(text, *((total + section + part * above / 10, total + section + part) if one else ()))
        if part % 1 and not (last and (at == 0 or scale == 1)):
            raise _two(text)  # 1.5万5千
        if scaled == "万":
            if total:
                raise _two(text)
            total, section, above = (section + part) * scale, Decimal(0), scale
        else:
            if at and (part * scale >= above or (scale > 1 and part >= 10)):
                raise _two(text)  # 1万20000
            section, above = section + part * scale, scale
        at = match.end()
    return total + section


def _two(text: str, *readings: Decimal) -> Mistake:
    """The question which of two numbers is meant."""
    if readings:
        one, other = (f"{reading:,.0f}" for reading in readings)
        return Mistake(f"{quoted(text)}可以是 {one}，也可以是 {other}，请把数字写全")
    return Mistake(f"{quoted(text)}可以有两种读法，请把数字写全，例如 12000")


# Why a text is not one figure, in words that fit; the first that matches is said.
_TWICE = r"(.*\d.*?)[ ,;、/和]*\1"
_WHY = (
    (r"^[^-~]*[\d元块万千百%‰] ?(?:-|~|至|到|\.{2,}) ?[\d¥][^-~]*$", "{}是一段范围，请只填一个数"),
    (r"\d ?[+*×xX÷=/] ?\d", "{}请先算好，只填一个数"),
    (r"\d [\d.]", "{}中间有空格，看不出是一个数还是两个。请去掉空格，或者只留一个数"),
    (r"约|大概|左右|[\d十百千万元块]多|几|以[上内下]|不到|超过", "{}还不确定，请填确切的数"),
    (r"(?i)\$|USD|美元|美金|欧元|港[币元]|日元", "{}不是人民币，请填合多少元"),
)


def why(text: str) -> str:
    """Words for a text that holds more or less than one figure; empty where it is simply not understood."""
    plain = narrow(text)
    if late(_TWICE).fullmatch(plain):
        return f"{quoted(text)}像是写了两遍，请只留一个"
    for pattern, words in _WHY:
        if late(pattern).search(plain):
            return words.format(quoted(text))
    if "," in plain and re.search(r"\d,|,\d", plain):
        return f"{quoted(text)}里的逗号位置不对。小数用点，例如 1234.56"
    return ""
