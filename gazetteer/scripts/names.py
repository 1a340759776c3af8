"""Names of places: how they are compared, and which are worth keeping."""
import re
import unicodedata

# Scripts that reports are read in. Chinese, Japanese, Korean and the Indic scripts are left out:
# the reader does not split their text into words.
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC", "HEBREW", "GREEK", "ARMENIAN", "GEORGIAN", "ETHIOPIC")

LONGEST = 60  # what is longer is a title of honour or a list

APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʻʼʾʿʹ′.·"), None)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f]")
WEB_ADDRESS = re.compile(r"https?:|www\.|\.(com|org|net|gov)\b", re.IGNORECASE)
CODE = re.compile(r"^[A-Z]{2,5}$|^[A-Z]{1,3}[-_ ]?[0-9]+$")


def fold(name):
    """The form in which two names are the same: a close relation of the program's own folding."""
    text = unicodedata.normalize("NFKD", name).lower().translate(APOSTROPHES)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def clean(name):
    """`name` without invisible signs and doubled blanks, in composed form."""
    return " ".join(INVISIBLE.sub(" ", unicodedata.normalize("NFC", name)).split())


def script(name):
    for char in name:
        if char.isalpha():
            return unicodedata.name(char, "?").split()[0]
    return ""


def worth_keeping(name):
    """False for codes, addresses, numbers, single letters, and machine romanisations."""
    if len(fold(name)) < 2 or WEB_ADDRESS.search(name) or CODE.match(name):
        return False
    # "|" separates names in the tables; after a comma GeoNames says which of its namesakes it is,
    # around a slash stand two names at once.
    if len(name) > LONGEST or any(sign in name for sign in "|:،,;/("):
        return False
    kind = script(name)
    if kind not in SCRIPTS:
        return False
    # GeoNames spells Chinese, Arabic and Hebrew names out in lower case ("ao er di nuo").
    return kind != "LATIN" or any(c.isupper() for c in name)


def unique(names, taken=()):
    """`names` cleaned, in order, without those that fold to one of `taken` or to each other."""
    seen = {fold(name) for name in taken}
    kept = []
    for name in map(clean, names):
        key = fold(name)
        if key and key not in seen:
            seen.add(key)
            kept.append(name)
    return kept
