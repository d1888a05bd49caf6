"""The commonest words of languages that share a script, for telling them apart.

Function words that stand in any news text, a few that near relatives spell differently among them (Norwegian "av",
Danish "af"; Portuguese "não", Spanish "no").
"""

from __future__ import annotations

LATIN = {
    "en": "the of and to in is that for it as was with on be by he at are this from his have has not but they "
    "an which were you we their who been will would said had she or its about more than one when after "
    "what also can out up",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
    "oder aber vor zur bis mehr durch man sei wurde ihre kann gegen vom ich wir seine schon wenn habe",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec "
    "son aux d'un cette d'une ont ses mais comme on tout nous sa fait été aussi leur bien peut ces y deux "
    "elle ils même sans où entre était après selon c'est l'on depuis très être avait",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí "
    "porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos "
    "uno les ni contra otros ese eso ha han fue es son está según años ser dos tras",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua "
    "ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas "
    "me esse eles você essa foi são está ser tem há segundo anos nesta pelos disse",
    "it": "di e il la che in un a per è una con non del sono da si le dei come al più della i nel anche ha alla "
    "ma lo dal delle gli o su nella questo ci se dalla all' essere hanno due cui ai degli era ne dopo suo "
    "già quando anni stato fra prima tra sua nei dell'anno quella c'è",
    "nl": "de van een het en in is dat op te zijn met voor niet die aan er om ook als dan maar bij of uit nog "
    "naar heeft ze door over hij werd wordt tot deze kan meer dit al hebben was worden wel geen zo we "
    "tegen na hun ik moet je wat onder onze veel zegt jaar volgens haar zich",
    "pl": "w i na z się do nie to że jest o za od po jak ale przez dla co tym był oraz jego są tego już może ze "
    "ich czy będzie tylko przed być który która które było jej także roku a u więcej ma tak jednak też "
    "pod te powiedział przy został została bardzo między gdy",
    "cs": "a v se na je že s z do o i to ve k pro za by ale si po jako jsem která které který podle od jsou byl "
    "při už jeho bylo před také však let ze než nebo jen své aby bude mezi roku jsme jak má až kteří "
    "uvedl řekl tím co není může být když",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ne kadar sonra göre ise o var ki ancak oldu "
    "olduğunu dedi ya iki yeni son her türkiye büyük üzere olduğu tarafından edildi eden değil mi önce "
    "ifade yıl ilk arasında kendi içinde etti yer diye bin",
    "id": "yang dan di itu dengan untuk dari dalam tidak ini pada akan juga ke karena tersebut bisa ada mereka "
    "lebih telah sebagai oleh saat kata dia atau seperti sudah menjadi bahwa kami ia para hingga saya "
    "secara harus masih kita tahun adalah orang dapat antara setelah hari agar belum",
    "sv": "och i att det som en på är av för med den till inte har de om ett han var men sig från vi så kan när "
    "år säger under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla "
    "andra mycket än här då blir upp två jag hon över",
    "no": "og i det er på som av for at til en med å har de ikke han den et fra om var vi men seg så kan også "
    "ved etter ble være skal nå sier hun ut opp eller mot år noe bli mer blir jeg da fikk over hva andre "
    "før under inn disse noen må blant",
    "da": "og i at det er en til på af som for med de har ikke den der et fra han var om vi men sig så kan også "
    "ved efter blev være skal nu siger hun ud op eller mod år noget blive mere bliver jeg da fik over "
    "hvad andre før under ind disse nogle må blandt",
    "ro": "de și în a la cu care pe din nu că o să un mai este sunt pentru au fost prin ca această după ce dar "
    "va sau se acest fi lui sa cum iar despre până când al ale foarte îi le ar între anul aceasta "
    "potrivit spus asta fără doar toate ani",
    "hu": "a az és hogy nem is egy ez meg de volt csak már mint ezt azt vagy még ki kell el lesz után mert ha "
    "szerint majd aki lehet amely ami pedig azonban olyan illetve így minden több között magyar két nagy "
    "miatt ennek itt ezek során lett sem nagyon",
    "fi": "ja on ei se että hän oli mutta myös kun ovat ole mukaan kuin jo joka vain nyt tai niin ollut sen hänen "
    "sanoo sanoi ne en jos mitä kuitenkin vielä sekä olla olisi tämä siitä",
    "et": "ja on ei et see oli ka kui aga ning mis ta oma seda pärast välja kes siis veel või nii üle olid ole "
    "juba enam tema selle nagu ütles kuid peab",
    "hr": "je i u da se na za su od s o koji kako što nije iz a će do nakon koje bi koja kao samo ali ne ili te "
    "već bio prema godine rekao njegov",
    "ca": "de la i el que en a els les per un amb una del no es als més ha és van va han aquest aquesta però seva "
    "com també ser fins són què dels segons anys",
}
CYRILLIC = {
    "ru": "и в не на что с по как это он к из у за от о же для а его но или все при до так их было был мы бы "
    "уже если только также после года этом более еще ещё она они которые который были может во время нет "
    "сообщил том",
    "uk": "і в на що з не до у за та як це він про від для а його але або при й так їх було був ми би вже якщо "
    "лише також після року цьому більше ще вона вони які який були може під час немає повідомив тому щодо "
    "через є",
    "bg": "на и за да се от в не е с по че са това до като ще си при но след има беше бъде или което които каза "
    "може както към още само през който която",
}
#: Languages that are here only so that their texts are not taken for a neighbour's.
WITHOUT_RULES = frozenset({"fi", "et", "hr", "ca", "bg"})
