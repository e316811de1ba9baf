/** Reading a document without trusting its shape: every value knows its path, and a wrong one is reported by path and kind, never by what it says. */
import { PlanError } from "../model/plan-error";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject { readonly [key: string]: Json }

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** `a text`, `a list`: what a value is, in place of what it says. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (isList(value)) return "a list";
  switch (typeof value) {
    case "string": return "a text";
    case "number": return "a number";
    case "boolean": return "a boolean";
    default: return "an object";
  }
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A value of the document, and where it stands. What is absent or null is a node too. */
export class Node {
  constructor(readonly value: Json | undefined, readonly path: string, private readonly file: string) {}

  /** @returns never: always throws PlanError, with the path and what was found */
  fail(expected: string, found = kindOf(this.value)): never {
    throw new PlanError(`${this.path === "" ? "the document" : this.path}: expected ${expected}, found ${found}`, { file: this.file });
  }

  get isAbsent(): boolean { return this.value === undefined || this.value === null; }

  get(key: string): Node {
    const inner = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    const step = IDENTIFIER.test(key) ? `${this.path === "" ? "" : "."}${key}` : `[${JSON.stringify(key)}]`;
    return new Node(inner, `${this.path}${step}`, this.file);
  }

  /** The elements of a list; none where it is absent. */
  items(): readonly Node[] {
    if (this.isAbsent) return [];
    if (!isList(this.value)) return this.fail("a list");
    return this.value.map((each, index) => new Node(each, `${this.path}[${index}]`, this.file));
  }

  /** The object; an empty one where it is absent. */
  object(): JsonObject {
    if (this.isAbsent) return {};
    return isObject(this.value) ? this.value : this.fail("an object");
  }

  entries(): readonly (readonly [string, Node])[] {
    return Object.keys(this.object()).map(key => [key, this.get(key)] as const);
  }

  /** A text that is not empty; undefined where it is absent or empty. */
  text(): string | undefined {
    if (this.isAbsent || this.value === "") return undefined;
    return typeof this.value === "string" ? this.value : this.fail("a text");
  }

  texts(): readonly string[] {
    return this.items().map(each => each.text() ?? each.fail("a text"));
  }

  flag(): boolean {
    if (this.isAbsent) return false;
    return typeof this.value === "boolean" ? this.value : this.fail("true or false");
  }

  /** A whole number of 0 or more; 0 where it is absent. */
  count(): number {
    if (this.isAbsent) return 0;
    return typeof this.value === "number" && Number.isSafeInteger(this.value) && this.value >= 0 ? this.value : this.fail("a whole number");
  }
}
