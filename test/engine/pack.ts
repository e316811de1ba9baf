/** The policy pack as the engine can start it here, and what it says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The language host that builds from the Go module proxy starts no policy packs; for a runtime without a language host the engine runs an executable of this name, in the pack's folder. */
const RUNNER = "pulumi-analyzer-policy-offline";
const RUNNER_SCRIPT = `#!/bin/sh\nexec node ../node_modules/@pulumi/pulumi/cmd/run-policy-pack "$@"\n`;

/** A folder for PATH that holds the runner, and for whatever else a test writes. */
export function runnerFolder(): { readonly folder: string; readonly end: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "aks-anatomy-policy-"));
  writeFileSync(join(folder, RUNNER), RUNNER_SCRIPT, { mode: 0o755 });
  return { folder, end: () => { rmSync(folder, { recursive: true, force: true }); } };
}

/** Edits a file of the engine's copy of the project; throws an Error where there is nothing to replace. */
export function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/**
 * Makes the pack in a copy of the project one that the runner starts.
 * @returns its folder
 */
export function offlinePack(project: string): string {
  const folder = join(project, "policy");
  edit(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs", "runtime: offline");
  return folder;
}

export interface Violation {
  readonly level: string;
  readonly severity: string;
  readonly rule: string;
  readonly type: string;
  readonly name: string;
  /** Question, message, place, fix and source, a line each. */
  readonly text: string;
}

/** `- [advisory] [severity: medium]  kubenet-retirement  (azure-native:containerservice:ManagedCluster: cluster)`, and what is indented below. */
const VIOLATION = /^( *)- \[(\w+)\] \[severity: (\w+)\]\s+(\S+)\s+\((\S+): (\S+)\)\n((?:\1 {2,}\S.*\n)*)/gm;

export const violationsIn = (stdout: string): readonly Violation[] => [...stdout.matchAll(VIOLATION)].map(([, , level = "", severity = "", rule = "", type = "", name = "", text = ""]) =>
  ({ level, severity, rule, type, name, text: text.split("\n").map(line => line.trim()).filter(line => line !== "").join("\n") }));
