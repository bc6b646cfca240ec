//! An office program opens every register: as a workbook, and as a page.

use super::{CLINIC, REGISTERS};
use crate::run::Run;
use std::{fs, path::Path, process::Command};

/// Converts a file with `LibreOffice`, if that is there: the text of the result.
fn converted(folder: &Path, file: &str, kind: &str) -> Option<String> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let (ending, _) = kind.split_once(':').unwrap_or((kind, ""));
    let ran = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", kind, file])
        .current_dir(folder)
        .output()
        .ok()?;
    let target = folder.join(file).with_extension(ending);
    let text = fs::read(target).unwrap_or_else(|_| panic!("{file} as {kind}: {ran:?}"));
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// The names of a register are in what the program makes of it. Skipped, with a word, where it is not installed.
#[test]
fn libreoffice_opens_them() {
    for (register, _) in REGISTERS {
        let folder = tempfile::tempdir().unwrap();
        for ending in ["xlsx", "html"] {
            let file = format!("r.{ending}");
            let run =
                Run::yaml(CLINIC).line(&format!("register org.yaml --as {register} -o {file}"));
            fs::write(folder.path().join(&file), run.fine().left_bytes(&file)).unwrap();
        }
        let Some(cells) = converted(folder.path(), "r.xlsx", "csv") else {
            eprintln!("SKIPPED: LibreOffice (soffice) is not installed");
            return;
        };
        assert!(
            cells.contains("Not stated: ") && cells.contains("org.yaml"),
            "{register}: {cells}"
        );
        // The filter of a text processor, which a machine with the spreadsheet program only lacks.
        let writer = Path::new("/usr/lib/libreoffice/program/libswlo.so").exists();
        if !writer {
            eprintln!("SKIPPED: LibreOffice Writer is not installed");
            continue;
        }
        let text = converted(folder.path(), "r.html", "txt:Text (encoded):UTF8").unwrap();
        assert!(text.contains("Not stated: ") && text.contains("org.yaml"), "{register}: {text}");
        assert!(!text.contains("<t") && !text.contains("--ground"), "{register}: {text}");
    }
}
