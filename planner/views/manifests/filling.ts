/** From a plan's values to those of an object: predictions in place of unknowns, and placeholders for what the plan does not have. */
import { NO_SUBSCRIPTION } from "../../../facts/arm-ids";
import { fieldName, isTextField } from "../../../facts/kubernetes-fields";
import type { Plan, PlanValue } from "../../model/plan";
import { isList, isObject, isSecret, isUnknown } from "../../model/values";
import type { Json, JsonObject, Placeholder, Reason } from "./manifest";

/** A step into an object, and the word that stands for it in a variable's name: elements of a list by their own name, which stays when others are put before them. */
interface Step { readonly key: string | number; readonly word: string }

const shown = (path: readonly Step[]): string => path.map(({ key }) => (typeof key === "number" ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join("").replace(/^\./, "");

const elementWord = (value: PlanValue, index: number): string => (isObject(value) && typeof value.name === "string" && value.name !== "" ? value.name : String(index));

/** Names of variables, each given once. */
export class Variables {
  readonly #taken: Set<string>;

  /** @param plan in whose texts none of the names may stand already */
  constructor(plan: Plan) {
    const texts = JSON.stringify(plan.resources.map(({ urn, inputs }) => ({ urn, inputs })));
    this.#taken = new Set(Array.from(texts.matchAll(/\$\{?([A-Za-z_]\w*)/g), ([, name]) => name ?? ""));
  }

  /** A name that shells, `envsubst` and Flux take: capitals, digits and underscores. */
  named(words: readonly string[]): string {
    const name = words.map(word => word.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "_").replace(/^_|_$/g, "").toUpperCase()).filter(word => word !== "").join("_");
    let free = name;
    for (let count = 2; this.#taken.has(free); count++) free = `${name}_${count}`;
    this.#taken.add(free);
    return free;
  }
}

/** Fills one object, and keeps what was predicted and what is missing. */
export class Filling {
  readonly predicted: string[] = [];
  readonly placeholders: Placeholder[] = [];

  /** @param words what the variables' names begin with */
  constructor(readonly resource: string, readonly words: readonly string[], readonly source: Plan["source"], readonly variables: Variables) {}

  /** A field of the object. */
  field(key: string, value: PlanValue, ...above: readonly string[]): Json {
    return this.#value(value, [...above, key].map(step => ({ key: step, word: step })), false);
  }

  #value(value: PlanValue, path: readonly Step[], predicted: boolean): Json {
    if (isSecret(value)) return this.#missing(path, "secret");
    if (isUnknown(value)) {
      if (value.predicted === undefined) return this.#missing(path, "unknown");
      if (!predicted && !isSecret(value.predicted)) this.predicted.push(shown(path));
      return this.#value(value.predicted, path, true);
    }
    if (typeof value === "string") return this.#text(value, path, predicted);
    if (isList(value)) return value.map((each, index) => this.#value(each, [...path, { key: index, word: elementWord(each, index) }], predicted));
    return isObject(value) ? this.#object(value, path, predicted) : value;
  }

  #object(value: Readonly<Record<string, PlanValue | undefined>>, path: readonly Step[], predicted: boolean): JsonObject {
    return Object.fromEntries(Object.entries(value).flatMap(([given, inner]) => {
      const key = fieldName(given);
      return inner === undefined ? [] : [[key, this.#value(inner, [...path, { key, word: key }], predicted)] as const];
    }));
  }

  /** What the engine itself says of an id of nothing but zeros is meant; elsewhere it is our own, for want of a better one. */
  #text(text: string, path: readonly Step[], predicted: boolean): string {
    if (!text.includes(NO_SUBSCRIPTION) || !(predicted || this.source === "record")) return text;
    const placeholder = this.#missing(path, "not-asked", text === NO_SUBSCRIPTION);
    return text.replaceAll(NO_SUBSCRIPTION, () => placeholder);
  }

  #missing(path: readonly Step[], reason: Reason, isWhole = true): string {
    const variable = this.variables.named([...this.words, ...path.map(({ word }) => word)]);
    this.placeholders.push({ variable, resource: this.resource, path: shown(path), reason, isWhole, isText: isTextField(path.map(({ key }) => key)) });
    return `\${${variable}}`;
  }
}
