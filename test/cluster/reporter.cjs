"use strict";
/** Prints each test as it ends, and after the last what the tests reported: how the objects deviate from the plan, what was predicted and made, and what each fault cost. */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { table } = require("../table.cjs");

/** The same name as in report.ts. */
const REPORT = "AKS_ANATOMY_CLUSTER_REPORT";
/** Failed requests that are shown of one scenario. */
const SHOWN = 5;
const COLUMNS = ["scenario", "", "requests", "failures", "retried", "longest gap", "failing for", "p99", "what bounds it"];
const NUMBERS = [2, 3, 4, 5, 6, 7];

const seconds = millis => `${(millis / 1000).toFixed(1)} s`;
const millis = value => (value >= 10_000 ? seconds(value) : `${Math.round(value)} ms`);
const byKind = failures => Object.entries(failures).map(([kind, count]) => `${count} ${kind}`).join(", ");
/** A stack without the runner's own frames. */
const trimmed = message => message.split("\n").filter(line => !/^\s+at .*node_modules/.test(line)).join("\n");

function scenarios(lines) {
  if (lines.length === 0) return [];
  const rows = lines.map(({ scenario, kind, stats, bound }) => [
    scenario, kind, String(stats.requests), String(stats.failed), String(stats.retried), millis(stats.longestGap), stats.failed === 0 ? "" : millis(stats.failingFor),
    stats.p99 === undefined ? "" : millis(stats.p99), [byKind(stats.failures), bound].filter(Boolean).join("; "),
  ]);
  return ["", "What faults cost, under load", table([COLUMNS, ...rows], NUMBERS)];
}

/** The first failed requests of each scenario that should have none, the ways that the first to fail went, and what happened meanwhile. */
function lost(lines) {
  return lines.filter(({ explanation }) => explanation !== undefined).flatMap(({ scenario, stats, explanation: { ways, journal } }) => ["", `Failed requests: ${scenario}`,
    ...stats.lost.slice(0, SHOWN).map(({ due, ended, connection, port, failure }) =>
      `  at ${seconds(due)}, ${connection} connection from port ${port}, after ${millis(ended - due)}: ${failure.kind} (${failure.detail})`),
    ...(stats.lost.length > SHOWN ? [`  and ${stats.lost.length - SHOWN} more`] : []),
    ...list("Their ways", ways), ...list("Meanwhile", journal)]);
}

function list(title, lines) {
  return lines.length === 0 ? [] : ["", title, ...lines.map(line => `  ${line}`)];
}

function predictions(lines) {
  if (lines.length === 0) return [];
  const rows = lines.map(({ what, predicted, made }) => [what, predicted, made, predicted === made ? "as predicted" : "DIFFERS"]);
  return ["", "Predicted against made", table([["", "predicted", "made", ""], ...rows])];
}

class ClusterReporter {
  #began = Date.now();

  onRunStart() {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "aks-anatomy-report-")), "lines.jsonl");
    fs.writeFileSync(file, "");
    process.env[REPORT] = file;
  }

  onTestCaseResult(test, { status, fullName, duration, failureMessages }) {
    const verdict = { passed: "pass", failed: "FAIL" }[status] ?? status;
    console.log(`${this.#elapsed()}  ${verdict}  ${fullName}${typeof duration === "number" ? `, ${seconds(duration)}` : ""}`);
    for (const message of failureMessages) console.log(trimmed(message));
  }

  onTestResult(test, { testExecError, failureMessage }) {
    if (testExecError) console.log(`${this.#elapsed()}  FAIL  ${path.basename(test.path)}\n${failureMessage}`);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numTotalTests, numRuntimeErrorTestSuites }) {
    const file = process.env[REPORT];
    const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map(line => JSON.parse(line));
    fs.rmSync(path.dirname(file), { recursive: true, force: true });
    const of = section => lines.filter(line => line.section === section);
    const broken = numRuntimeErrorTestSuites > 0 ? `, ${numRuntimeErrorTestSuites} files could not run` : "";
    console.log([
      ...list("Deviations from the plan's objects", of("deviation").map(({ object, what, why }) => `${object}: ${what} (${why})`)),
      ...list("Not enforced here", of("not enforced").map(({ what, why }) => `${what}: ${why}`)),
      ...predictions(of("prediction")),
      ...lost(of("scenario")),
      "", `${numPassedTests} of ${numTotalTests} tests passed, ${numFailedTests} failed${broken}, ${seconds(Date.now() - this.#began)}`,
      ...scenarios(of("scenario")),
    ].join("\n"));
  }

  #elapsed() {
    return seconds(Date.now() - this.#began).padStart(8);
  }
}

module.exports = ClusterReporter;
