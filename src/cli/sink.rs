//! One file to be written, packed as its name says, whole or not at all.
//!
//! Input: a path (`-` or none is standard output) and bytes; output: the file, renamed into place when it is complete.
//! Nothing is replaced without `--force`. Memory: one buffer of 256 KiB and what the encoder needs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::NamedTempFile;

const BUFFER: usize = 256 << 10;

/// Where bytes go.
enum Packed {
    Plain(BufWriter<File>),
    Gzip(Box<flate2::write::GzEncoder<BufWriter<File>>>),
    Zstd(Box<zstd::stream::write::Encoder<'static, BufWriter<File>>>),
    Out(Box<BufWriter<io::Stdout>>),
}

/// A file in the making.
pub(super) struct Sink {
    target: Option<(PathBuf, NamedTempFile)>,
    /// What errors call it.
    name: String,
    packed: Packed,
    force: bool,
    /// Whether the reader of a pipe has gone.
    closed: bool,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    /// What comes after the reader of a pipe has gone is dropped; see [`Sink::closed`]. An error names the file.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = self.put(bytes);
        written.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", self.name)))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = match &mut self.packed {
            Packed::Plain(out) => out.write_all(bytes),
            Packed::Gzip(out) => out.write_all(bytes),
            Packed::Zstd(out) => out.write_all(bytes),
            Packed::Out(out) => out.write_all(bytes),
        };
        self.closed = !read_on(written)?;
        Ok(())
    }

    /// Prepares to write to `target`.
    pub(super) fn create(target: Option<&Path>, force: bool) -> anyhow::Result<Self> {
        let to_a_file = |path: &&Path| {
            ["-", "/dev/stdout", "/dev/fd/1"]
                .iter()
                .all(|name| *path != Path::new(name))
        };
        // A link is followed: what it names is written, and the link stays.
        let followed = target.map(|path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
        let Some(path) = target.filter(to_a_file).and(followed.as_deref()) else {
            let out = BufWriter::with_capacity(BUFFER, io::stdout());
            return Ok(Self {
                target: None,
                name: "to standard output".into(),
                packed: Packed::Out(Box::new(out)),
                force,
                closed: false,
            });
        };
        if path.is_dir() {
            bail!("{} is a folder (name a file)", path.display());
        }
        let special = path.exists() && !path.is_file();
        if path.exists() && !force && !special {
            bail!("{} exists (--force replaces it)", path.display());
        }
        let named = |error: io::Error| {
            anyhow::Error::new(error).context(format!("cannot write {} (choose another file)", path.display()))
        };
        let (target, file) = if special {
            // Devices and pipes are written as they are.
            (None, File::options().write(true).open(path).map_err(named)?)
        } else {
            let folder = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            let mut builder = tempfile::Builder::new();
            builder.prefix(".dedupe-");
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
            let partial = builder.tempfile_in(folder).map_err(named)?;
            let file = partial.reopen().map_err(named)?;
            (Some((path.to_owned(), partial)), file)
        };
        let file = BufWriter::with_capacity(BUFFER, file);
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        let packed = match ending.as_deref() {
            Some("gz") => {
                let encoder = flate2::GzBuilder::new().write(file, flate2::Compression::default());
                Packed::Gzip(Box::new(encoder))
            }
            Some("zst") => Packed::Zstd(Box::new(zstd::stream::write::Encoder::new(file, 3).map_err(named)?)),
            _ => Packed::Plain(file),
        };
        Ok(Self {
            target,
            name: path.display().to_string(),
            packed,
            force,
            closed: false,
        })
    }

    /// Appends bytes; false where nobody reads on.
    pub(super) fn write(&mut self, bytes: &[u8]) -> anyhow::Result<bool> {
        self.put(bytes).with_context(|| no_room(&self.name))?;
        Ok(!self.closed)
    }

    /// Whether nobody reads on.
    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// The unfinished file, for those who must remove it at once.
    pub(super) fn partial(&self) -> Option<PathBuf> {
        self.target.as_ref().map(|(_, partial)| partial.path().to_owned())
    }

    /// Writes what is left and puts the file into its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let name = self.name;
        let ended = match self.packed {
            Packed::Plain(mut out) => out.flush(),
            Packed::Gzip(out) => out.finish().and_then(|mut out| out.flush()),
            Packed::Zstd(out) => out.finish().and_then(|mut out| out.flush()),
            Packed::Out(mut out) => out.flush(),
        };
        read_on(ended).with_context(|| no_room(&name))?;
        if let Some((path, partial)) = self.target {
            let placed = if self.force {
                partial.persist(&path)
            } else {
                partial.persist_noclobber(&path)
            };
            placed
                .map_err(|e| e.error)
                .with_context(|| format!("cannot put {name} in its place (may its folder be written in?)"))?;
        }
        Ok(())
    }
}

/// What is said where bytes cannot be written.
fn no_room(name: &str) -> String {
    format!("cannot write {name} (is there room where it goes?)")
}

/// A reader who has seen enough is no error.
fn read_on(written: io::Result<()>) -> io::Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error),
    }
}
