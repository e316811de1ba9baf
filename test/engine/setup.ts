/** Before any test: the tools are there, and a file for what the tests measure. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPORT } from "./report";
import { toolchain } from "./toolchain";

export default async function setup(): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), "aks-anatomy-report-")), "rows.jsonl");
  writeFileSync(file, "");
  process.env[REPORT] = file;
  await toolchain();
}
