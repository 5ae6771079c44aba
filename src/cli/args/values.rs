//! Values of options: what is typed, or a sentence that says what can be.

/// Reads an amount of memory: `512MiB`, `2G`, `800000000`.
pub(super) fn memory(text: &str) -> Result<usize, String> {
    const LEAST: usize = 128 << 20;
    let bad = || "not an amount of memory: write 512MiB, 2GiB or a number of bytes".to_owned();
    let bytes = size(text).ok_or_else(bad)?;
    if bytes < LEAST {
        return Err("at least 128MiB are needed".into());
    }
    Ok(bytes)
}

/// Reads a number of bytes with a unit or without.
fn size(text: &str) -> Option<usize> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let number: f64 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kib" => 1024.0,
        "kb" => 1e3,
        "m" | "mib" => f64::from(1 << 20),
        "mb" => 1e6,
        "g" | "gib" => f64::from(1 << 30),
        "gb" => 1e9,
        "t" | "tib" => f64::from(1 << 20) * f64::from(1 << 20),
        "tb" => 1e12,
        _ => return None,
    };
    Some((number * unit) as usize)
}

/// Reads a similarity; under a tenth no sketch would find what is asked for.
pub(super) fn threshold(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.1..=1.0).contains(&value) => Ok(value),
        _ => Err("a similarity is a number from 0.1 to 1".into()),
    }
}

pub(super) fn report_limit(text: &str) -> Result<usize, String> {
    match size(text) {
        None => Err("not a size: write 5MB, 40MB or a number of bytes".into()),
        Some(bytes) if bytes < 1_000_000 => Err("the page needs at least 1MB".into()),
        Some(bytes) => Ok(bytes),
    }
}

pub(super) fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("a run needs at least one thread".into()),
        Ok(n) if n <= 4096 => Ok(n),
        _ => Err("not a number of threads from 1 to 4096".into()),
    }
}

pub(super) fn shingle_words(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (1..=64).contains(&n) => Ok(n),
        _ => Err("a shingle has 1 to 64 words".into()),
    }
}

pub(super) fn passage_words(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (3..=10_000).contains(&n) => Ok(n),
        _ => Err("a passage has 3 to 10000 words".into()),
    }
}

pub(super) fn columns(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (20..=1000).contains(&n) => Ok(n),
        _ => Err("not a number of columns from 20 to 1000".into()),
    }
}

pub(super) fn schema_name(text: &str) -> Result<&'static str, String> {
    let schemas = crate::report::schemas();
    let stem = |name: &'static str| name.split('.').next().unwrap_or(name);
    let found = schemas.keys().copied().find(|&name| name == text || stem(name) == text);
    found.ok_or_else(|| {
        let names: Vec<&str> = schemas.keys().copied().collect();
        format!("there is no such file; the files are {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_memory() {
        let check = |text: &str, expected: Option<usize>| assert_eq!(memory(text).ok(), expected, "{text}");
        check("512MiB", Some(512 << 20));
        check("512m", Some(512 << 20));
        check("1.5 GiB", Some(3 << 29));
        check("800000000", Some(800_000_000));
        check("1GB", Some(1_000_000_000));
        check("1MiB", None);
        check("lots", None);
        check("12parsecs", None);
        check("", None);
        check(".", None);
    }

    #[test]
    fn thresholds() {
        let check = |text: &str, expected: Option<f64>| assert_eq!(threshold(text).ok(), expected, "{text}");
        check("0.8", Some(0.8));
        check("1", Some(1.0));
        check("0", None);
        check("0.05", None);
        check("1.01", None);
        check("NaN", None);
        check("80%", None);
    }
}
