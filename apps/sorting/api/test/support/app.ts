/** A server for tests: nothing listens, and the log is kept. */
import type { FastifyInstance } from "fastify";
import { buildApp, type AppOptions } from "../../src/app";

export interface LogLine { readonly level: string; readonly msg: string; readonly [key: string]: unknown }

export interface TestApp {
  readonly app: FastifyInstance;
  /** What was logged so far. */
  readonly logged: () => readonly LogLine[];
}

export function testApp(options: Partial<AppOptions> = {}): TestApp {
  const lines: string[] = [];
  const app = buildApp({
    isDraining: () => false,
    logLevel: "trace",
    replica: "test-replica",
    logStream: { write: line => lines.push(line) },
    ...options,
  });
  return { app, logged: () => lines.map(line => JSON.parse(line) as LogLine) };
}
