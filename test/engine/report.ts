/** What the tests measured, a row each, for the table that `reporter.cjs` prints. */
import { appendFileSync } from "node:fs";

/** Names the file of rows in the environment. */
export const REPORT = "AKS_ANATOMY_ENGINE_REPORT";

export interface Row {
  /** Stack or program. */
  readonly name: string;
  /** Resources in the engine's preview. */
  readonly resources: number;
  readonly differences: number;
  /** Wall time of `pulumi preview` and of recording the plan, in seconds. */
  readonly engineSeconds: number;
  readonly planSeconds: number;
  readonly remark?: string;
}

export function report(row: Row): void {
  const file = process.env[REPORT];
  if (file === undefined) throw new Error(`${REPORT} is not set: these tests start with npm run test:engine`);
  appendFileSync(file, `${JSON.stringify(row)}\n`);
}
