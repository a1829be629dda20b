// Loads the extension as VS Code would, with stand-ins for the modules that VS Code and npm give, has it start the
// language server, and speaks to that. Arguments: the extension's folder, dls.
const assert = require("assert");
const { spawn } = require("child_process");
const fs = require("fs");
const Module = require("module");
const path = require("path");

const [folder, dls] = process.argv.slice(2).map((name) => path.resolve(name));
const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json")));

class LanguageClient {
  constructor(id, name, server, options) {
    assert.deepStrictEqual(options.documentSelector, [{ language: manifest.contributes.languages[0].id }]);
    this.server = server;
  }

  start() {
    this.process = spawn(this.server.command, this.server.args);
    const body = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"processId":null,"rootUri":null}}';
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    return new Promise((resolve, reject) => {
      this.process.on("error", reject);
      this.process.stdout.once("data", (data) => resolve(String(data)));
    });
  }

  stop() {
    return new Promise((resolve) => {
      this.process.on("exit", resolve);
      this.process.stdin.end();
    });
  }
}

const stands = {
  vscode: { workspace: { getConfiguration: (section) => ({ get: (key) => setting(section, key) }) } },
  "vscode-languageclient/node": { LanguageClient },
};
const load = Module._load;
Module._load = (name, ...rest) => stands[name] ?? load(name, ...rest);

/** What VS Code gives: the declared default has to be there. */
function setting(section, key) {
  assert.strictEqual(manifest.contributes.configuration.properties[`${section}.${key}`].default, "dls");
  return dls;
}

/** Patterns are made as VS Code makes them: a text has no flags. */
function regex(pattern) {
  return typeof pattern === "string" ? new RegExp(pattern) : new RegExp(pattern.pattern, pattern.flags);
}

function checkFiles() {
  const [language] = manifest.contributes.languages;
  const [grammar] = manifest.contributes.grammars;
  assert.strictEqual(grammar.language, language.id);
  assert(manifest.activationEvents.includes(`onLanguage:${language.id}`));
  assert(regex(language.firstLine).test("#!/usr/bin/env dls"));
  const rules = JSON.parse(fs.readFileSync(path.join(folder, language.configuration)));
  const words = "学习率 = x_1 * σ(0.5)".match(new RegExp(regex(rules.wordPattern).source, "gu"));
  assert.deepStrictEqual(words, ["学习率", "x_1", "σ"]);
  assert.deepStrictEqual("学习率+1".match(regex(rules.wordPattern))[0], "学习率");
  assert(regex(rules.indentationRules.increaseIndentPattern).test("for i in 1..3 {  # 三次"));
  assert(!regex(rules.indentationRules.increaseIndentPattern).test("f(x) = x  # {"));
  assert(regex(rules.indentationRules.decreaseIndentPattern).test("  }"));
  const scopes = JSON.parse(fs.readFileSync(path.join(folder, grammar.path)));
  assert.strictEqual(scopes.scopeName, grammar.scopeName);
}

async function run() {
  checkFiles();
  const extension = require(path.join(folder, manifest.main));
  const answer = await extension.activate({});
  assert(answer.includes('"capabilities"'), answer);
  await extension.deactivate();
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
