"""Words of dates told from now ("3 hours ago") in the languages of news.

Words for a unit are given by their beginnings; they stand in any order with the number. A word that means ago is not
asked for: "3 h" stands alone on many pages.
"""

from __future__ import annotations


def _phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list with commas between them."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


MINUTES = _phrases("""
    min, minut, хв, мин, dakika, دقيق, मिनट, 分钟, 分鐘, 分前, 분, menit, λεπτ, perce, perccel
""")

HOURS = _phrases("""
    hour, hr, std, stunde, heure, hora, ore, ora, ură, oră, uur, uren, час, годин, godz, hodin, saat, ساع, घंट, 小时,
    小時, 時間, 시간, jam, timer, timmar, timme, ώρ, óra, órá
""")

DAYS = _phrases("""
    day, tag, jour, día, dia, giorn, dag, дн, день, dni, dzie, gün, يوم, أيام, दिन, 天前, 日前, 일 전, 일전, hari, ημέρ,
    μέρ, zile, nap
""")

WEEKS = _phrases("""
    week, woche, semaine, semana, settiman, weken, недел, тиж, tydz, tygodn, týd, hafta, أسبوع, सप्ताह, 周前, 週間, 주,
    minggu, vecka, veckor, uke, uge, εβδομάδ, săptămân, hét
""")

YESTERDAY = _phrases("""
    yesterday, gestern, hier, ayer, ontem, ieri, gisteren, вчера, вчора, wczoraj, včera, dün, أمس, कल, 昨天, 昨日, 어제,
    kemarin, igår, i går, χθες, χτες, tegnap
""")
