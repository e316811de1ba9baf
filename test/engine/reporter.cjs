"use strict";
/** Prints failures as they come, and at the end one line for each stack and program that was held against the engine. */
const fs = require("node:fs");
const path = require("node:path");
const { table } = require("../table.cjs");

const HEADER = ["", "resources", "differences", "preview", "plan", ""];
const NUMBERS = [1, 2, 3, 4];
const seconds = value => `${value.toFixed(1)} s`;

/** One row for each stack and program. */
function measured(rows) {
  return table([HEADER, ...rows.map(row => [row.name, String(row.resources), String(row.differences), seconds(row.engineSeconds), seconds(row.planSeconds), row.remark ?? ""])], NUMBERS);
}

class EngineReporter {
  onTestResult(test, { testResults, failureMessage, perfStats }) {
    const failed = testResults.filter(({ status }) => status === "failed").length;
    console.log(`${failureMessage ? "FAIL" : "pass"}  ${path.basename(test.path)}  ${testResults.length - failed} of ${testResults.length}, ${seconds((perfStats.end - perfStats.start) / 1000)}`);
    if (failureMessage) console.log(failureMessage);
  }

  onRunComplete() {
    const file = process.env.AKS_ANATOMY_ENGINE_REPORT;
    if (file === undefined || !fs.existsSync(file)) return;
    const rows = fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map(line => JSON.parse(line));
    fs.rmSync(path.dirname(file), { recursive: true, force: true });
    console.log(`\nThe plan's faithful part against the engine's preview\n${measured(rows.sort((a, b) => a.name.localeCompare(b.name)))}\n`);
  }
}

module.exports = EngineReporter;
