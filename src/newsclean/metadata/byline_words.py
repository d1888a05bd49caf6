"""Words around authors' names. They are compared after case folding, as whole words."""

from __future__ import annotations


def _phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list with commas between them."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


#: Before the name. An opening may stand directly before it ("By Jane Doe"), a label needs a colon behind it ("Autor:
#: Jane Doe").
OPENING = _phrases("""
    by, von, vom, par, por, per, di, de, door, av, af, przez, autor, autorka, od, oleh, написал, написала, автор,
    από, του, της, bởi, बाय, بقلم, كتب, كتبت, द्वारा, yazan, írta, szerző, autorius, piše, napsal, napsala, foto och
    text, text by, this post was written by, this article was written by, story by, words by, view all posts by,
    view posts by, posts by, more by, more from, articles by, all articles by, written by, posted by, published by,
    reported by, reporting by, authored by, article by, by author, post by, contributed by, created by, submitted
    by, guest post by, analysis by, opinion by, review by, commentary by, guide by, feature by, news by, interview by,
    essay by, column by, recipe by, report by, blog by, verfasst von, autorin/autor, autor/in,
    autor*in, geschrieben von, ein artikel von, eine analyse von, ein kommentar von, ein gastbeitrag von, ein
    interview von, interview von, aus berlin berichtet, écrit par, publié par, rédigé par, propos recueillis par,
    article de, escrito por, publicado por, texto de, escrito por:, redactado por, scritto da, a cura di, pubblicato
    da, articolo di, geschreven door, geplaatst door, skriven av, skrevet av, skrevet af, publicerad av, tekst av,
    text av, napisane przez, opracował, opracowała, autor artykułu, автор статьи, автор текста, опубликовал, scris
    de, publicat de, ditulis oleh, penulis, γράφει ο, γράφει η
""")

LABEL = _phrases("""
    author, authors, contributor, contributors, byline, writer, reporter, correspondent, autor, autoren, autorin,
    auteur, auteurs, autores, autora, autore, autori, redakteur, redaktør, skribent, journalist, tekst, text, texte,
    texto, testo, yazar, haber, muhabir, автор, авторы, автори, текст, журналист, szerző, συντάκτης, συντάκτρια,
    κείμενο, penulis, jurnalis, الكاتب, المؤلف, المحرر,
    लेखक, 作者, 记者, 記者, 文, 撰文, 著者, 執筆, 執筆者, 筆者, ライター, 取材・文, 文＝, 글,
    기자, 글쓴이, words, story
""")

#: Lines that open so name people who did something else.
NOT_AUTHOR = _phrases("""
    editor, redaktion, redacción, redactie, redazione, 编辑,
    責編, 责编, 责任编辑, 來源, 来源, 出典, edited by, editing by,
    medically reviewed by, medical review by, reviewed by, fact checked by, fact-checked by, photo, photos, photo
    by, photos by, photograph by, photographs by, photography by, image, images, image by, illustration by,
    illustrations by, video by, graphic by, translated by, translation by, produced by, powered by, sponsored by,
    presented by, foto, fotos, bild, grafik, illustration, übersetzt von, übersetzung, photo de, crédit, credit,
    sursa foto, image credit, photo credit, traduit par, traducido por, tradotto da, vertaald door, fotó, zdjęcie,
    fot, фото, перевод, перевела, перевел
""")

#: Words that open a link, not a name.
LINK = _phrases("""
    fact, reviewed, updated, published, written, posted, last, photo, photos, photograph, photographs, photography,
    link, size, article, view, see, find, read, show, more, follow, visit, meet, learn, click, contact, about, get,
    start, try, buy, download, sign, log, share, subscribe
""")

#: Words of buttons and labels that are run on to a name.
BUTTON = _phrases("view, follow, share, subscribe, sponsored")

#: Between two names.
AND = _phrases("""
    and, und, et, y, e, ed, en, och, og, with, mit, avec, con, com, met, i, a, oraz, и, та, і, ve, και, și, şi, és,
    dan, و, और, und von, and by, sowie, &, plus, with additional reporting by, together with
""")

#: Single words of roles: a part is left out as no name when one of these is in it.
ROLE = _phrases("""
    reporter, reporters, correspondent, editor, editors, writer, columnist, contributor, journalist, producer,
    photographer, anchor, analyst, critic, blogger, freelance, freelancer, chief, director, manager, specialist,
    strategist, founder, ceo, cto, professor, lecturer, researcher, consultant, expert, dietitian, nutritionist,
    physician, attorney, intern, host, principal, columnists, contributors, author, publisher, president, redakteur,
    redakteurin, korrespondent, korrespondentin, journalistin, reporterin, autor, autorin, ressortleiter,
    chefredakteur, volontär, volontärin, rédacteur, rédactrice, journaliste, correspondant, correspondante,
    redactor, redactora, periodista, corresponsal, editora, jornalista, repórter, giornalista, redattore,
    redattrice, inviato, redacteur, verslaggever, correspondente, dziennikarz, dziennikarka, redaktor, redaktorka,
    редактор, корреспондент, обозреватель, журналист, muhabir, muhabiri, editör, wartawan, jurnalis, újságíró,
    educator, educators, reviewer, coach, trainer, therapist, veterinarian, dentist, pharmacist, horticulturist,
    horticulturalist, psychologist, psychiatrist, dermatologist, cardiologist, gastroenterologist, economist, engineer,
    δημοσιογράφος, συντάκτης, kommentator, skribent, redaktør, redaktör, 记者, 記者, 编辑, 기자
""")

#: Names that a template fills in where there is no author.
TEMPLATE = _phrases("""
    admin, administrator, adm, root, wpadmin, webmaster, superuser, super user, user, guest, author, authors,
    editor, editors, editorial, staff, staff writer, staff reporter, staff writers, unknown, anonymous, none, null,
    undefined, n/a, na, nan, default, test, wordpress, web desk, newsroom, redaktion, redactie, redacción,
    redaccion, redazione, rédaction, la rédaction, redação, redakcja, redakce, redaktionen, редакция, redaksi,
    editör, haber merkezi, no author, by, site admin, site editor, news desk, web team, content team, posted by,
    contributor, contributors, agencies, object object, [object object], view profile, follow, contact, share, read
    more, more, see more, see all, show more, home, about, about us, email, bio, full bio, see full bio, view all
    posts, all posts, follow on twitter, subscribe, comments, updated, published, website, profile
""")

#: Of these, what may stand where nobody is named.
NOBODY = _phrases("""
    editor, editors, editorial, staff, staff writer, staff reporter, staff writers, web desk, newsroom, news desk,
    redaktion, redactie, redacción, redazione, rédaction, la rédaction, redação, redakcja, redakce, редакция,
    redaksi, haber merkezi, web team, content team, agencies, contributor, contributors
""")

#: Words that make a name a department's.
STAFF = _phrases("""
    staff, team, editors, editorial, newsroom, desk, redaktion, redaktionen, redazione, redacción, redaccion,
    redactie, rédaction, redação, redakcja, redakce, redakcia, редакция, редакція, redaksi, redacția, σύνταξη,
    agencies, correspondents, contributors, haber merkezi, 編集部, 编辑部, 편집부
""")

#: Agencies and the like: left out beside a person in the same line ("Jane Doe, Reuters").
AGENCY = _phrases("""
    reuters, associated press, the associated press, ap, afp, agence france-presse, dpa, epa, efe, ansa, bloomberg,
    bloomberg news, pti, ians, ani, xinhua, tass, upi, pa, pa media, cnn, bbc, bbc news, ap news, afp news, apa,
    sda, keystone-sda, ritzau, ntb, tt, belga, anp, lusa, pap, ctk, čtk, mti, agerpres, тасс, риа новости,
    интерфакс, укринформ, anadolu agency, anadolu ajansı, aa, dha, iha, antara, kyodo, jiji, yonhap, 新华社, 共同通信,
    時事通信, 연합뉴스, the canadian press, aap, time
""")

#: Days of the week, which stand behind names where a date follows.
WEEKDAY = _phrases("""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues, wed, thu, thurs, fri, sat, sun,
    montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag, lundi, mardi, mercredi, jeudi,
    vendredi, samedi, dimanche, lunes, martes, miércoles, jueves, viernes, sábado, domingo, lunedì, martedì, mercoledì,
    giovedì, venerdì, sabato, domenica, segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, maandag,
    dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag, понедельник, вторник, среда, четверг, пятница, суббота,
    воскресенье, poniedziałek, wtorek, środa, czwartek, piątek, sobota, niedziela
""")

#: Words of sections and of buttons, which look like names where they stand alone beside a date.
SECTION = _phrases("""
    comment, comments,
    press, release, releases, news, blog, blogs, insights, article, articles, update, updates, story, stories, opinion,
    events, resources, podcast, podcasts, videos, reviews, guides, community, development, business, technology,
    science, health, sports, politics, culture, travel, lifestyle, finance, education, marketing, industry, company,
    announcements, tips, topics, categories, nachrichten, wirtschaft, politik, kultur, actualités, noticias, notizie
""")
