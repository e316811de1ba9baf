/** Previews for tests: real ones, kept as files, and small ones made by hand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedPlan } from "../../../planner/model/plan";
import { PlanError } from "../../../planner/model/plan-error";
import { readPreview } from "../../../planner/preview/read";

/** What `pulumi preview --json` printed, without positions in the program and times. */
export const fixture = (name: string): string => readFileSync(join(__dirname, "fixtures", `${name}.json`), "utf8");

export const readText = (text: string, stack?: string): RecordedPlan => readPreview(Buffer.from(text), { file: "preview.json", ...(stack === undefined ? {} : { stack }) });

export const read = (document: unknown): RecordedPlan => readText(JSON.stringify(document));

/** The message of the PlanError that reading ends with; anything else is thrown on. */
export function problemOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PlanError) return error.message;
    throw error;
  }
  throw new Error("there is a plan");
}

export const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
export const urnOf = (name: string, type = "test:index:Thing"): string => `urn:pulumi:dev::shop::${type}::${name}`;

export interface StepOptions { readonly op?: string; readonly type?: string; readonly state?: object; readonly more?: object }

/** A step that makes a resource, unless it says otherwise. */
export function step(name: string, inputs: object = {}, { op = "create", type = "test:index:Thing", state = {}, more = {} }: StepOptions = {}): object {
  const urn = urnOf(name, type);
  const side = ["delete", "discard", "delete-replaced"].includes(op) ? "oldState" : "newState";
  return { op, urn, [side]: { urn, custom: true, type, inputs, parent: STACK, ...state }, detailedDiff: null, ...more };
}

export const preview = (steps: readonly object[], more: object = {}): object => ({ steps: [{ op: "create", urn: STACK, newState: { urn: STACK, custom: false, type: "pulumi:pulumi:Stack" } }, ...steps], ...more });
