"""Writes made-up reports as JSONL, the same bytes on every run: sentences.py REPORTS

Ten sentences a report, most of them about an incident, as a dispatch has them.
"""
import datetime
import json
import random
import sys

PLACES = """Baghdad|Mosul|Kirkuk|Erbil|Haditha|Palmyra|Deir ez-Zor|Al-Bukamal|Raqqa|Aleppo|Idlib|Daraa|
Damascus|Beirut|Tyre|Baalbek|Haifa|Gaza|Rafah|Khan Younis|Sanaa|Hodeidah|Aden|Marib|Taiz|Tehran|Isfahan|
Kharkiv|Kherson|Bakhmut|Odesa|Khartoum|El Fasher|Goma|Bunia|Kidal|Gao|Mogadishu|Kismayo|Kabul|Kandahar|
Peshawar|Quetta|Lashio|Sittwe""".replace("\n", "").split("|")
ACTORS = """the army|government forces|fighters of an Islamist group|a militia|Israeli aircraft|Russian jets|
gunmen|rebels|police|U.S. forces|an armed group|border guards""".replace("\n", "").split("|")
TARGETS = """a convoy|an ammunition depot|a market|two villages|a checkpoint|a military base|a school|
an apartment building|a fuel station|positions of the rebels""".replace("\n", "").split("|")
WEAPONS = "a drone|three rockets|a ballistic missile|artillery|a car bomb|two attack drones".split("|")
DAYS = "on Monday|on Tuesday|late on Friday|overnight|last week|two days earlier|on {date}".split("|")
SENTENCES = [
    "{Actor} hit {target} near {place} {day} with {weapon}, killing at least {n} people and wounding {m}.",
    "An airstrike on {target} in {place} killed {n} fighters {day}, a monitoring group said.",
    "Clashes between {actor} and {actor2} broke out {m} km north-east of {place} {day}.",
    "{Actor} took control of {place} {day} after {n} days of fighting around {place2}.",
    "{N} trucks with weapons crossed from {place} to {place2} {day}, two security officials said.",
    "Air defences shot down {weapon} over {place} {day}; nobody was hurt.",
    "{Actor} threatened to attack {place} again unless talks in {place2} resume.",
    "Residents of {place} said that {m} families had fled towards {place2} {day}.",
    "A spokesman in {place} declined to comment, and no group claimed the attack.",
    "The price of bread in {place} has doubled since the road to {place2} was closed.",
    "Hundreds of people protested in {place} {day} against the arrest of a teacher.",
]


def sentence(dice, published):
    actor = dice.choice(ACTORS)
    day = dice.choice(DAYS).format(date=published.strftime("%-d %B"))
    return dice.choice(SENTENCES).format(
        Actor=actor[0].upper() + actor[1:], actor=actor, actor2=dice.choice(ACTORS), day=day,
        target=dice.choice(TARGETS), weapon=dice.choice(WEAPONS), place=dice.choice(PLACES),
        place2=dice.choice(PLACES), n=dice.randrange(2, 40), m=dice.randrange(3, 90),
        N=dice.choice(("Two", "Four", "Ten")))


def reports(count, sentences=10):
    dice = random.Random(7)
    for number in range(count):
        published = datetime.date(2023, 1, 1) + datetime.timedelta(days=dice.randrange(730))
        place = dice.choice(PLACES).upper()
        text = " ".join(sentence(dice, published) for _ in range(sentences))
        yield json.dumps({"id": f"made-up-{number}", "date": published.isoformat(),
                          "source": "Nobody's Wire", "text": f"{place} - {text}"})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for line in reports(int(sys.argv[1])):
        print(line)
