//! Who leads, and who is attached to whom.
//!
//! Input: articles in the order in which they may lead, a graph of candidates, and a way to compare two;
//! output: for each leader those attached to it. A leader takes each of its neighbours that compares well
//! with it, then the neighbours of those, and so on: candidates may be reached through others, but each
//! one is compared with the leader itself. This is Hartigan's leader algorithm (1975) on a candidate
//! graph. Cost: each edge is looked at once for each of its ends that is attached, and no pair compared twice.

use crate::hash;

/// Attaches articles to leaders.
///
/// `articles` are numbered from 0; `order` names those that may lead, the first to choose first;
/// `neighbours` gives an article's candidates, each with the edge to it where it is known already;
/// `compare(leader, other)` answers `None` where the two are too far apart. `found` gets every leader
/// with what was attached to it, in the order of `order`; an article is attached once at most, and
/// then never leads.
pub fn attach<E, N: Iterator<Item = (u32, Option<E>)>>(
    articles: usize,
    order: impl Iterator<Item = u32>,
    neighbours: impl Fn(u32) -> N,
    mut compare: impl FnMut(u32, u32) -> Option<E>,
    mut found: impl FnMut(u32, &[(u32, E)]),
) {
    let mut taken = vec![false; articles];
    let mut attached: Vec<(u32, E)> = Vec::new();
    let mut asked = hash::Set::default();
    for leader in order {
        if std::mem::replace(&mut taken[leader as usize], true) {
            continue;
        }
        attached.clear();
        asked.clear();
        asked.insert(leader);
        let mut next = 0;
        let mut from = leader;
        loop {
            for (other, edge) in neighbours(from) {
                if taken[other as usize] || !asked.insert(other) {
                    continue;
                }
                let known = if from == leader { edge } else { None };
                if let Some(edge) = known.or_else(|| compare(leader, other)) {
                    taken[other as usize] = true;
                    attached.push((other, edge));
                }
            }
            let Some(&(member, _)) = attached.get(next) else { break };
            (from, next) = (member, next + 1);
        }
        found(leader, &attached);
    }
}
