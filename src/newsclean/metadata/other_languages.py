"""Languages that newsclean has no phrase rules for, so that a page in one of them is not taken for what a template
declares: frequent words of running text, or the script's range.
"""

from __future__ import annotations

WORDS = {
    "zu": (
        "ukuthi futhi kodwa uma kanye ngoba abantu amaphoyisa uthe kusho lokhu nokuthi wathi ngesikhathi lapho "
        "kule kuthiwa yakhe bakhe khona njengoba unkk umnuz"
    ),
    "xh": (
        "ukuba kwaye kodwa xa kunye kuba abantu amapolisa uthi oku ngenxa ukuze yakhe ngoku kwakhona ngokuba oko "
        "into esithi uthe emva kwe phambi phantsi phezulu"
    ),
    "af": "die en van het nie wat vir word ook maar hulle aan toe deur sy haar was kan daar soos na",
    "sw": "ya wa na kwa katika hii ni za la kuwa hiyo alisema wakati watu kama hilo huo baada pia",
    "fi": "ja on ei että se oli joka myös hän mukaan ovat kuin mutta sekä ole tai jo kun olisi vielä",
    "et": "ja on ei et see oli kes ka aga kui ning oma mis siis seda või veel selle kuid ta",
    "lv": "un ir ka par no uz ar bet to arī kas gan tas nav bija pēc lai vai kā tā",
    "lt": "ir kad yra į iš su tai kaip bet apie po jis ne tik už buvo per taip savo nuo",
    "sk": "a sa na je v že s ako aj o bol ktorý podľa pre za pri ale po jeho by",
    "sl": "in je v na se za da so pa ki z tudi kot še ne po bi bilo pri ali",
    "hr": "i je u na se da su za koji od kako bi što ne to iz nije ali bio kao",
    "bg": "на и да се в за от с че не по са това като ще е или но до който",
    "sr": "и је у на се да су за који од као би што не то из није али био",
    "ca": "de la i que el en a les per un amb del no una es els al ha més com",
    "vi": "và của là có được cho không các trong những một với người đã khi này từ đến ra ở",
    "ms": (
        "yang dan di untuk dengan itu ini tidak kepada beliau pada dalam akan telah adalah oleh bagi mereka juga "
        "katanya"
    ),
    "tl": "ang ng sa na mga at ay si ni kay para ito hindi mula kanyang sinabi siya may nang ito",
}

SCRIPTS = {
    "he": "א-ת",
    "th": "ก-๛",
    "bn": "ঀ-৿",
    "ta": "஀-௿",
    "te": "ఀ-౿",
    "ka": "ა-ჿ",
    "hy": "Ա-֏",
    "am": "ሀ-፿",
    "km": "ក-៿",
}
