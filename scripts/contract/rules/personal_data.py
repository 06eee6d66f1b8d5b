"""Personal data: what a name says of it, how it is marked, and where it must not be."""

from collections.abc import Iterator
from typing import Any

from scripts.common.json_pointer import parse_pointer, resolve, walk
from scripts.contract import openapi
from scripts.contract.marks import LEVELS, level, shown
from scripts.contract.rules.parts import Faults, Object, Parts
from scripts.contract.rules.words import last_word, named, phrases, words

PERSON = phrases("""
person, holder, cardholder, applicant, customer, user, patient, guest, employee, student, contact
beneficiary, recipient, sender, payer, payee, passenger, candidate, individual, citizen
father, mother, spouse, husband, wife, guardian, kin, sibling, brother, sister, son, daughter, grandfather
grandmother
""")

# What tells who somebody is, alone or together: what an identity document, a form or a device says of a person.
IDENTIFYING = phrases("""
first name, last name, middle name, full name, given name, family name, maiden name, surname, forename, nickname
user name, legal name, birth name, holder name, cardholder name, card holder name, applicant name, customer name
person name, patient name, guest name, employee name, student name, member name, contact name, recipient name
sender name, payer name, payee name, owner name, beneficiary name, name of holder, signatory
holder, cardholder, father, mother, spouse, husband, wife, guardian, kin, sibling, brother, sister, son, daughter
grandfather, grandmother
birth, birthday, birthdate, birthplace, dob, gender, sex, nationality, citizenship, ethnicity, ethnic, race
religion, religious, political, marital, sexual, trade union, disability, blood type, blood group, medical, diagnosis
mail, email, phone, telephone, mobile, cellphone, fax, msisdn, whatsapp
address, residence, street, city, postcode, postal, zip code, zipcode, house number, home town
latitude, longitude, lat, lng, lon, geolocation, gps, coordinates
ip, ipv, remote addr, forwarded for, mac address, device id, device fingerprint
imei, imsi, advertising id, idfa, user agent
face, selfie, portrait, photo, photograph, picture, avatar, headshot, mugshot, face image, document image
fingerprint, biometric, iris, retina, palm, voiceprint, voice sample, signature, eye color, eye colour
passport, document number, national id, national number, identity number, id number, identity card, id card, id document
personal number, personal id, social security, ssn, tax id, tax number, taxpayer, nif, cnie, mrz, visa number
driving licence, driving license, driver licence, driver license, licence number, license number, license plate
licence plate, number plate, vin
iban, account number, bank account, card number, credit card, debit card, pan, cvv, cvc, wallet address
salary, income, employer, occupation, profession
""")

# What says something of a person, or of the check of one.
RELATED = phrases("""
risk, liveness, spoof, similarity, fraud, face match, credit score, pep, sanction, watchlist, adverse media, criminal
""")

# After such a name, these words end the name of something else: of what was found out about it, or of a setting.
ABOUT = phrases("""
score, confidence, probability, similarity, status, result, check, match, verification, validity, quality, level, at
id, likelihood, accuracy
""")
SETTING = phrases("""
type, kind, format, count, length, size, version, required, allowed, enabled, supported, policy, threshold
limit, max, min, mode, rule, method
""")

# Such a number is the datum itself; any other measures something.
MEASURES = phrases("""
latitude, longitude, lat, lng, lon, geolocation, gps, coordinates, salary, income
""")

# Names that end in one of the words in ABOUT, and are still those of the datum itself.
WHOLE = frozenset(each for each in IDENTIFYING if each.split()[-1] in ABOUT)

FORMATS = {"email", "idn-email", "ipv4", "ipv6"}


def unmarked_persons(parts: Parts) -> Faults:
    """The client keeps what identifies a person out of what it prints, and can only do so if it is marked."""
    in_addresses = [steps for steps, _ in addressed(parts)]
    for steps, schema in marked_values(parts):
        names = parts.names(steps)
        if not names or any(steps[: len(each)] == each for each in in_addresses):
            continue
        least = least_level(names, schema, is_header="headers" in steps)
        if LEVELS.index(level(schema["x-pii"])) < LEVELS.index(least):
            says = "tells who somebody is" if least == "identifying" else "relates to a person"
            yield f"`{names[-1]}` {says}, but is marked {shown(schema['x-pii'])}. Mark it `x-pii: {least}`.", steps


def persons_in_addresses(parts: Parts) -> Faults:
    """An address is logged by each server and proxy on the way, and stays in the history of a browser."""
    for steps, parameter in addressed(parts):
        below = openapi.reached(parts.document, parameter.get("schema", {}), (*steps, "schema"))
        marks = [level(node) for place, node in below if place[-1] == "x-pii" and not openapi.is_data(place[:-1])]
        schema = resolve(parts.document, parameter.get("schema", {}))
        if "identifying" in [*marks, least_level([parameter["name"]], schema)]:
            remedy = "Send it in the body, or take an identifier that says nothing of the person"
            yield f"`{parameter['name']}` tells who somebody is, and is in the {parameter['in']}. {remedy}.", steps


def addressed(parts: Parts) -> list[Object]:
    """The parameters in a path or a query."""
    return [(steps, each) for steps, each in parts.kinds["parameter"] if each["in"] in ("path", "query")]


def marked_values(parts: Parts) -> Iterator[Object]:
    """The schemas that have a level, where they are written and where something of another name refers to them."""
    for steps, schema in parts.kinds["schema"]:
        if is_marked(schema):
            yield steps, schema
    for steps, node in walk(parts.document):
        if steps[-1:] == ("$ref",) and not openapi.is_data(steps):
            schema, target = resolve(parts.document, {"$ref": node}), parse_pointer(node.removeprefix("#"))
            if is_marked(schema) and least_level(parts.names(target), schema) == "none":
                yield steps[:-1], schema


def is_marked(schema: dict[str, Any]) -> bool:
    """Whether a schema has a level, or what was one before."""
    return isinstance(schema.get("x-pii"), bool) or schema.get("x-pii") in LEVELS


def least_level(names: list[str], schema: dict[str, Any], *, is_header: bool = False) -> str:
    """The level that a value must have at least, by the names that lead to it and by its type."""
    *above, name = names or [""]
    last = last_word(name)
    if schema.get("type") == "boolean" or last in SETTING:
        return "none"
    is_name = words(name) == ["name"] and any(named(each, PERSON) for each in above[-1:])
    is_age = last == "age" and len(words(name)) == 1 and not is_header
    if is_name or is_age or schema.get("format") in FORMATS or named(name, IDENTIFYING):
        measures = schema.get("type") == "number" and not named(name, MEASURES)
        return "related" if measures or (last in ABOUT and not named(name, WHOLE)) else "identifying"
    return "related" if named(name, RELATED) else "none"
