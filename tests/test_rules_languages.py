"""Each language's own words: a page's foot in them goes, the story in them stays."""

from __future__ import annotations

import json

import pytest

from conftest import ROOT
from newsclean import rulefile, rules, scraped
from newsclean.left import apply_removals
from newsclean.model import KEPT_CATEGORIES
from newsclean.phrases import Phrases

#: A sentence of a report in each language.
STORIES = {
    "ar": (
        "قرر مجلس المدينة يوم الاثنين عدم إغلاق الميناء القديم رغم العاصفة، لكن العبارات ستبقى في مكانها لمدة "
        "أسبوع آخر على الأقل."
    ),
    "cs": (
        "Městská rada v pondělí rozhodla, že se starý přístav kvůli bouři nezavře, ale trajekty v něm "
        "zůstanou ještě celý týden."
    ),
    "da": (
        "Byrådet besluttede mandag, at den gamle havn ikke skal lukkes på grund af stormen, men færgerne "
        "bliver der en uge til."
    ),
    "de": (
        "Der Stadtrat hat am Montag beschlossen, dass der alte Hafen trotz des Sturms offen bleibt, aber die "
        "Fähren nicht fahren."
    ),
    "el": (
        "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να μην κλείσει το παλιό λιμάνι, αλλά τα πλοία θα μείνουν "
        "εκεί μία εβδομάδα."
    ),
    "en": (
        "The town council decided on Monday that the old harbour would stay open in spite of the storm, but "
        "the ferries rest."
    ),
    "es": (
        "El ayuntamiento decidió el lunes que el viejo puerto no se cierra a pesar de la tormenta, pero los "
        "barcos se quedan allí."
    ),
    "fr": (
        "Le conseil municipal a décidé lundi de ne pas fermer le vieux port malgré la tempête, mais les "
        "ferries restent à quai."
    ),
    "hi": ("नगर परिषद ने सोमवार को फैसला किया कि तूफान के बावजूद पुराना बंदरगाह बंद नहीं होगा, लेकिन नौकाएं एक सप्ताह वहीं रुकेंगी।"),
    "hu": (
        "A városi tanács hétfőn úgy döntött, hogy a vihar ellenére sem zárják be a régi kikötőt, de a kompok "
        "még egy hétig ott maradnak."
    ),
    "id": (
        "Dewan kota pada hari Senin memutuskan bahwa pelabuhan tua tidak akan ditutup meskipun ada badai, "
        "tetapi kapal tetap di sana."
    ),
    "it": (
        "Il consiglio comunale ha deciso lunedì di non chiudere il vecchio porto nonostante la tempesta, ma i "
        "traghetti restano fermi."
    ),
    "ja": (
        "市議会は月曜日、嵐にもかかわらず古い港を閉鎖しないことを決めたが、フェリーはもう一週間そこにとど"
        "まることになった。"
    ),
    "ko": (
        "시의회는 월요일 폭풍에도 불구하고 오래된 항구를 폐쇄하지 않기로 했지만 여객선은 일주일 "
        "더 그곳에 머물 예정이라고 시장이 말했다."
    ),
    "nl": (
        "De gemeenteraad heeft maandag besloten dat de oude haven ondanks de storm open blijft, maar de boten "
        "varen een week niet."
    ),
    "no": (
        "Bystyret vedtok på mandag at den gamle havnen ikke skal stenges på grunn av stormen, men fergene "
        "blir der en uke til."
    ),
    "pl": (
        "Rada miasta zdecydowała w poniedziałek, że stary port mimo sztormu nie będzie zamknięty, ale promy "
        "zostaną tam przez tydzień."
    ),
    "pt": (
        "A câmara municipal decidiu na segunda-feira que o velho porto não fecha apesar da tempestade, mas os "
        "barcos ficam ali."
    ),
    "ro": (
        "Consiliul local a decis luni că vechiul port nu va fi închis în ciuda furtunii, dar feriboturile mai "
        "rămân acolo o săptămână."
    ),
    "ru": (
        "Городской совет решил в понедельник, что старый порт не будет закрыт несмотря на шторм, но паромы "
        "останутся там на неделю."
    ),
    "sv": (
        "Kommunfullmäktige beslutade på måndagen att den gamla hamnen inte ska stängas trots stormen, men "
        "färjorna blir kvar där."
    ),
    "tr": (
        "Belediye meclisi pazartesi günü fırtınaya rağmen eski limanın kapatılmayacağını, ancak feribotların "
        "bir hafta daha orada kalacağını açıkladı."
    ),
    "uk": (
        "Міська рада вирішила в понеділок, що старий порт не буде закрито попри шторм, але пороми залишаться "
        "там ще на тиждень."
    ),
    "zh": ("市议会星期一决定，尽管有暴风雨，旧港口仍不会关闭，但渡轮将在那里再停留一个星期，市长在会议之后对记者说。"),
}
FIXTURES = ROOT / "fixtures" / "expected" / "scraped" / "world"
KINDS = ("share", "related", "newsletter", "comments", "legal")


def foot(language: str) -> list[str]:
    """The first example of each of five kinds of lines."""
    own = rules.load().of_language(language)
    return [next(rule for rule in own if rule.category == kind).examples[0].text for kind in KINDS]


def cleaned(paragraphs: list[str], language: str | None) -> list[str]:
    document = scraped.from_text("\n\n".join(paragraphs))
    found = rules.apply(document, [], rules.load(), language)
    gone = [removal for removal in found if removal.category not in KEPT_CATEGORIES]
    return apply_removals(document.page_text, gone).split("\n\n")


@pytest.mark.parametrize("language", rulefile.languages())
def test_a_foot_of_five_kinds_goes_entirely(language: str) -> None:
    assert cleaned([STORIES[language], *foot(language)], language) == [STORIES[language]]


@pytest.mark.parametrize("language", rulefile.languages())
def test_the_story_stays_in_any_position(language: str) -> None:
    story = STORIES[language]
    lines = foot(language)
    assert story in cleaned([*lines, story], language)
    assert cleaned([story], None) == [story]


def test_a_fixture_of_each_language_loses_a_tail_of_five_kinds_to_rules() -> None:
    articles = [json.loads(path.read_text("utf-8")) for path in FIXTURES.glob("*.json")]
    assert {article["language"] for article in articles} == set(rulefile.languages())
    for article in articles:
        kinds = {removal["category"] for removal in article["removals"] if removal["stage"] == "rules"}
        assert kinds >= set(KINDS), article["title"]


@pytest.mark.parametrize("language", rulefile.languages())
def test_each_language_has_its_phrases(language: str) -> None:
    own = rules.load().of_language(language)
    assert sum(len(rule.texts) for rule in own) >= 25
    assert {rule.category for rule in own} >= {*KINDS, "ad", "cookie", "paywall", "promo", "byline", "image-credit"}


def test_there_are_phrases_enough() -> None:
    assert sum(len(rule.texts) for rule in rules.load().all()) >= 600


def test_every_exact_phrase_and_prefix_fires() -> None:
    for rule in rules.load().all():
        phrases = Phrases([rule])
        if rule.match != "regex":
            more = " and more" if rule.match == "prefix" else ""
            assert [text for text in rule.texts if not phrases.matching(text + more)] == [], rule.id
