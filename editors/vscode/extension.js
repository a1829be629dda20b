// Starts `dls lsp` for the editor's dls documents.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate() {
  const command = workspace.getConfiguration("dls").get("path");
  const server = { command, args: ["lsp"] };
  const options = { documentSelector: [{ language: "dls" }] };
  client = new LanguageClient("dls", "dls", server, options);
  return client.start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
