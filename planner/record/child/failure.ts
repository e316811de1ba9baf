/** Uncaught errors in the words of the plan's user. */
import * as path from "node:path";
import { inspect, types } from "node:util";
import type { Failure } from "./report";
import { framesOf, isOwnFile, Sources, type Transpile } from "./source-position";

const MOST_REASONS = 5;

/** Set by the SDK's errors that are meant to be shown without anything around them (`errors.ts`). */
const isShownBare = (error: Error): boolean => "__pulumiRunError" in error || ("hideStack" in error && error.hideStack === true);

/** As Node shows it, as far as it lets itself be shown. */
function shown(thrown: unknown): string {
  try {
    return inspect(thrown);
  } catch {
    return "something was thrown that cannot be shown";
  }
}

/** A property that is a text on every ordinary error, but on which a program may have put anything. */
function textOf(error: Error, key: "message" | "name" | "stack"): string | undefined {
  try {
    const value: unknown = error[key];
    return typeof value === "string" ? value : shown(value);
  } catch {
    return undefined;
  }
}

function messageOf(error: Error): string {
  const name = textOf(error, "name") ?? "Error", said = textOf(error, "message");
  if (said === undefined) return `${name} without a message that can be read`;
  const [first = ""] = said.split("\nRequire stack:");
  const message = first.trim() === "" ? name : first.trim();
  return isShownBare(error) || name === "Error" || message.startsWith(name) ? message : `${name}: ${message}`;
}

/** What lies behind an error: the errors that it gathers, and its cause. */
function reasonsOf(error: Error, depth = 0): readonly string[] {
  if (depth === MOST_REASONS) return [];
  const gathered = "errors" in error && Array.isArray(error.errors) ? error.errors as readonly unknown[] : [];
  const behind = [...gathered.slice(0, MOST_REASONS).map(each => ["", each] as const), ...(error.cause === undefined ? [] : [["caused by: ", error.cause] as const])];
  return behind.flatMap(([prefix, each]) => (isError(each) ? [prefix + messageOf(each), ...reasonsOf(each, depth + 1)] : [prefix + shown(each)]));
}

// An error may come from another realm, where `Error` is another class.
const isError = (thrown: unknown): thrown is Error => thrown instanceof Error || types.isNativeError(thrown);

/** A package that a file of the project itself asks for and that is not there; undefined where the error is another. */
function missingPackage(error: Error, root: string): Failure | undefined {
  const [, name, importer] = /^Cannot find (?:module|package) '((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)'(?:(?: imported from (.+))?$|\nRequire stack:)/m.exec(textOf(error, "message") ?? "") ?? [];
  const stack = "requireStack" in error && Array.isArray(error.requireStack) ? error.requireStack as readonly unknown[] : [];
  const file = importer ?? stack[0];
  if (name === undefined || typeof file !== "string" || !isOwnFile(file, root)) return undefined;
  // The line of a call to `require` is that of what was made of the file.
  return { message: `the package '${name}' is not installed in this project: run the project's package manager first (npm ci)`, file: path.relative(root, file).split(path.sep).join("/") };
}

function failureOfError(error: Error, root: string, transpile: Transpile): Failure {
  const missing = missingPackage(error, root);
  if (missing !== undefined) return missing;
  const place = isShownBare(error) ? undefined : new Sources(root, transpile).placeOf(framesOf(textOf(error, "stack") ?? ""));
  const message = [messageOf(error), ...(isShownBare(error) ? [] : reasonsOf(error))].join("\n  ");
  return { message: message.replaceAll(root + path.sep, ""), ...place };
}

/** A failure from whatever was thrown: nothing says that it is an Error, or that it can be read. Never throws. */
export function failureOf(thrown: unknown, root: string, transpile: Transpile): Failure {
  if (typeof thrown === "string") return { message: thrown };
  if (thrown === undefined || thrown === null) return { message: `${thrown} was thrown` };
  try {
    return isError(thrown) ? failureOfError(thrown, root, transpile) : { message: shown(thrown) };
  } catch {
    // Some other property of it fails when it is read.
    return { message: shown(thrown) };
  }
}
