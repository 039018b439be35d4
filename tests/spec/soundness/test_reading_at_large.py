"""Reasons as people write them, neither made for the check nor against it.

They were written before the check was run on them. At first 21 of the 24 sound ones stood and none
fell, and 8 of the 28 roundabout ones were seen; the kinds were then mended, and not the texts. What
is wrong with most of the roundabout ones no list of phrases holds: that they tell nothing of the
citizen is seen all the same.
"""

from kompas.casework import Decision
from kompas.norms import Library
from kompas.soundness import Verdict, judge
from tests.spec.soundness.drafts import ON, REDUCTION, changed, ground

SOUND = (
    (
        "Du cykler selv til svømmehallen onsdag og søndag. Din kontaktperson så den 4. april,"
        " at du betalte og fandt skabet uden hjælp. Tre dage i værkstedet giver dig resten."
    ),
    (
        "Efter benbruddet kan du stå i to timer. Fysioterapeuten vurderer, at en fridag "
        "mellem hver mødedag får hævelsen ned. Derfor mandag, onsdag og fredag."
    ),
    (
        "Din mand arbejder nat, så du er alene om eftermiddagen. Der har du brug for selskab,"
        " og det får du på Ravnen fra kl. 13 til 16 fire dage."
    ),
    (
        "Du har fået job som flexmedarbejder i Brugsen tirsdag og torsdag. Du fortalte i maj,"
        " at du er for træt til at komme i tilbuddet de dage."
    ),
    (
        "Vi har prøvet fire dage i marts. Du blev hjemme hver torsdag med hovedpine, og da vi"
        " gik ned på tre, kom du alle gange."
    ),
    (
        "Din læge skriver, at medicinen gør dig sløv før middag. Du møder derfor kl. 12, og "
        "timerne er flyttet til eftermiddagen."
    ),
    (
        "Du ringer nu selv til banken og har afdraget gælden. Målet om post er nået. Målet om"
        " indkøb arbejder vi videre med i de tre timer."
    ),
    (
        "Du bliver urolig af mange mennesker. På det lille hold er I fire, og du sad med hele"
        " formiddagen ved besøget den 9. juni."
    ),
    (
        "Da din far døde i januar, sov du ikke. Nu sover du igen seks timer, og du har bedt "
        "om at slippe for den ekstra aftale om fredagen."
    ),
    (
        "Du er 59 og har haft to blodpropper. Du kan gå 200 meter og læse en kort tekst. To "
        "gange to timer er det, du orkede i prøveperioden."
    ),
    (
        "Du har autisme og bliver træt af larm. I april holdt du til tre dage, når du kunne "
        "trække dig tilbage efter frokost. Den fjerde dag sov du i bilen."
    ),
    (
        "Du har flyttet lejlighed og bor nu oven på beboercaféen. Du går selv derned hver dag"
        " kl. 15 og spiller backgammon med Ole."
    ),
    (
        "Din søster oplyser, at du klarer rengøringen, når der hænger en liste. Det så vi "
        "også den 2. maj: gulvet var vasket, og tøjet lå på plads."
    ),
    (
        "Støtten i 2024 gik til at finde bolig. Den har du nu, og kontrakten er skrevet "
        "under. Du har stadig brug for hjælp til budgettet to timer om ugen."
    ),
    (
        "Du deltager i husets madhold mandag og torsdag og skræller kartofler siddende. Du er"
        " med hele vejen og spiser med de andre."
    ),
    (
        "Du gik fra fem til tre afbud om måneden, da chaufføren begyndte at ringe på. De tre "
        "dage passer til det, du kommer."
    ),
    (
        "Psykologen beskriver, at du husker en aftale i en time. Du kan følge en plan med "
        "billeder. Med billedplanen lavede du selv morgenmad ti dage i træk."
    ),
    (
        "Du synger i gospelkoret, og kirken henter dig. Sammen med de tre dage på Ravnen er "
        "du ude hver hverdag, og du siger, at mere er for meget."
    ),
    (
        "Du vil hellere være hjemme hos hunden om fredagen. Det har du sagt siden jul, og du "
        "går tur med den og naboen to timer."
    ),
    (
        "Regnskabet fra hjemmevejlederen viser, at du har betalt husleje i ti måneder. Du "
        "bruger mobilbank og spørger, når der kommer en rykker."
    ),
    (
        "Du bruger kørestol inde og ude. Åbent Hus har trin ved døren, men der er kommet en "
        "rampe i maj, og du kørte selv ind den 21. maj og blev til kaffe."
    ),
    (
        "Ved opfølgningen den 14. april sagde du, at du savner at arbejde med træ. På "
        "Savværket står du ved båndsliberen tre formiddage og har fået dit eget skab."
    ),
    (
        "Du fik lungebetændelse i februar, og lægen anbefaler færre timer til efter sommer. "
        "Du møder to dage, og vi ser på det igen den 1. september."
    ),
    (
        "Din mor er blevet syg og kan ikke længere følge dig. Du har øvet bussen med Lis otte"
        " gange og kørte alene den 3. og 5. maj."
    ),
)
ROUNDABOUT = (
    (
        "Du har haft et langt liv på arbejdsmarkedet og i værkstedet. Nu er det din tur til "
        "at sidde i solen med en kop kaffe. Vi synes, at to formiddage er en god måde at "
        "slutte af på."
    ),
    (
        "De yngste har mest brug for pladserne. Som 71-årig har du nået det, du skulle. "
        "Derfor får du onsdag formiddag."
    ),
    (
        "Din niece kommer forbi hver dag efter skole. Hun laver te og læser højt. Sammen med "
        "din bror klarer hun det, vi ellers skulle sende en medarbejder ud til."
    ),
    (
        "Vi har noteret, at din kæreste er sygeplejerske og bor på samme vej. Hun kender dig "
        "bedre end vi gør og kan træde til, når det brænder på."
    ),
    (
        "Skemaet giver dig 14 point. Til 14 point hører to timer, sådan er det lagt fast i "
        "kommunen. Derfor er det to timer."
    ),
    (
        "Vi har slået op i kataloget. Under punkt 4.2 står der højst tre dage, og det punkt "
        "er vi bundet af."
    ),
    (
        "Taksten i Solhuset steg ved nytår til 2.100 kr. om dagen. Det kan afdelingen ikke "
        "bære. Vi har fundet en løsning til den halve pris."
    ),
    ("Kassen er tom for i år. Rådmanden har bedt alle om at holde igen, og vi har måttet vælge."),
    (
        "Du sov over dig den 4., 5. og 11. maj. Vognmanden kørte forgæves hver gang. Sådan "
        "kan vi ikke have det, og pladsen er givet videre."
    ),
    (
        "Du råbte ad Karen og smækkede med døren. Den slags finder vi os ikke i. Derfor "
        "stopper vi den 1. juni."
    ),
    (
        "Hold 3 har ni deltagere, og bordet har ni stole. Når en flytter, kommer turen til "
        "dig. Indtil da har du mandag."
    ),
    (
        "Peter går på barsel i august, og vikaren kan ikke tegnsprog. Vi tager det op igen, "
        "når han er tilbage."
    ),
    (
        "I denne kommune kører vi det ens: to dage til alle med D1. Sådan har det været siden"
        " 2018, og ingen har klaget."
    ),
    "Hvis du får fem dage, kommer naboen også. Vi holder derfor fast i vores linje.",
    (
        "Du passer dit job i Netto fire dage. Der har du kolleger at snakke med, og chefen "
        "roser dig. Så er ugen fuld."
    ),
    ("Din erhvervsuddannelse på teknisk skole fylder ugen. Der er både værksted og frikvarter."),
    (
        "Papirerne siger skizotypi. Med skizotypi har man ikke brug for et dagtilbud af denne"
        " slags. Derfor nej."
    ),
    ("En borger med Downs syndrom har det bedst med faste rammer hjemme. Det gælder også dig."),
    (
        "Siden 2009 er der kommet en vejleder hos dig. Det er 17 år. På et tidspunkt må man "
        "slippe, og det tidspunkt er nu."
    ),
    "Du er den, der har haft støtte længst i hele distriktet. Vi afslutter til sommer.",
    ("Hos os i Borgergruppe Vest har de andre med samme niveau to dage. Ingen af dem brokker sig."),
    "Naboen i nr. 12 har tre dage med samme handicap. Det må være rigeligt.",
    (
        "Du fik udbetalt 840.000 kr. fra forsikringen i marts. For de penge kan du ansætte en"
        " hjælper."
    ),
    "Huset er gældfrit, og du har aktier. Så er der luft til selv at hyre en ledsager.",
    (
        "Du meldte flytning fra Aarhus den 2. maj. Aarhus burde have ordnet det, før du tog "
        "af sted. Vi begynder ikke på noget nyt."
    ),
    "Du har boet her i ni uger. Vi vil se dig an, før vi sætter noget i gang.",
    ("Ambulatoriet har dig i behandling. Når de udskriver en plan, må de også stå for hverdagen."),
    "Kirkens Korshær har varmestue på hjørnet. Det er deres gebet, ikke vores.",
)


def reduced(text: str) -> Decision:
    return changed(REDUCTION, grounds=(ground("individual_need", text, what_in_this_case=text),))


def test_no_sound_reason_falls_and_hardly_one_is_asked_about(library: Library) -> None:
    verdicts = [judge(reduced(text), library, ON).verdict for text in SOUND]
    assert Verdict.FALLS not in verdicts
    assert verdicts.count(Verdict.STANDS) >= len(SOUND) - 1


def test_nine_of_ten_roundabout_reasons_do_not_stand(library: Library) -> None:
    standing = [
        text for text in ROUNDABOUT if judge(reduced(text), library, ON).verdict is Verdict.STANDS
    ]
    assert len(standing) <= len(ROUNDABOUT) // 10
