//! Lengths of unions of half-open intervals.

/// Code points that the intervals cover together; sorts them.
pub(super) fn union(intervals: &mut [(u32, u32)]) -> u64 {
    intervals.sort_unstable();
    let (mut total, mut reached) = (0, 0);
    for &(start, end) in intervals.iter() {
        let from = start.max(reached);
        total += u64::from(end.saturating_sub(from));
        reached = reached.max(end);
    }
    total
}

/// Length of what two intervals share.
pub(super) fn shared(a: (u32, u32), b: (u32, u32)) -> u32 {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_count_once() {
        let check = |intervals: &[(u32, u32)], expected: u64| {
            assert_eq!(union(&mut intervals.to_vec()), expected, "{intervals:?}");
        };
        check(&[], 0);
        check(&[(5, 9), (0, 2)], 6);
        check(&[(0, 9), (2, 4), (8, 12)], 12);
        check(&[(3, 3), (7, 5)], 0);
        assert_eq!(shared((0, 5), (3, 9)), 2);
        assert_eq!(shared((0, 3), (3, 9)), 0);
    }
}
