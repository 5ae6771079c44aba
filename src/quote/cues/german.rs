//! German: cue verbs; after a quotation the verb comes first ("sagte Weber"). Nouns are capitalised here, so
//! roles carry more of the weight than capitals do.

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AUXILIARY, BE, COLLECTIVE, CONJUNCTION, DETERMINER, DOCUMENT, FEMININE, MASCULINE,
    MEDIUM, NAMING, ORGANISATION, PLACE, PLURAL, PREPOSITION, PRONOUN, RELATIVE, ROLE, STRONG, SUBORDINATE, TIME,
    TITLE, Table, WEAK, WORK,
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
        "erläuterte erläutert versicherte versichert entgegnete erwiderte",
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
    (ACCORDING, "laut zufolge gemäß"),
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
