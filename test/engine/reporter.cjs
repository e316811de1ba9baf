"use strict";
/** Prints failures as they come, and at the end one line for each stack and program that was held against the engine. */
const fs = require("node:fs");
const path = require("node:path");

const HEADER = ["", "resources", "differences", "preview", "plan", ""];
const seconds = value => `${value.toFixed(1)} s`;

function table(rows) {
  const cells = [HEADER, ...rows.map(row => [row.name, String(row.resources), String(row.differences), seconds(row.engineSeconds), seconds(row.planSeconds), row.remark ?? ""])];
  const widths = HEADER.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  return cells.map(row => row.map((cell, column) => (column === 0 || column === HEADER.length - 1 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ").trimEnd()).join("\n");
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
    console.log(`\nThe plan's faithful part against the engine's preview\n${table(rows.sort((a, b) => a.name.localeCompare(b.name)))}\n`);
  }
}

module.exports = EngineReporter;
