//! The page of a map in a browser, and what somebody does there.

use super::chromium::Chromium;
use crate::run::{Ran, Run};
use std::path::PathBuf;

/// A page in a browser.
pub struct Shown {
    pub browser: Chromium,
    file: PathBuf,
    _run: Ran,
}

impl Shown {
    /// The page of a map, if there is a browser.
    pub fn of(yaml: &str) -> Option<Self> {
        let browser = Chromium::start()?;
        let ran = Run::yaml(yaml).line("report org.yaml -o map.html --today 2026-11-21").fine();
        let file = ran.place().canonicalize().unwrap().join("map.html");
        let mut shown = Self { browser, file, _run: ran };
        shown.at("");
        Some(shown)
    }

    /// Opens it again at a place.
    pub fn at(&mut self, hash: &str) {
        self.browser.open(&self.file, hash);
    }

    /// What an expression is on the page.
    #[track_caller]
    pub fn is(&mut self, expression: &str, wanted: &str) {
        assert_eq!(self.browser.js(expression), wanted, "{expression}");
    }

    /// Whether an expression holds on the page.
    #[track_caller]
    pub fn holds(&mut self, expression: &str) {
        assert_eq!(self.browser.js(expression), true, "{expression}");
    }

    /// The first cells of the rows that a table shows.
    #[track_caller]
    pub fn rows(&mut self, table: &str) -> String {
        let rows = format!(
            "[...document.querySelectorAll('#{table} tbody tr')].filter(it => it.checkVisibility())\
             .map(it => it.cells[0].innerText.trim()).join(', ')"
        );
        self.browser.js(&rows).as_str().unwrap().to_owned()
    }

    /// Clicks the heading of a column.
    pub fn sort(&mut self, table: &str, column: usize) {
        let button = format!("#{table} thead th:nth-child({column}) button");
        self.browser.js(&format!("document.querySelector('{button}').click()"));
    }

    /// Finds something in a table, as somebody who types it.
    pub fn find(&mut self, table: &str, text: &str) {
        let input = format!("document.getElementById('find-{table}')");
        self.browser.js(&format!("{input}.focus(); {input}.select()"));
        self.browser.type_in(text);
    }
}
