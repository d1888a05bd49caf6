"""Telling the languages of the rules apart."""

from __future__ import annotations

import pytest

from newsclean import rulefile
from newsclean.language import detect

SAMPLES = {
    "en": "The council said on Monday that it would not close the harbour, but the ferries are to stay in port.",
    "de": "Der Rat der Stadt hat am Montag beschlossen, dass der Hafen nicht geschlossen wird, aber die Boote bleiben.",
    "fr": "Le conseil a décidé lundi de ne pas fermer le port, mais les ferries restent à quai pour une semaine.",
    "es": "El consejo decidió el lunes que no se cierra el puerto, pero los barcos se quedan una semana más.",
    "pt": "O conselho decidiu na segunda-feira que não vai fechar o porto, mas os barcos ficam por mais uma semana.",
    "it": "Il consiglio ha deciso lunedì di non chiudere il porto, ma i traghetti restano fermi per una settimana.",
    "nl": "De raad heeft maandag besloten dat de haven niet dicht gaat, maar de boten blijven nog een week hier.",
    "ru": "Совет решил в понедельник, что порт не будет закрыт, но паромы останутся на месте ещё на неделю.",
    "uk": "Рада вирішила в понеділок, що порт не буде закрито, але пороми залишаться на місці ще на тиждень.",
    "pl": "Rada zdecydowała w poniedziałek, że port nie będzie zamknięty, ale promy zostaną jeszcze przez tydzień.",
    "cs": "Rada v pondělí rozhodla, že se přístav nezavře, ale trajekty v něm zůstanou ještě po celý týden.",
    "tr": "Meclis pazartesi günü limanın kapatılmayacağını açıkladı, ancak feribotlar bir hafta daha kalacak dedi.",
    "ar": "قرر المجلس يوم الاثنين عدم إغلاق الميناء، لكن العبارات ستبقى في مكانها لمدة أسبوع آخر.",
    "hi": "परिषद ने सोमवार को फैसला किया कि बंदरगाह बंद नहीं होगा, लेकिन नौकाएं एक सप्ताह और रुकेंगी।",
    "zh": "市议会星期一决定不关闭港口，但渡轮将再停留一个星期。",
    "ja": "市議会は月曜日、港を閉鎖しないことを決めたが、フェリーはもう一週間とどまる。",
    "ko": "시의회는 월요일 항구를 폐쇄하지 않기로 했지만 여객선은 일주일 더 머물 예정이다.",
    "id": "Dewan kota pada hari Senin memutuskan bahwa pelabuhan tidak akan ditutup, tetapi kapal itu masih di sini.",
    "sv": "Rådet beslutade på måndagen att hamnen inte ska stängas, men färjorna blir kvar där i en vecka till.",
    "no": "Rådet vedtok på mandag at havnen ikke skal stenges, men fergene blir liggende der i en uke til etter det.",
    "da": "Rådet besluttede mandag, at havnen ikke skal lukkes, men færgerne bliver liggende en uge mere efter det.",
    "el": "Το συμβούλιο αποφάσισε τη Δευτέρα να μην κλείσει το λιμάνι, αλλά τα πλοία μένουν άλλη μία εβδομάδα.",
    "ro": "Consiliul a decis luni că portul nu va fi închis, dar feriboturile mai rămân la chei pentru o săptămână.",
    "hu": "A tanács hétfőn úgy döntött, hogy nem zárják be a kikötőt, de a kompok még egy hétig ott maradnak.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sentence_of_each_language(language: str) -> None:
    assert detect(SAMPLES[language]) == language
    assert detect(SAMPLES[language].upper()) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Harbour",
        "12.5 % 3:1",
        "Ngabona amanxeba amathathu egxalabeni emqaleni kanye nasemlenzeni wakhe kusihlwa",
    ],
)
def test_too_little_or_another_language_is_none(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "המועצה החליטה ביום שני שהנמל לא ייסגר, אבל המעבורות יישארו במקומן עוד שבוע.",
        "สภาตัดสินใจเมื่อวันจันทร์ว่าจะไม่ปิดท่าเรือ แต่เรือข้ามฟากจะอยู่ต่ออีกหนึ่งสัปดาห์",
        "საბჭომ ორშაბათს გადაწყვიტა, რომ ნავსადგური არ დაიკეტება.",
        "Hän sanoi, että se on nyt tehty ja että kaupunki on valmis talveen, mutta rahaa ei ole.",
        "Se on ollut pitkä vuosi, sanoo kalastaja. Ne on nyt myyty, ja uusi vene on tulossa.",
        "Pormestari kertoi tiistaina, että uusi silta on avattu ja se on maan pisin.",
        "Linnavolikogu otsustas esmaspäeval, et sadamat ei suleta, kuid praamid jäävad veel nädalaks paigale.",
        "Vijeće je u ponedjeljak odlučilo da se luka neće zatvoriti, ali će trajekti ostati još tjedan dana.",
        "El consell va decidir dilluns que no tancarà el port, però els vaixells es quedaran una setmana més.",
        "Съветът реши в понеделник, че пристанището няма да бъде затворено, но фериботите остават още една седмица.",
    ],
    ids=["he", "th", "ka", "fi", "fi", "fi", "et", "hr", "ca", "bg"],
)
def test_a_language_without_rules_is_not_taken_for_another(text: str) -> None:
    assert detect(text) is None


def test_persian_is_not_arabic() -> None:
    assert detect("شورای شهر روز دوشنبه تصمیم گرفت که بندر بسته نشود، اما کشتی‌ها یک هفته دیگر می‌مانند.") is None


def test_names_in_latin_letters_do_not_hide_the_script() -> None:
    assert detect("Example News Online TV: " + SAMPLES["ja"] + SAMPLES["ja"]) == "ja"


def test_a_menu_before_the_story_does_not_decide() -> None:
    menu = "Home News Sport Business Weather More Sign in Subscribe to our newsletter\n" * 3
    assert detect(menu + (SAMPLES["pl"] + "\n") * 20) == "pl"


def test_every_language_known_has_rules_and_the_other_way_round() -> None:
    assert sorted(SAMPLES) == list(rulefile.languages())
