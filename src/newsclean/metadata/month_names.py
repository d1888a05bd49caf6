"""Names of the months as news writes them: full, inflected and short forms, by language, January first.

A comma stands between months, a blank between forms. Forms are compared after case folding and without a full stop at
the end; `_` stands for a space. Chinese, Japanese and Korean number their months: 2024年5月31日, 2024년 5월 31일.
"""

from __future__ import annotations

NAMES = {
    "en": (
        "january jan, february feb febr, march mar, april apr, may, june jun, july jul, august aug, september sept "
        "sep, october oct, november nov, december dec"
    ),
    "de": (
        "januar jänner jän jan, februar feber feb, märz mär maerz mrz, april apr, mai, juni jun, juli jul, august "
        "aug, september sept sep, oktober okt, november nov, dezember dez"
    ),
    "fr": (
        "janvier janv jan, février fevrier févr fév fevr fev, mars, avril avr, mai, juin, juillet juil, août aout, "
        "septembre sept, octobre oct, novembre nov, décembre decembre déc dec"
    ),
    "es": (
        "enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre "
        "setiembre sept sep set, octubre oct, noviembre nov, diciembre dic"
    ),
    "pt": (
        "janeiro jan, fevereiro fev, março marco mar, abril abr, maio mai, junho jun, julho jul, agosto ago, "
        "setembro set, outubro out, novembro nov, dezembro dez"
    ),
    "it": (
        "gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, "
        "settembre set sett, ottobre ott, novembre nov, dicembre dic"
    ),
    "nl": (
        "januari jan, februari feb febr, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september "
        "sept sep, oktober okt, november nov, december dec"
    ),
    "ru": (
        "январь января янв, февраль февраля фев февр, март марта мар, апрель апреля апр, май мая, июнь июня июн, "
        "июль июля июл, август августа авг, сентябрь сентября сен сент, октябрь октября окт, ноябрь ноября ноя "
        "нояб, декабрь декабря дек"
    ),
    "uk": (
        "січень січня січ, лютий лютого лют, березень березня бер, квітень квітня квіт кві, травень травня трав "
        "тра, червень червня черв чер, липень липня лип, серпень серпня серп сер, вересень вересня вер, жовтень "
        "жовтня жовт жов, листопад листопада лист лис, грудень грудня груд гру"
    ),
    "pl": (
        "styczeń stycznia sty, luty lutego lut, marzec marca mar, kwiecień kwietnia kwi, maj maja, czerwiec "
        "czerwca cze, lipiec lipca lip, sierpień sierpnia sie, wrzesień września wrz, październik października "
        "paź, listopad listopada lis, grudzień grudnia gru"
    ),
    "cs": (
        "leden ledna led, únor února úno, březen března bře, duben dubna dub, květen května kvě, červen června "
        "čvn, červenec července čvc, srpen srpna srp, září zář, říjen října říj, listopad listopadu lis, prosinec "
        "prosince pro"
    ),
    "tr": (
        "ocak oca, şubat şub, mart mar, nisan nis, mayıs may, haziran haz, temmuz tem, ağustos ağu, eylül eyl, "
        "ekim eki, kasım kas, aralık ara"
    ),
    "ar": (
        "يناير جانفي كانون_الثاني, فبراير فيفري شباط, مارس آذار اذار, أبريل ابريل إبريل أفريل نيسان, مايو ماي أيار "
        "ايار, يونيو يونيه جوان حزيران, يوليو يوليه جويلية تموز, أغسطس اغسطس أوت آب, سبتمبر أيلول ايلول, أكتوبر "
        "اكتوبر تشرين_الأول, نوفمبر تشرين_الثاني, ديسمبر كانون_الأول"
    ),
    "hi": (
        "जनवरी जन, फरवरी फ़रवरी फर, मार्च, अप्रैल, मई, जून, जुलाई, अगस्त, सितंबर सितम्बर, अक्टूबर अक्तूबर, नवंबर नवम्बर, दिसंबर दिसम्बर"
    ),
    "id": (
        "januari jan, februari pebruari feb, maret mar, april apr, mei, juni jun, juli jul, agustus agu ags, "
        "september sep, oktober okt, november nopember nov, desember des"
    ),
    "sv": (
        "januari jan, februari feb, mars mar, april apr, maj, juni jun, juli jul, augusti aug, september sept sep, "
        "oktober okt, november nov, december dec"
    ),
    "no": (
        "januar jan, februar feb, mars mar, april apr, mai, juni jun, juli jul, august aug, september sept sep, "
        "oktober okt, november nov, desember des"
    ),
    "da": (
        "januar jan, februar feb, marts mar, april apr, maj, juni jun, juli jul, august aug, september sept sep, "
        "oktober okt, november nov, december dec"
    ),
    "el": (
        "ιανουάριος ιανουαρίου ιαν, φεβρουάριος φεβρουαρίου φεβ, μάρτιος μαρτίου μαρ μάρ, απρίλιος απριλίου απρ, "
        "μάιος μαΐου μαϊου μάη μαΐ μάι, ιούνιος ιουνίου ιουν ιούν, ιούλιος ιουλίου ιουλ ιούλ, αύγουστος αυγούστου "
        "αυγ αύγ, σεπτέμβριος σεπτεμβρίου σεπ σεπτ, οκτώβριος οκτωβρίου οκτ, νοέμβριος νοεμβρίου νοε νοέ, "
        "δεκέμβριος δεκεμβρίου δεκ"
    ),
    "ro": (
        "ianuarie ian, februarie feb, martie mar, aprilie apr, mai, iunie iun, iulie iul, august aug, septembrie "
        "sept sep, octombrie oct, noiembrie noi nov, decembrie dec"
    ),
    "hu": (
        "január jan, február febr feb, március márc már, április ápr, május máj, június jún, július júl, augusztus "
        "aug, szeptember szept, október okt, november nov, december dec"
    ),
}
