/** Uncaught errors in the words of the plan's user. */
import * as path from "node:path";
import { inspect, types } from "node:util";
import type { Failure } from "./report";
import { sourcePlace, type Transpile } from "./source-position";

const MOST_REASONS = 5;

/** Set by the SDK's errors that are meant to be shown without anything around them (`errors.ts`). */
const isShownBare = (error: Error): boolean => "__pulumiRunError" in error || ("hideStack" in error && error.hideStack === true);

function messageOf(error: Error): string {
  const [first = ""] = error.message.split("\nRequire stack:");
  const message = first.trim() === "" ? error.name : first.trim();
  return isShownBare(error) || error.name === "Error" || message.startsWith(error.name) ? message : `${error.name}: ${message}`;
}

/** What lies behind an error: the errors that it gathers, and its cause. */
function reasonsOf(error: Error, depth = 0): readonly string[] {
  if (depth === MOST_REASONS) return [];
  const gathered = "errors" in error && Array.isArray(error.errors) ? error.errors as readonly unknown[] : [];
  const behind = [...gathered.slice(0, MOST_REASONS).map(each => ["", each] as const), ...(error.cause === undefined ? [] : [["caused by: ", error.cause] as const])];
  return behind.flatMap(([prefix, each]) => (isError(each) ? [prefix + messageOf(each), ...reasonsOf(each, depth + 1)] : [prefix + inspect(each)]));
}

// An error may come from another realm, where `Error` is another class.
const isError = (thrown: unknown): thrown is Error => thrown instanceof Error || types.isNativeError(thrown);

/** A failure from whatever was thrown: nothing says that it is an Error. */
export function failureOf(thrown: unknown, root: string, transpile: Transpile): Failure {
  if (!isError(thrown)) return { message: typeof thrown === "string" ? thrown : inspect(thrown) };
  const place = isShownBare(thrown) ? undefined : sourcePlace(thrown.stack ?? "", root, transpile);
  const message = [messageOf(thrown), ...(isShownBare(thrown) ? [] : reasonsOf(thrown))].join("\n  ");
  return { message: message.replaceAll(root + path.sep, ""), ...place };
}
