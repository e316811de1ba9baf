/** A fault under load, measured and reported. */
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@jest/globals";
import { RATE, type Load } from "../load/load";
import { now, type Request } from "../load/protocol";
import type { Stats } from "../load/stats";
import { report } from "../report";
import type { World } from "../world";
import { wayOf } from "./way";

/** Time before and after a fault that belongs to its window, so that what comes late is seen. */
const MARGIN = 500;

/** What runs all the while. */
export interface Loads {
  readonly ofService: Load;
  readonly ofCopy: Load;
  /** What the end of the copy's pool came to. */
  undrained?: Promise<Stats>;
}

/** Failed requests whose way is asked for, of one scenario. */
const ASKED = 5;

export interface Fault {
  readonly scenario: string;
  readonly kind: "voluntary" | "involuntary";
  readonly bound: string;
  /** Of what is to cost no request: where the explanation is looked for if it does. */
  readonly witness?: World;
}

/** Lets something happen while requests are sent; adds what it cost to the report. */
export async function under(load: Load, { scenario, kind, bound, witness }: Fault, happen: () => Promise<void>): Promise<Stats> {
  const ways: Promise<string>[] = [], onFailure = (request: Request): void => { if (witness && ways.length < ASKED) ways.push(wayOf(request, witness)); };
  const from = now(), window = load.window(onFailure);
  await pause(MARGIN);
  await happen();
  await pause(MARGIN);
  const stats = await window.end();
  const explanation = stats.failed > 0 && witness ? { ways: await Promise.all(ways), journal: witness.journal.between(from, now()) } : undefined;
  report({ section: "scenario", scenario, kind, bound, stats, ...(explanation && { explanation }) });
  // A load that had stopped would lose nothing.
  expect(stats.requests).toBeGreaterThan(0.9 * RATE * stats.length / 1000);
  return stats;
}
