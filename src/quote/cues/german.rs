//! German: cue verbs; after a quotation the verb comes first ("sagte Weber"). Nouns are capitalised here, so
//! roles carry more of the weight than capitals do.

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AUXILIARY, BE, COLLECTIVE, CONJUNCTION, DETERMINER, DOCUMENT, Endings, FEMININE,
    GIVEN, MASCULINE, MEDIUM, NAMING, ORGANISATION, PLACE, PLURAL, POSTPOSED, PREPOSITION, PRONOUN, RELATIVE, ROLE,
    SOURCE_NOUN, STRONG, SUBORDINATE, TIME, TITLE, Table, WEAK, WORK,
};

/// The words of German.
pub(super) const TABLE: Table = &[
    (
        STRONG,
        "sagt sagte sagten sagen gesagt erklärt erklärte erklärten betont betonte ergänzt ergänzte fügte schrieb schreibt",
    ),
    (
        STRONG,
        "antwortete antwortet meinte meint berichtete berichtet erzählt erzählte twitterte teilte rief unterstrich bekräftigte",
    ),
    (
        STRONG,
        "erläuterte erläutert versicherte versichert entgegnete erwiderte entgegnet erwidert antworteten meinten berichteten",
    ),
    (
        STRONG,
        "erzählen erzählten schildert schilderte schilderten schrieben schreiben ergänzten betonen betonten teilten teilt",
    ),
    (
        STRONG,
        "fasste resümierte resümiert konstatierte konstatiert stellte bilanzierte scherzte spottete hob bekräftigt bestätigte",
    ),
    (
        MEDIUM,
        "bestätigt warnten forderten fordern beklagte beklagt bedauerte bedauert vermutete vermutet prophezeite versprach",
    ),
    (
        MEDIUM,
        "verspricht gibt gab räumt kommentierte kommentiert urteilte urteilt argumentierte argumentiert fragte fragt rät riet",
    ),
    (
        MEDIUM,
        "warnte warnt forderte fordert kündigte behauptete behauptet mahnte mahnt kritisierte kritisiert lobte verlangte",
    ),
    (
        MEDIUM,
        "räumte gestand verkündete zitierte nannte nennt bezeichnete bezeichnet sprach spricht hieß heißt äußerte wies",
    ),
    (
        WEAK,
        "glaubt glaubte hofft hoffte fürchtet befürchtet verurteilte lehnte wollte will findet fand sieht sah dankte",
    ),
    (ACCORDING, "laut gemäß"),
    (ACCORDING | POSTPOSED, "zufolge"),
    (ACCORDING | ADVERB, "so"),
    (
        SOURCE_NOUN,
        "angaben aussage aussagen worten einschätzung ansicht auskunft überzeugung darstellung",
    ),
    (PRONOUN | MASCULINE, "er"),
    (PRONOUN | FEMININE, "sie"),
    (PRONOUN | PLURAL, "es wir ihr ich man"),
    (
        DETERMINER,
        "der die das den dem des ein eine einen einem einer eines dieser diese dieses sein seine ihre kein keine mehrere viele",
    ),
    (
        PREPOSITION,
        "in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter für gegen durch ohne um während wegen seit",
    ),
    (CONJUNCTION, "und oder aber doch denn sondern"),
    (AUXILIARY | BE, "wird wurde wurden worden ist sind war waren"),
    (
        AUXILIARY,
        "hat hatte haben hatten kann könne könnte muss müsse soll solle werde werden nicht",
    ),
    (
        ADVERB,
        "auch noch dann später zudem außerdem weiter jedoch bereits gestern heute zuvor hinzu dazu schließlich wiederum",
    ),
    (RELATIVE, "welcher welche welches"),
    (SUBORDINATE, "dass weil wenn als nachdem bevor ob obwohl wie"),
    (
        TIME,
        "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september",
    ),
    (TIME, "oktober november dezember morgen abend"),
    (
        NAMING,
        "sogenannte sogenannten sogenannter genannt namens titel begriff wort",
    ),
    (
        GIVEN | MASCULINE,
        "jörg holger uwe karl klaus hans jürgen wolfgang horst dieter heinz gerd günter helmut bernd rainer dirk ralf olaf",
    ),
    (
        GIVEN | MASCULINE,
        "lars sven torsten thorsten stefan matthias andreas jens markus ulrich friedrich wilhelm heiko armin winfried boris",
    ),
    (
        GIVEN | FEMININE,
        "petra ilse ursula monika sabine renate heike birgit gabriele annalena katrin kerstin ingrid angela anke silke ulrike",
    ),
    (
        GIVEN | FEMININE,
        "franziska katharina johanna svenja manuela nancy ricarda saskia malu elke claudia beate",
    ),
    (TITLE | MASCULINE, "herr herrn"),
    (TITLE | FEMININE, "frau"),
    (TITLE | ABBREVIATION, "dr prof"),
    (
        ROLE,
        "sprecher präsident minister kanzler bürgermeister vorsitzender chef direktor leiter abgeordneter professor trainer",
    ),
    (
        ROLE,
        "außenminister innenminister finanzminister ministerpräsident oberbürgermeister staatsanwalt anwalt experte forscher",
    ),
    (
        ROLE | MASCULINE,
        "sprecher präsident minister kanzler bürgermeister außenminister innenminister finanzminister ministerpräsident",
    ),
    (
        ROLE | FEMININE,
        "sprecherin präsidentin ministerin kanzlerin bürgermeisterin vorsitzende chefin direktorin leiterin abgeordnete",
    ),
    (
        ROLE | FEMININE,
        "außenministerin innenministerin ministerpräsidentin oberbürgermeisterin anwältin forscherin professorin",
    ),
    (
        COLLECTIVE,
        "sprecherinnen experten forscher anwohner zeugen behörden kritiker ermittler politiker vertreter gewerkschaften",
    ),
    (
        ORGANISATION,
        "ministerium regierung polizei partei behörde bundesregierung auswärtiges amt gewerkschaft universität kommission",
    ),
    (
        ORGANISATION,
        "unternehmen konzern verband staatsanwaltschaft stadt senat außenministerium innenministerium kreml gericht rat",
    ),
    (
        DOCUMENT,
        "mitteilung erklärung bericht brief studie bild spiegel zeitung interview tweet",
    ),
    (WORK, "buch film lied roman serie sendung stück album song"),
    (
        PLACE,
        "deutschland berlin frankreich paris russland moskau syrien usa washington london brüssel hamburg münchen köln",
    ),
    (ABBREVIATION, "bzw ca usw str nr"),
];

/// Ends of compounds: "Hafenmeister", "Gemeindepräsident", "Landesverband".
pub(super) const ENDINGS: Endings = &[
    (ROLE | FEMININE, "meisterin"),
    (ROLE | FEMININE, "präsidentin"),
    (ROLE | FEMININE, "ministerin"),
    (ROLE | FEMININE, "sprecherin"),
    (ROLE | FEMININE, "direktorin"),
    (ROLE | FEMININE, "leiterin"),
    (ROLE | FEMININE, "chefin"),
    (ROLE | FEMININE, "forscherin"),
    (ROLE | FEMININE, "anwältin"),
    (ROLE | FEMININE, "politikerin"),
    (ROLE | MASCULINE, "meister"),
    (ROLE | MASCULINE, "präsident"),
    (ROLE | MASCULINE, "minister"),
    (ROLE | MASCULINE, "sprecher"),
    (ROLE | MASCULINE, "direktor"),
    (ROLE | MASCULINE, "leiter"),
    (ROLE | MASCULINE, "chef"),
    (ROLE | MASCULINE, "forscher"),
    (ROLE | MASCULINE, "anwalt"),
    (ROLE | MASCULINE, "politiker"),
    (ROLE, "vorsitzende"),
    (ROLE, "vorsitzender"),
    (ROLE, "beauftragte"),
    (ROLE, "beauftragter"),
    (ROLE, "experte"),
    (ROLE, "expertin"),
    (COLLECTIVE, "experten"),
    (COLLECTIVE, "kreise"),
    (ORGANISATION, "ministerium"),
    (ORGANISATION, "verband"),
    (ORGANISATION, "behörde"),
    (ORGANISATION, "staatsanwaltschaft"),
    (ORGANISATION, "gewerkschaft"),
    (ORGANISATION, "verwaltung"),
];
