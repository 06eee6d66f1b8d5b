"""The words of a name, and what they say of it."""

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(re.findall(r"[^\s,]+", text))


# The beginnings of what is done to a resource, which the method of a request says already.
VERBS = word_set("""
abort accept activate add answer append apply approve archive assign attach authenticate authorize ban block book
calculate call cancel capture change charge check clear clone close compare complete compute confirm convert copy create
deactivate decline delete deny destroy detach disable dispatch do download duplicate edit enable enroll execute expire
export extract fetch find finish flag generate get import insert invoke issue join leave list load lock login logout
lookup make mark merge modify move notify open patch pause perform post process publish purge put query read
reassign reactivate recover refresh register reject release remove rename renew replace reset resend resolve restart
restore resubmit resume retrieve retry return revert revoke rotate run save scan schedule search select send set show
sign start stop submit subscribe suspend sync synchronize terminate transfer trigger unblock undo unlock unsubscribe
update upload validate verify void withdraw
""")

# Those that name a thing as well, at the beginning of the name of a collection, or if nothing is posted there.
NOUNS_TOO = word_set("""
answer archive block book call capture change charge check copy dispatch download export flag import issue load lock
login lookup mark move patch process purge query read release return run scan schedule set show sign start stop
transfer trigger upload
""")

CREATING = word_set("create, add, register, insert, new, make, submit, enroll")

# Plurals that do not end in s, and words that have no plural of their own.
PLURALS = word_set("""
children criteria data equipment feedback feet geese hardware health history indices info information inventory
media men metadata mice money people personnel police progress series software species staff status teeth traffic
vertices women
""")


def words(name: str) -> list[str]:
    """The words of a name in any spelling, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W_A-Z]+", name)]


def singular(word: str) -> str:
    """A word without the ending of an ordinary plural."""
    if word.endswith("sses"):
        return word.removesuffix("es")
    return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")


def is_plural(word: str) -> bool:
    return word in PLURALS or (word != singular(word) and len(word) > 2)


def phrases(text: str) -> frozenset[str]:
    """Names in a text, one in each line, in the form in which `named` looks for them."""
    return frozenset(" ".join(map(singular, line.split())) for line in text.replace(",", "\n").splitlines() if line)


def named(name: str, among: frozenset[str]) -> bool:
    """Whether one of the names is in a name, whether it is written apart or as one word."""
    found = [singular(word) for word in words(name)]
    text = f" {' '.join(found)} "
    return any(f" {each} " in text or each.replace(" ", "") in found for each in among)


def last_word(name: str) -> str:
    return singular((words(name) or [""])[-1])
