/** A YAML file that remembers where everything in it stands. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { isMap, isNode, LineCounter, parseDocument, visit, type Document, type Node, type YAMLMap } from "yaml";
import { PlanError, type Place } from "./model/plan-error";
import { reasonOf } from "./read-input";

function bytesOf(file: string, name: string): Buffer {
  try {
    return readFileSync(file);
  } catch (fault) {
    throw new PlanError(`this file cannot be read: ${reasonOf(fault)}`, { file: name });
  }
}

/** Throws PlanError where the file is there but cannot be read as text. */
function textOf(file: string, name: string): string {
  const bytes = bytesOf(file, name);
  if (["fffe", "feff"].includes(bytes.subarray(0, 2).toString("hex"))) throw new PlanError("this file is in UTF-16, which Pulumi does not read either: save it as UTF-8", { file: name });
  return bytes.toString("utf8");
}

export class YamlFile {
  private constructor(readonly name: string, readonly document: Document.Parsed, private readonly lines: LineCounter) {}

  /** Undefined where there is no such file. Throws PlanError where it is not YAML, or is not a mapping at its top. */
  static read(root: string, name: string): YamlFile | undefined {
    const file = path.join(root, name);
    if (!existsSync(file)) return undefined;
    const lines = new LineCounter();
    const document = parseDocument(textOf(file, name), { lineCounter: lines, merge: true, prettyErrors: false, logLevel: "error" });
    const result = new YamlFile(name, document, lines);
    const [error] = document.errors;
    if (error?.code === "MULTIPLE_DOCS") throw new PlanError("there is more than one document in this file: expected one", result.#at(error.pos[0]));
    if (error !== undefined) throw new PlanError(`this cannot be read as YAML: ${error.message}`, result.#at(error.pos[0]));
    result.#refuseCycles();
    try {
      document.toJS();
    } catch (fault) {
      // Aliases that lead nowhere, or to more than anybody means.
      throw new PlanError(`this cannot be read as YAML: ${fault instanceof Error ? fault.message : String(fault)}`, { file: name });
    }
    if (document.contents !== null && !isMap(document.contents)) throw result.error([], "expected a mapping at the top of the file");
    return result;
  }

  /** An alias can only close a circle by naming what it stands in; the CLI refuses that too (yaml.v3, decode.go: "value contains itself"). */
  #refuseCycles(): void {
    visit(this.document, {
      Alias: (_, alias, around) => {
        const meant = alias.resolve(this.document);
        if (around.some(each => each === meant)) throw this.errorAt(alias, `this cannot be read as YAML: the value of the anchor '${alias.source}' contains itself`);
      },
    });
  }

  #at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.name, line, column: col };
  }

  /** The node at a path; undefined where there is none. */
  node(...keys: readonly string[]): unknown { return this.document.getIn(keys, true); }

  /** The value at a path as plain data; undefined where there is none. */
  value(...keys: readonly string[]): unknown {
    const node = this.node(...keys);
    return isNode(node) ? node.toJS(this.document) as unknown : node;
  }

  /** The mapping at a path; undefined where nothing stands there. Throws PlanError for anything else. */
  map(...keys: readonly string[]): YAMLMap | undefined {
    const node = this.node(...keys);
    if (node === undefined || node === null || this.value(...keys) === null) return undefined;
    if (!isMap(node)) throw this.error(keys, `'${keys.join(".")}' must be a mapping`);
    return node;
  }

  /** The text at a path; undefined where nothing stands there. Throws PlanError for anything else. */
  text(...keys: readonly string[]): string | undefined {
    const value = this.value(...keys);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string" || value === "") throw this.error(keys, `'${keys.join(".")}' must be a text that is not empty`);
    return value;
  }

  /** Where a path stands in the file, or the nearest part of it that is there. */
  place(keys: readonly string[]): Place {
    const key = keys.join(".");
    for (let length = keys.length; length >= 0; length--) {
      const node = length === 0 ? this.document.contents : this.document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return { ...this.#at(node.range[0]), ...(key === "" ? {} : { key }) };
    }
    return { file: this.name, ...(key === "" ? {} : { key }) };
  }

  /** An error about a node of the file. */
  errorAt(node: Node, reason: string): PlanError { return new PlanError(reason, node.range ? this.#at(node.range[0]) : { file: this.name }); }

  error(keys: readonly string[], reason: string): PlanError { return new PlanError(reason, this.place(keys)); }
}
