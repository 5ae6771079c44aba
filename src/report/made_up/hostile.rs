//! The made-up run after someone hostile has written the copy.

use std::collections::BTreeMap;

use super::super::records::{Overview, Speaker};
use super::{dam, date};

/// The same run after someone hostile has written the copy.
pub(crate) fn hostile() -> Overview {
    let evil = "</script><script>alert(1)</script>\u{202E}\u{1B}[2J\"'><img src=x onerror=alert(1)>\u{7}";
    let mut run = dam();
    let ids: Vec<String> = run.articles.keys().cloned().collect();
    for (i, id) in ids.iter().enumerate() {
        let Some(article) = run.articles.get_mut(id) else {
            continue;
        };
        article.title = Some(format!("{evil} {i}"));
        article.outlet = Some(format!("{evil} 東京新聞 {i}"));
        article.url = Some(
            [
                "javascript:alert(1)",
                "https://ok.example@evil.example/",
                "data:text/html,x",
                "https://a.example/\"x",
            ][i % 4]
                .into(),
        );
        article.published = date(evil);
    }
    for quote in &mut run.quotes {
        quote.text = format!("{evil} {}", quote.text);
        quote.speaker = Some(Speaker {
            name: evil.into(),
            role: Some(evil.into()),
            class: evil.into(),
        });
        quote.flags.push(evil.into());
        quote.earliest_basis = evil.into();
        for carrier in &mut quote.carriers {
            carrier.text = evil.into();
            carrier.prefix = evil.into();
            carrier.outlet = Some(evil.into());
            carrier.speaker = Some(evil.into());
            carrier.origin_evidence = evil.into();
            carrier.rule = evil.into();
            carrier.also_in = vec![evil.into()];
        }
    }
    for passage in &mut run.passages {
        passage.text = format!("{evil}\n{evil}");
        passage.kind = evil.into();
        passage.agency = Some(evil.into());
    }
    for found in &mut run.uncredited {
        found.agencies = vec![evil.into()];
        for copy in &mut found.copies {
            copy.outlet = Some(evil.into());
            copy.agency_evidence = evil.into();
        }
    }
    for outlet in &mut run.outlets {
        outlet.outlet = evil.into();
        outlet.wire_words_by_agency = BTreeMap::from([(evil.into(), 3)]);
    }
    for pair in &mut run.pairs {
        pair.a = evil.into();
        pair.b = "見出しは全角文字で書かれた長い新聞社名".into();
    }
    run.rejected[0].path = evil.into();
    run.rejected[0].reason = evil.into();
    run.run.inputs = vec![evil.into()];
    run.run.warnings[0].message = evil.into();
    run.run.limits = vec![evil.into()];
    run.run
        .parameters
        .insert(evil.into(), serde_json::json!({ "nested": evil }));
    run
}
