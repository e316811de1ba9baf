/**
 * What a program holds where a function of a provider was not answered. A program that awaits the function gets a plain object and reads on in it
 * (`(await listKeys(…)).keys[0].value`): whatever it reads is unknown in turn, and an input made of it is unknown in the plan.
 * Knows the SDK's `rpc` module; the contract test guards that.
 */
import { FUNCTION_KEY, UNANSWERED_KEY } from "../engine/unanswered";
import { UNKNOWN } from "../engine/wire";

/** What is relied on. */
export const UNANSWERED_SEAM = { module: "rpc", read: "deserializeProperties", write: "serializePropertiesReturnDeps", ofFunction: "invoke:", mark: "__pulumiUnknown" } as const;

type Properties = Readonly<Record<string, unknown>>;
type Read = (this: unknown, ...args: unknown[]) => Properties;
type Write = (this: unknown, label: string, properties: unknown, ...rest: unknown[]) => unknown;

/** Methods of texts and lists whose result is as unknown as what they are called on. */
const METHODS: ReadonlySet<string> = new Set([
  "charAt", "concat", "filter", "find", "findLast", "flat", "flatMap", "join", "map", "match", "padEnd", "padStart", "reduce", "replace", "replaceAll",
  "reverse", "slice", "sort", "split", "substring", "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toSorted", "toUpperCase", "trim", "trimEnd", "trimStart",
]);
/** Methods whose result a program decides by. */
const QUESTIONS: ReadonlySet<string> = new Set(["endsWith", "every", "findIndex", "findLastIndex", "includes", "indexOf", "lastIndexOf", "localeCompare", "search", "some", "startsWith"]);
/** Elements that a pattern (`const [first, second] = …`) may take from a list of unknown length. */
const MOST_ELEMENTS = 16;

/** Names that are asked for to tell what kind of thing something is: the placeholder is none of those. */
const isQuestion = (key: string): boolean => key.startsWith("__") || key === "then" || key === "constructor" || key === "doNotCapture" || key === "deploymentOnlyModule";

class NotAnswered extends Error {
  constructor(token: string, what: string) {
    super(`the result of ${token} is not known offline, and ${what}`);
    this.name = "Error";
  }
}

/** Shown where a program prints a placeholder. */
class Placeholder { readonly [UNANSWERED_SEAM.mark] = true; }

const made = new WeakSet<object>();

/** A value of which nothing is known, however deep one reads. As a text it is the engine's own sign of an unknown, which makes every text around it unknown. */
function placeholder(token: string): object {
  const goesThrough = (): never => { throw new NotAnswered(token, "the program goes through its elements: how many there are decides what the plan holds"); };
  const asks = (): never => { throw new NotAnswered(token, "the program asks what is in it, to decide by that"); };
  function* elements(): Generator<object> {
    for (let taken = 0; taken < MOST_ELEMENTS; taken++) yield self;
    goesThrough();
  }
  const toPrimitive = (hint: string): string => {
    if (hint === "number") throw new NotAnswered(token, "the program calculates with it");
    return UNKNOWN;
  };
  const own: Readonly<Record<PropertyKey, unknown>> = {
    [UNANSWERED_SEAM.mark]: true,
    [Symbol.iterator]: elements,
    [Symbol.toPrimitive]: toPrimitive,
    toString: () => UNKNOWN,
    toJSON: () => UNKNOWN,
    valueOf: () => { throw new NotAnswered(token, "the program converts it"); },
    forEach: goesThrough,
  };
  const self: object = new Proxy(new Placeholder(), {
    get(_target, key) {
      if (Object.hasOwn(own, key)) return own[key];
      if (typeof key === "symbol" || isQuestion(key)) return undefined;
      if (QUESTIONS.has(key)) return asks;
      return METHODS.has(key) ? () => self : self;
    },
  });
  made.add(self);
  return self;
}

/** A result of which some properties are certain: those as they are, every other one unknown. */
const partly = (token: string, properties: Properties): Properties => new Proxy(properties, {
  get: (target, key) => (typeof key === "symbol" || isQuestion(key) || Object.hasOwn(target, key) || key in Object.prototype ? Reflect.get(target, key) as unknown : placeholder(token)),
});

function placeheld(properties: Properties): Properties {
  if (!Object.hasOwn(properties, UNANSWERED_KEY)) return properties;
  const { [FUNCTION_KEY]: token, ...rest } = properties;
  const name = typeof token === "string" ? token : "a function";
  return Object.keys(rest).length === 1 ? placeholder(name) as Properties : partly(name, rest);
}

/** An argument that the SDK takes for known: with an unknown one it would not even ask, and give the program an empty object. */
export const ARGUMENT = `not known offline: ${UNKNOWN}`;

function asArgument(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (made.has(value)) return ARGUMENT;
  if (Array.isArray(value)) return value.map(asArgument);
  return Object.getPrototypeOf(value) === Object.prototype ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asArgument(inner)])) : value;
}

const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === "function";

/** The functions of a module that exchange properties with the engine, aware of placeholders; undefined where a module has none. */
export function withPlaceholders(exports: Properties): object | undefined {
  const { read, write, ofFunction } = UNANSWERED_SEAM;
  const reading = exports[read], writing = exports[write];
  if (!isFunction(reading) || !isFunction(writing)) return undefined;
  const readProperties: Read = function deserializeProperties(...args) { return placeheld((reading as Read).apply(this, args)); };
  const writeProperties: Write = function serializeProperties(label, properties, ...rest) {
    return writing.call(this, label, label.startsWith(ofFunction) ? asArgument(properties) : properties, ...rest);
  };
  return { [read]: readProperties, [write]: writeProperties };
}
