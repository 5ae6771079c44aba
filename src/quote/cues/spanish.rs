//! Spanish: cue verbs; after a quotation the verb comes first ("dijo Ruiz").

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AUXILIARY, BE, COLLECTIVE, CONJUNCTION, DETERMINER, DOCUMENT, FEMININE, GIVEN,
    MASCULINE, MEDIUM, NAMING, OBJECT, ORGANISATION, PARTICIPLE, PLACE, PLURAL, PREPOSITION, PRONOUN, RELATIVE, ROLE,
    SOURCE_NOUN, STRONG, SUBORDINATE, TIME, TITLE, Table, WEAK, WORK,
};

/// The words of Spanish.
pub(super) const TABLE: Table = &[
    (
        STRONG,
        "dijo dice decía dijeron dicho dicen afirmó afirma afirmaron afirmado explicó explica explicaron explicado añadió añade",
    ),
    (
        STRONG,
        "añadieron señaló señala señalado aseguró asegura aseguraron asegurado declaró declara declarado indicó indica agregó",
    ),
    (
        STRONG,
        "agrega respondió responde contestó escribió escribe tuiteó comentó comenta contó cuenta relató insistió insiste",
    ),
    (
        STRONG,
        "subrayó subraya recalcó recalca sostuvo sostiene manifestó manifestado expresó concluyó apuntó apunta precisó recordó recuerda",
    ),
    (
        STRONG,
        "relataron relata contaron cuentan señalaron señalan explican aseguran afirman añaden insistieron indicaron declararon",
    ),
    (
        STRONG,
        "respondieron escribieron comentaron manifestó manifestaron expresaron expresa detalló detalla puntualizó puntualiza",
    ),
    (
        STRONG,
        "zanjó remarcó remarca enfatizó enfatiza reiteró reitera ironizó bromeó exclamó matizó matiza apostilló replicó relatan",
    ),
    (
        STRONG,
        "ratificó sentenció argumentó argumenta opinó opina constató valoró valora agregaron precisa concluye recordaron",
    ),
    (
        MEDIUM,
        "anunció anuncia advirtió advierte denunció denuncia reclamó pidió pide reconoció reconoce admitió lamentó lamenta",
    ),
    (
        MEDIUM,
        "prometió exigió preguntó resumió confesó informó informa llamó calificó destacó destaca",
    ),
    (
        WEAK,
        "acusó criticó rechazó condenó cree creía piensa considera consideró quiere quería espera teme agradeció",
    ),
    (
        STRONG | PARTICIPLE,
        "diciendo afirmando explicando añadiendo señalando asegurando declarando indicando",
    ),
    (ACCORDING, "según"),
    (SOURCE_NOUN, "acuerdo palabras"),
    (OBJECT, "le les nos me te"),
    (PRONOUN | MASCULINE, "él"),
    (PRONOUN | FEMININE, "ella"),
    (PRONOUN | PLURAL, "ellos ellas nosotros yo"),
    (
        DETERMINER,
        "el la los las un una unos unas este esta estos estas ese esa su sus mi nuestro nuestra varios varias dos tres",
    ),
    (
        PREPOSITION,
        "de del a al en con por para sin sobre entre contra desde hasta hacia tras durante ante",
    ),
    (CONJUNCTION, "y e o u pero ni sino"),
    (AUXILIARY | BE, "es son fue fueron era eran sido"),
    (AUXILIARY, "ha han había habían habría no se puede debe va"),
    (
        ADVERB,
        "también además luego después ayer hoy mañana ya sin embargo finalmente entonces así más",
    ),
    (RELATIVE, "quien quienes cual donde"),
    (SUBORDINATE, "que cuando si porque aunque mientras como"),
    (
        TIME,
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre",
    ),
    (TIME, "octubre noviembre diciembre"),
    (
        NAMING,
        "llamado llamada denominado denominada apodado titulado titulada presunto supuesto",
    ),
    (
        GIVEN | MASCULINE,
        "luis hugo josé juan carlos manuel javier antonio miguel ángel fernando jorge alberto rafael ramón pablo pedro sergio",
    ),
    (
        GIVEN | MASCULINE,
        "francisco andrés enrique ignacio íñigo álvaro mariano gustavo raúl óscar diego joaquín santiago felipe gabriel evo",
    ),
    (
        GIVEN | FEMININE,
        "ana rosa maría carmen pilar soraya isabel cristina marta lucía elena teresa dolores yolanda irene nadia margarita",
    ),
    (
        GIVEN | FEMININE,
        "inés mónica susana beatriz silvia alicia julia paula sofía gabriela claudia manuela ada susana",
    ),
    (TITLE | MASCULINE | ABBREVIATION, "sr señor don"),
    (TITLE | FEMININE | ABBREVIATION, "sra señora doña"),
    (TITLE | ABBREVIATION, "dr dra"),
    (
        ROLE,
        "presidente presidenta ministro ministra alcalde alcaldesa portavoz director directora secretario secretaria jefe jefa",
    ),
    (
        ROLE,
        "diputado diputada senador senadora abogado abogada fiscal profesor profesora economista experto testigo líder",
    ),
    (
        ROLE | MASCULINE,
        "presidente ministro alcalde director secretario jefe diputado senador abogado profesor",
    ),
    (
        ROLE | FEMININE,
        "presidenta ministra alcaldesa directora secretaria jefa diputada senadora abogada profesora",
    ),
    (
        COLLECTIVE,
        "fuentes vecinos testigos expertos autoridades ministros funcionarios manifestantes sindicatos portavoces",
    ),
    (
        ORGANISATION,
        "ministerio gobierno policía partido ayuntamiento universidad comisión consejo agencia empresa sindicato tribunal",
    ),
    (ORGANISATION, "ejército fiscalía banco casa congreso senado"),
    (
        DOCUMENT,
        "comunicado informe carta tuit mensaje artículo estudio documento declaración",
    ),
    (
        WORK,
        "libro película canción novela serie programa disco álbum obra documental",
    ),
    (
        PLACE,
        "españa madrid barcelona francia parís alemania rusia moscú siria washington londres bruselas méxico",
    ),
];
