/** A fault under load, measured and reported. */
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@jest/globals";
import { RATE, type Load } from "../load/load";
import type { Stats } from "../load/stats";
import { report } from "../report";

/** Time before and after a fault that belongs to its window, so that what comes late is seen. */
const MARGIN = 500;

/** What runs all the while. */
export interface Loads {
  readonly ofService: Load;
  readonly ofCopy: Load;
  /** What the end of the copy's pool came to. */
  undrained?: Promise<Stats>;
}

export interface Fault { readonly scenario: string; readonly kind: "voluntary" | "involuntary"; readonly bound: string }

/** Lets something happen while requests are sent; adds what it cost to the report. */
export async function under(load: Load, { scenario, kind, bound }: Fault, happen: () => Promise<void>): Promise<Stats> {
  const window = load.window();
  await pause(MARGIN);
  await happen();
  await pause(MARGIN);
  const stats = await window.end();
  report({ section: "scenario", scenario, kind, bound, stats });
  // A load that had stopped would lose nothing.
  expect(stats.requests).toBeGreaterThan(0.9 * RATE * stats.length / 1000);
  return stats;
}
