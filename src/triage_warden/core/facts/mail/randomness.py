"""Whether a name was made by a machine."""

import re
from typing import Final

_PAIRS: Final = (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me "
    "de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot "
    "il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai "
    "sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag "
    "if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba "
    "ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki "
    "rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af hu nn eo vo rv nf xp gn sm "
    "fl iz ok nl my gl aw ju oa eq sy sl ps jo lf nv je nk kn gs dy hy ze ks xt bs ik dd ja zi za zo zu "
    "az ez oz uz ka ko ku ky kr sk sw zh cz sz rz ij uw eu eb ah oh uh eh lk ln lm lp lb lv rp rf rb rw "
    "nm nb nr pn ws wl wr dl dn dm dw tm tn tf tc tb hl hm hn hs aa ii ox ax ix yp yl ym yn yr vy xi xa "
    "xe qi gd gt bt ek iq uk oe ae ao iu uo ya yu yi oy uy mc sn sv sr fs cs cy gy wy vs vr"
)
"""Pairs of letters that words and names of European languages are made of; our own list."""
_COMMON: Final = frozenset(_PAIRS.split())
_SWITCH = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_HEX = re.compile(r"[0-9a-f]{12,}")
_WORDS = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z]+")
MIN_LENGTH = 7
MAX_PIECES = 3
MIN_SWITCHES = 3
MIN_PAIRS = 6
MAX_UNUSUAL = 0.4
"""Share of unusual pairs: random letters come to one half, the most consonant-ridden names stay below a third."""


def mailbox_looks_random(local: str) -> bool:
    """Tell whether a machine made the mailbox up; many pieces are a mailer's bounce address, no made-up name."""
    pieces = _WORDS.findall(local.partition("+")[0].lower())
    return len(pieces) <= MAX_PIECES and any(map(_word_is_random, pieces))


def looks_random(name: str) -> bool:
    """Tell whether some word reads like a random string: unusual pairs of letters, or letters and digits in turn."""
    return any(map(_word_is_random, _WORDS.findall(name.lower())))


def _word_is_random(word: str) -> bool:
    if len(word) < MIN_LENGTH or word.isdigit():
        return False
    if _HEX.fullmatch(word) and any(letter.isdigit() for letter in word):
        return True
    if len(_SWITCH.findall(word)) >= MIN_SWITCHES:
        return True
    pairs = [run[at : at + 2] for run in _LETTERS.findall(word) for at in range(len(run) - 1)]
    return len(pairs) >= MIN_PAIRS and sum(pair not in _COMMON for pair in pairs) / len(pairs) > MAX_UNUSUAL
