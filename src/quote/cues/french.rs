//! French: cue verbs with their compound tenses ("a déclaré") and inversions ("a-t-il dit").

use super::{
    ABBREVIATION, ACCORDING, ADVERB, AUXILIARY, BE, COLLECTIVE, CONJUNCTION, DETERMINER, DOCUMENT, FEMININE, GIVEN,
    MASCULINE, MEDIUM, NAMING, OBJECT, ORGANISATION, PARTICIPLE, PLACE, PLURAL, PREPOSITION, PRONOUN, RELATIVE, ROLE,
    SOURCE_NOUN, STRONG, SUBORDINATE, TIME, TITLE, Table, WEAK, WORK,
};

/// The words of French.
pub(super) const TABLE: Table = &[
    (
        STRONG,
        "dit disait déclare déclaré déclarait affirme affirmé affirmait explique expliqué expliquait ajoute ajouté ajoutait",
    ),
    (
        STRONG,
        "précise précisé précisait souligne souligné soulignait estime estimé estimait répond répondu répondait assure assuré assurait",
    ),
    (
        STRONG,
        "lance lancé lançait écrit tweeté tweete insiste insisté raconte raconté confie confié indique indiqué poursuit poursuivi",
    ),
    (
        STRONG,
        "conclut conclu rappelle rappelé note noté témoigne témoigné martèle martelé rétorque rétorqué commente commenté réagit",
    ),
    (
        STRONG,
        "disent déclarent affirment expliquent soulignent estiment racontent assurent dénoncent témoignent ajoutent précisent",
    ),
    (
        STRONG,
        "confient indiquent rappellent notent insistent écrivent répondent constate constaté constatent observe observé détaille",
    ),
    (
        STRONG,
        "détaillé relève relevé tranche tranché renchérit renchéri enchaîne enchaîné s'exclame exclamé s'interroge interrogé",
    ),
    (
        STRONG,
        "s'indigne indigné s'agace agacé s'inquiète inquiété s'emporte s'amuse amusé souffle soufflé glisse glissé argumente",
    ),
    (
        STRONG,
        "abonde abondé relate relaté déplore déploré déplorent nuance nuancé résumait fustige fustigé tonne justifie justifié",
    ),
    (
        MEDIUM,
        "annonce annoncé avertit averti regrette regretté promet promis dénonce dénoncé reconnaît reconnu admet admis plaide plaidé",
    ),
    (
        MEDIUM,
        "juge jugé prévient prévenu demande demandé appelle appelé évoque évoqué ironise ironisé résume résumé salue salué",
    ),
    (
        WEAK,
        "accuse accusé critique critiqué rejette rejeté condamne condamné qualifie qualifié veut voulait pense pensait croit craint",
    ),
    (
        STRONG | PARTICIPLE,
        "disant déclarant affirmant expliquant ajoutant précisant soulignant estimant assurant indiquant rappelant",
    ),
    (ACCORDING, "selon d'après"),
    (SOURCE_NOUN, "dires mots"),
    (OBJECT, "nous lui leur vous me"),
    (PRONOUN | MASCULINE, "il lui"),
    (PRONOUN | FEMININE, "elle"),
    (PRONOUN | PLURAL, "ils elles on nous vous je"),
    (
        DETERMINER,
        "le la les l un une des ce cet cette ces son sa ses leur leurs mon ma mes notre nos plusieurs certains deux trois",
    ),
    (
        PREPOSITION,
        "de du des d à au aux en dans sur sous par pour avec sans chez vers entre contre depuis pendant lors devant face",
    ),
    (CONJUNCTION, "et mais ou ni or donc"),
    (AUXILIARY | BE, "est sont était étaient été fut"),
    (
        AUXILIARY,
        "a ont avait avaient aurait ne pas n' s' se peut doit va m'a l'a n'a s'est m'ont l'ont n'ont s'était",
    ),
    (
        ADVERB,
        "aussi également encore ensuite puis alors hier aujourd'hui demain toutefois cependant enfin notamment ainsi déjà plus",
    ),
    (RELATIVE, "qui dont lequel laquelle où"),
    (
        SUBORDINATE,
        "que quand lorsque après avant si parce comme tandis alors puisque",
    ),
    (
        TIME,
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre",
    ),
    (TIME, "novembre décembre matin soir"),
    (
        NAMING,
        "dit surnommé surnommée soi-disant prétendu appelé intitulé intitulée baptisé",
    ),
    (
        GIVEN | MASCULINE,
        "luc jean marc hugo emmanuel françois nicolas michel alain bernard gérard patrick yves bruno olivier laurent thierry",
    ),
    (
        GIVEN | MASCULINE,
        "éric édouard gabriel jacques pascal didier stéphane sébastien frédéric christophe benoît guillaume julien mathieu",
    ),
    (
        GIVEN | FEMININE,
        "anne odile claire ségolène martine élisabeth valérie nathalie sylvie françoise dominique agnès marlène aurore chantal",
    ),
    (
        GIVEN | FEMININE,
        "brigitte céline aurélie delphine sandrine florence véronique hélène juliette camille manon léa chloé",
    ),
    (TITLE | MASCULINE | ABBREVIATION, "m m. monsieur"),
    (TITLE | FEMININE | ABBREVIATION, "mme madame mlle"),
    (TITLE | ABBREVIATION, "me dr maître"),
    (
        ROLE,
        "président présidente ministre secrétaire maire député députée sénateur sénatrice directeur directrice porte-parole chef",
    ),
    (
        ROLE,
        "avocat avocate procureur procureure préfet préfète professeur économiste chercheur chercheuse responsable patron témoin",
    ),
    (ROLE | MASCULINE, "président directeur sénateur avocat député"),
    (
        ROLE | FEMININE,
        "présidente directrice sénatrice avocate députée procureure",
    ),
    (
        COLLECTIVE,
        "responsables ministres sources témoins habitants experts syndicats élus manifestants autorités enquêteurs militants",
    ),
    (
        ORGANISATION,
        "ministère gouvernement mairie préfecture parti syndicat agence police armée conseil commission assemblée université",
    ),
    (
        ORGANISATION,
        "entreprise groupe tribunal parquet association banque élysée quai kremlin commission",
    ),
    (
        DOCUMENT,
        "communiqué rapport lettre tweet message article étude document déclaration",
    ),
    (
        WORK,
        "livre film chanson émission roman série album pièce ouvrage documentaire",
    ),
    (
        PLACE,
        "france paris allemagne berlin espagne russie moscou syrie états-unis washington londres bruxelles lyon marseille",
    ),
];
