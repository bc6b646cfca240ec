//! A headless Neovim works with the server: diagnostics, completion, code actions, hover, inlay hints, definition and
//! rename. Without Neovim that is skipped, and said; with `CUSTMAP_NEED_NEOVIM` its absence is a failure.

use std::{fs, process::Command};

/// What Neovim does: each step prints a line, and the test reads them.
const SCRIPT: &str = r#"
local function try()
local custmap, map = vim.env.CUSTMAP, vim.env.MAP
vim.cmd("edit " .. map)
local settings = { name = "custmap", cmd = { custmap, "lsp" }, root_dir = vim.env.FOLDER }
local client = vim.lsp.start and vim.lsp.start(settings) or vim.lsp.start_client(settings)
vim.lsp.buf_attach_client(0, client)
local function wait(what, done)
  if not vim.wait(20000, done, 50) then error("no " .. what) end
end
wait("client", function() return client and vim.lsp.get_client_by_id(client) and vim.lsp.get_client_by_id(client).initialized end)
wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
for _, one in ipairs(vim.diagnostic.get(0)) do
  print("diagnostic " .. one.lnum .. " " .. tostring(one.code))
end
local function at(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params(0, "utf-16")
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  local answer = answers and answers[client]
  return answer and answer.result
end
local items = ask("textDocument/completion", at(6, 35)).items
for _, item in ipairs(items) do print("completion " .. item.label) end
local function act(title, line, column)
  local params = at(line, column)
  local range = { start = params.position, ["end"] = params.position }
  local found = ask("textDocument/codeAction",
    { textDocument = params.textDocument, range = range, context = { diagnostics = {} } })
  for _, action in ipairs(found) do
    print("action " .. action.title)
    if action.title == title then
      local whole = action.edit and action or ask("codeAction/resolve", action)
      vim.lsp.util.apply_workspace_edit(whole.edit, "utf-16")
    end
  end
end
act("Write `IT`", 6, 36)
print("hover " .. ask("textDocument/hover", at(6, 36)).contents.value)
local whole = { start = { line = 0, character = 0 }, ["end"] = { line = 9, character = 0 } }
local document = vim.lsp.util.make_text_document_params()
for _, hint in ipairs(ask("textDocument/inlayHint", { textDocument = document, range = whole })) do
  print("hint " .. hint.position.line .. " " .. hint.label)
end
act("Say that Buyers is a customer of IT", 3, 12)
local target = ask("textDocument/definition", at(6, 36))
print("definition " .. target.range.start.line .. ":" .. target.range.start.character)
local params = at(6, 36)
params.newName = "Technology"
vim.lsp.util.apply_workspace_edit(ask("textDocument/rename", params), "utf-16")
vim.cmd("write")
end
-- Whatever happens, Neovim ends.
local done, problem = pcall(try)
if not done then print(problem) end
vim.cmd("qa!")
"#;

const MAP: &str = "\
organisation: {name: Works}
departments:
  - {name: IT}
  - {name: Sales}
services:
  - {name: Help desk, provided_by: ITT, serves: [Sales]}
  - {name: Shop, provided_by: Sales, serves: [Buyers]}
beneficiaries:
  - {name: Buyers}
";

#[test]
fn neovim_completes_jumps_and_renames() {
    let found = Command::new("nvim").arg("--version").output();
    if found.is_err() {
        assert!(std::env::var_os("CUSTMAP_NEED_NEOVIM").is_none(), "Neovim is missing");
        eprintln!("SKIPPED: no Neovim here (nvim); the language server was not tried in an editor");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (map, script) = (folder.path().join("org.yaml"), folder.path().join("try.lua"));
    fs::write(&map, MAP).unwrap();
    fs::write(&script, SCRIPT).unwrap();
    let ran = Command::new("nvim")
        .args(["--headless", "--clean", "-n", "-S"])
        .arg(&script)
        .env("FOLDER", folder.path())
        .env("CUSTMAP", env!("CARGO_BIN_EXE_custmap"))
        .env("MAP", &map)
        .env("XDG_STATE_HOME", folder.path())
        .env("XDG_CACHE_HOME", folder.path())
        .output()
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains("diagnostic 5 unknown-reference"), "{said}");
    assert!(said.contains("completion IT") && !said.contains("completion Buyers"), "{said}");
    assert!(said.contains("action Add `ITT` as a new department"), "{said}");
    assert!(said.contains("hover **IT** (department `it`)"), "{said}");
    assert!(said.contains("Customers outside, through others: Buyers"), "{said}");
    assert!(said.contains("hint 2 reaches 1 customer outside"), "{said}");
    assert!(said.contains("definition 2:11"), "{said}");
    // The nearest word, a verdict, and the rename, which the id of the verdict does without.
    let wanted = MAP.replace("ITT", "Technology").replace("name: IT", "id: it, name: Technology")
        + "\nverdicts:\n  - unit: it\n    customer: buyers\n    verdict: confirmed\n    because: write the reason here\n";
    assert_eq!(fs::read_to_string(&map).unwrap(), wanted, "{said}");
}
