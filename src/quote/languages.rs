//! News copy in French, German and Spanish, and who is said to have said what in it.

use super::{Params, extract};

/// Quotations, each with the speaker's name: "" where nobody is named, a role or people where they have no name.
type Row<'a> = (&'a str, &'a str);

/// Checks a whole table at once, so that one mend shows all it does.
#[track_caller]
fn check(language: &str, table: &[(&str, &[Row])]) {
    let mut faults = Vec::new();
    for (text, expected) in table {
        let quotes = extract(text, None, &[], Some(language), &Params::default());
        let found: Vec<(&str, String)> = quotes
            .iter()
            .map(|q| {
                let name = q.attribution.speaker.as_ref().map(|s| s.name.clone());
                (q.span.of(text), name.unwrap_or_default())
            })
            .collect();
        let same = found.len() == expected.len() && found.iter().zip(*expected).all(|(f, e)| f.0 == e.0 && f.1 == e.1);
        if !same {
            let rules: Vec<&str> = quotes.iter().map(|q| q.attribution.rule).collect();
            faults.push(format!(
                "{text}\n  found    {found:?} by {rules:?}\n  expected {expected:?}"
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        table.len(),
        faults.join("\n")
    );
}

#[test]
fn german() {
    check(
        "de",
        &[
            // Inverted, with title, role and apposition.
            (
                "„Die Fähre bleibt im Hafen“, sagte Hafenmeister Jörg Brandt am Dienstag.",
                &[("Die Fähre bleibt im Hafen", "Jörg Brandt")],
            ),
            (
                "„Wir zahlen das nicht zweimal“, sagte Innenministerin Petra Kolb der „Küstenpost“.",
                &[("Wir zahlen das nicht zweimal", "Petra Kolb"), ("Küstenpost", "")],
            ),
            (
                "„Niemand hat uns gewarnt“, so Bürgermeister Holger Stein.",
                &[("Niemand hat uns gewarnt", "Holger Stein")],
            ),
            (
                "„Das Tor klemmte seit Jahren“, berichtet Ilse Maurer, die im Unterdorf wohnt.",
                &[("Das Tor klemmte seit Jahren", "Ilse Maurer")],
            ),
            (
                "„Wir waren nicht vorbereitet“, räumte der Direktor der Werft, Karl Osten, ein.",
                &[("Wir waren nicht vorbereitet", "Karl Osten")],
            ),
            // Subject first, with a colon or "dass".
            (
                "Petra Kolb sagte: „Die Brücke wird im Mai gesperrt.“",
                &[("Die Brücke wird im Mai gesperrt.", "Petra Kolb")],
            ),
            (
                "Der Sprecher der Reederei, Uwe Lang, erklärte am Montag: „Es gab keine Verletzten.“",
                &[("Es gab keine Verletzten.", "Uwe Lang")],
            ),
            (
                "Kolb nannte den Plan „einen schlechten Witz“.",
                &[("einen schlechten Witz", "Kolb")],
            ),
            // According to.
            (
                "Laut Petra Kolb war die Schleuse „nicht zu retten“.",
                &[("nicht zu retten", "Petra Kolb")],
            ),
            (
                "Die Schleuse war Petra Kolb zufolge „nicht zu retten“.",
                &[("nicht zu retten", "Petra Kolb")],
            ),
            (
                "Nach Angaben von Petra Kolb war die Schleuse „nicht zu retten“.",
                &[("nicht zu retten", "Petra Kolb")],
            ),
            (
                "„Die Schleuse war nicht zu retten“, so der Hafenmeister Jörg Brandt.",
                &[("Die Schleuse war nicht zu retten", "Jörg Brandt")],
            ),
            // Split, pronoun, carried over.
            (
                "„Wir haben gewarnt“, sagte Ilse Maurer, „aber niemand hörte zu.“",
                &[
                    ("Wir haben gewarnt", "Ilse Maurer"),
                    ("aber niemand hörte zu.", "Ilse Maurer"),
                ],
            ),
            (
                "Bürgermeisterin Petra Kolb kam am Abend ins Rathaus. „Wir bauen neu“, sagte sie.",
                &[("Wir bauen neu", "Petra Kolb")],
            ),
            (
                "„Wir bauen neu“, kündigte Kolb an. „Und zwar höher.“\n\nPetra Kolb ist seit 2011 im Amt.",
                &[("Wir bauen neu", "Petra Kolb"), ("Und zwar höher.", "Petra Kolb")],
            ),
            // People and bodies.
            (
                "„Wir prüfen den Fall“, teilte das Innenministerium mit.",
                &[("Wir prüfen den Fall", "Innenministerium")],
            ),
            (
                "„Es roch nach Öl“, sagten Anwohner.",
                &[("Es roch nach Öl", "Anwohner")],
            ),
            // Guillemets as printed in German, and the Swiss way.
            (
                "»Das Wasser kam in der Nacht«, erzählte Ilse Maurer.",
                &[("Das Wasser kam in der Nacht", "Ilse Maurer")],
            ),
            (
                "«Das Wasser kam in der Nacht», sagt Gemeindepräsident Beat Huber.",
                &[("Das Wasser kam in der Nacht", "Beat Huber")],
            ),
            // An addressee is no speaker; nor is who is named inside.
            (
                "„Brandt hat gelogen“, sagte Ilse Maurer zu Holger Stein.",
                &[("Brandt hat gelogen", "Ilse Maurer")],
            ),
            // Nobody said it.
            ("Das sogenannte „Drachentor“ ist geschlossen.", &[("Drachentor", "")]),
        ],
    );
}

#[test]
fn french() {
    check(
        "fr",
        &[
            (
                "« Le bac restera au port », a déclaré mardi le maire de Corran, Luc Ferrand.",
                &[("Le bac restera au port", "Luc Ferrand")],
            ),
            (
                "« Personne ne nous a prévenus », a expliqué la ministre des Transports Anne Vasseur à la presse.",
                &[("Personne ne nous a prévenus", "Anne Vasseur")],
            ),
            (
                "« La vanne était bloquée depuis des années », raconte Odile Marchand, qui habite le bourg.",
                &[("La vanne était bloquée depuis des années", "Odile Marchand")],
            ),
            (
                "« Nous paierons », a-t-elle ajouté. Anne Vasseur était l'invitée du conseil.",
                &[("Nous paierons", "")],
            ),
            (
                "Anne Vasseur a reçu les élus jeudi. « Nous paierons », a-t-elle promis.",
                &[("Nous paierons", "Anne Vasseur")],
            ),
            (
                "M. Ferrand a dénoncé « une décision prise en cachette ».",
                &[("une décision prise en cachette", "Ferrand")],
            ),
            (
                "Le porte-parole du gouvernement, Hugo Petit, a affirmé que la digue était « hors d'usage ».",
                &[("hors d'usage", "Hugo Petit")],
            ),
            (
                "Luc Ferrand a répondu : « Le pont sera fermé en mai. »",
                &[("Le pont sera fermé en mai.", "Luc Ferrand")],
            ),
            (
                "Selon le maire Luc Ferrand, la digue est « hors d'usage ».",
                &[("hors d'usage", "Luc Ferrand")],
            ),
            (
                "D'après Odile Marchand, « tout le monde le savait ».",
                &[("tout le monde le savait", "Odile Marchand")],
            ),
            (
                "« Tout le monde le savait », nous a dit Odile Marchand lundi.",
                &[("Tout le monde le savait", "Odile Marchand")],
            ),
            (
                "« Nous l'avons dit », affirme Odile Marchand, « mais personne n'a écouté. »",
                &[
                    ("Nous l'avons dit", "Odile Marchand"),
                    ("mais personne n'a écouté.", "Odile Marchand"),
                ],
            ),
            (
                "« Nous reconstruirons », annonce Luc Ferrand. « Et plus haut. »",
                &[("Nous reconstruirons", "Luc Ferrand"), ("Et plus haut.", "Luc Ferrand")],
            ),
            (
                "Luc Ferrand a quitté la réunion, déclarant que le dossier était « clos ».",
                &[("clos", "Luc Ferrand")],
            ),
            (
                "« Le dossier est à l'étude », indique la préfecture.",
                &[("Le dossier est à l'étude", "préfecture")],
            ),
            (
                "« Ça sentait le gasoil », témoignent des habitants.",
                &[("Ça sentait le gasoil", "habitants")],
            ),
            (
                "“Le dossier est clos”, a tranché le procureur Marc Aubin dans un communiqué.",
                &[("Le dossier est clos", "Marc Aubin")],
            ),
            (
                "« Ferrand a menti », a lancé Odile Marchand à Hugo Petit.",
                &[("Ferrand a menti", "Odile Marchand")],
            ),
            ("Le projet, surnommé « la vague », est arrêté.", &[("la vague", "")]),
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            (
                "«El transbordador se queda en el puerto», dijo el martes el alcalde de Corrán, Luis Ferrer.",
                &[("El transbordador se queda en el puerto", "Luis Ferrer")],
            ),
            (
                "“Nadie nos avisó”, explicó a la prensa la ministra de Transportes, Ana Vidal.",
                &[("Nadie nos avisó", "Ana Vidal")],
            ),
            (
                "“La compuerta llevaba años atascada”, cuenta Rosa Marín, que vive en el pueblo.",
                &[("La compuerta llevaba años atascada", "Rosa Marín")],
            ),
            (
                "La ministra Ana Vidal recibió a los vecinos el jueves. “Lo pagaremos”, prometió ella.",
                &[("Lo pagaremos", "Ana Vidal")],
            ),
            (
                "Ana Vidal ha asegurado que la presa era “irrecuperable”.",
                &[("irrecuperable", "Ana Vidal")],
            ),
            (
                "El portavoz del Gobierno, Hugo Prieto, afirmó que el dique estaba “fuera de servicio”.",
                &[("fuera de servicio", "Hugo Prieto")],
            ),
            (
                "Luis Ferrer respondió: “El puente se cerrará en mayo.”",
                &[("El puente se cerrará en mayo.", "Luis Ferrer")],
            ),
            (
                "Según el alcalde Luis Ferrer, el dique está “fuera de servicio”.",
                &[("fuera de servicio", "Luis Ferrer")],
            ),
            (
                "El dique está “fuera de servicio”, según Luis Ferrer.",
                &[("fuera de servicio", "Luis Ferrer")],
            ),
            (
                "De acuerdo con Luis Ferrer, el dique está “fuera de servicio”.",
                &[("fuera de servicio", "Luis Ferrer")],
            ),
            (
                "En palabras de Luis Ferrer, el dique es “una ruina”.",
                &[("una ruina", "Luis Ferrer")],
            ),
            (
                "“Lo dijimos”, afirma Rosa Marín, “pero nadie escuchó”.",
                &[("Lo dijimos", "Rosa Marín"), ("pero nadie escuchó", "Rosa Marín")],
            ),
            (
                "“Reconstruiremos”, anunció Ferrer. “Y más alto.”\n\nLuis Ferrer gobierna desde 2011.",
                &[("Reconstruiremos", "Luis Ferrer"), ("Y más alto.", "Luis Ferrer")],
            ),
            (
                "Luis Ferrer abandonó la reunión asegurando que el asunto estaba “cerrado”.",
                &[("cerrado", "Luis Ferrer")],
            ),
            (
                "“El caso está en estudio”, informó el ministerio.",
                &[("El caso está en estudio", "ministerio")],
            ),
            (
                "“Olía a gasóleo”, relataron los vecinos.",
                &[("Olía a gasóleo", "vecinos")],
            ),
            (
                "El señor Ferrer calificó la decisión de “error histórico”.",
                &[("error histórico", "Ferrer")],
            ),
            (
                "“Ferrer mintió”, le dijo Rosa Marín a Hugo Prieto.",
                &[("Ferrer mintió", "Rosa Marín")],
            ),
            (
                "—No volveremos a cruzar —dijo Rosa Marín—. Nunca más.",
                &[("No volveremos a cruzar", "Rosa Marín"), ("Nunca más.", "Rosa Marín")],
            ),
            ("El llamado “Plan Marea” queda en suspenso.", &[("Plan Marea", "")]),
        ],
    );
}
