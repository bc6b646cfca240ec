//! What the measurements share: how large, on which maps, by which programs.

use super::{
    cost::{Cost, cost},
    row::Row,
};
use crate::generator::{Kind, MapFormat, Plan};
use anyhow::Context as _;
use std::{
    cell::Cell,
    ffi::OsStr,
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

/// The size that goals in seconds are meant for.
const MILLION: u64 = 1_000_000;
/// Larger maps are written as directories: a file may have 2 GiB.
const ONE_FILE: u64 = 2_000_000;
/// How many files a map in a directory has.
const FILES: u64 = 16;

/// What the measurements share.
pub(crate) struct Bench {
    /// What stands for a million units.
    pub(crate) million: u64,
    /// The Python that has the peers.
    pub(crate) python: PathBuf,
    /// How often each thing is measured; the least counts.
    pub(crate) runs: usize,
    folder: PathBuf,
    custmap: PathBuf,
    /// How many goals are missed, and met.
    goals: Cell<[usize; 2]>,
}

impl Bench {
    /// Makes ready, with an empty folder for the maps.
    pub(crate) fn new(million: u64, runs: usize, python: PathBuf) -> anyhow::Result<Self> {
        let name = format!("goals-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self {
            million,
            python,
            runs,
            folder,
            custmap: env!("CARGO_BIN_EXE_custmap").into(),
            goals: Cell::default(),
        })
    }

    /// A goal in seconds for a million units, lowered where fewer are measured.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub(crate) fn scaled(&self, seconds: f64) -> f64 {
        seconds * self.million as f64 / MILLION as f64
    }

    /// A map, written where it isn't there yet.
    pub(crate) fn map(&self, kind: Kind, units: u64, format: MapFormat) -> anyhow::Result<PathBuf> {
        self.map_with(kind, units, (units / 10).clamp(10, 1_000), format)
    }

    /// The same with a given number of customers outside.
    pub(crate) fn map_with(
        &self,
        kind: Kind,
        units: u64,
        customers: u64,
        format: MapFormat,
    ) -> anyhow::Result<PathBuf> {
        let name = format!("{kind:?}-{units}-{customers}.{}", format.extension());
        let path = self.folder.join(name.to_lowercase());
        if path.exists() {
            return Ok(path);
        }
        if units > ONE_FILE {
            return self.directory(plan(kind, units, customers), format, FILES);
        }
        let file = BufWriter::new(File::create(&path)?);
        plan(kind, units, customers).write(format, file)?;
        Ok(path)
    }

    /// A map of a given number of files.
    pub(crate) fn directory(
        &self,
        plan: Plan,
        format: MapFormat,
        files: u64,
    ) -> anyhow::Result<PathBuf> {
        let name = format!("{:?}-{}-{files}-{format:?}", plan.kind, plan.units);
        let path = self.folder.join(name.to_lowercase());
        if !path.exists() {
            plan.write_directory(format, files, &path)?;
        }
        Ok(path)
    }

    /// Removes a map that nothing asks for any more: large ones fill a disk.
    pub(crate) fn remove(&self, map: &Path) -> anyhow::Result<()> {
        debug_assert!(map.starts_with(&self.folder), "a map of ours");
        let is_folder = map.is_dir();
        Ok(if is_folder { fs::remove_dir_all(map) } else { fs::remove_file(map) }?)
    }

    /// A place for a file beside the maps.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What a run of custmap costs.
    pub(crate) fn custmap(&self, runs: usize, args: &[&OsStr]) -> anyhow::Result<Cost> {
        cost(runs, self.custmap.as_ref(), args)
    }

    /// The program that is measured.
    pub(crate) fn program(&self) -> &Path {
        &self.custmap
    }
}

impl Bench {
    /// Prints a line.
    pub(crate) fn say(&self, row: &Row) -> anyhow::Result<()> {
        let [missed, met] = self.goals.get();
        self.goals.set(match row.is_met() {
            Some(true) => [missed, met + 1],
            Some(false) => [missed + 1, met],
            None => [missed, met],
        });
        row.write(&mut io::stdout())?;
        Ok(())
    }

    /// Prints how many goals are met.
    pub(crate) fn end(&self) -> anyhow::Result<()> {
        let [missed, met] = self.goals.get();
        writeln!(io::stdout(), "{met} goals met, {missed} missed")?;
        Ok(())
    }

    /// Does some of the work; where that fails, a line says so, and the rest goes on.
    pub(crate) fn attempt(
        &self,
        what: &str,
        work: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        work().or_else(|error| self.say(&Row::not(what, format!("MISSED: {error:#}"))))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What can't be removed lies in the folder of what is built.
        fs::remove_dir_all(&self.folder).unwrap_or_default();
    }
}

/// An organisation of a given number of units and customers.
pub(crate) fn plan(kind: Kind, units: u64, customers: u64) -> Plan {
    Plan { kind, units, customers, seed: 1 }
}

/// A number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
pub(crate) fn precise(number: u64) -> f64 {
    number as f64
}
