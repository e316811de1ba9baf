/**
 * Where the program makes each resource: who called when the SDK begins to register it. The SDK also tells an engine, but of callers without a name and of ECMAScript
 * modules nothing that can be used, and older ones tell nothing.
 */
import { existsSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { PlanResource, SourcePlace } from "../../model/plan";
import type { Frame, Sources } from "./source-position";

/** What is relied on: these are called with the resource first, while its constructors run, and have given it a promise of its URN when they return. */
export const PLACE_SEAM = { module: "resource", functions: ["registerResource", "readResource"] } as const;

/** The recorder starts the program, and may lie in the project that is planned. */
const RECORDER = path.dirname(__dirname) + path.sep;

type Registration = (this: unknown, resource: object, ...rest: readonly unknown[]) => unknown;

/** Who called a function, nearest first, in places of what runs. Raw, whatever the program has set up for its own stacks. */
function callersOf(called: Registration): readonly NodeJS.CallSite[] {
  const prepared = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), limit = Error.stackTraceLimit;
  let callers: readonly NodeJS.CallSite[] = [];
  try {
    Error.prepareStackTrace = (_error, sites) => { callers = sites; };
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    const holder = {};
    Error.captureStackTrace(holder, called);
    // Only when it is asked for is a stack prepared.
    Reflect.get(holder, "stack");
  } finally {
    Error.stackTraceLimit = limit;
    if (prepared === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", prepared);
  }
  return callers;
}

/** Names of the classes that a resource is of. */
function classesOf(resource: object): string[] {
  const names: string[] = [];
  for (let prototype: unknown = Object.getPrototypeOf(resource); typeof prototype === "object" && prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    const made: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
    if (typeof made === "function") names.push(made.name);
  }
  return names;
}

function frameOf(caller: NodeJS.CallSite): Frame | undefined {
  const name = caller.getFileName(), line = caller.getLineNumber(), column = caller.getColumnNumber();
  if (name === null || name === undefined || line === null || column === null) return undefined;
  try {
    const file = name.startsWith("file:") ? fileURLToPath(name) : name;
    return path.isAbsolute(file) && !file.startsWith(RECORDER) && existsSync(file) ? { file, line, column } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The frames outside the constructors of the resource itself: a component of the project's own is made where `new` stands, not where its class says `super`.
 * What a constructor of another resource makes is made in that constructor.
 */
function* framesAround(resource: object, callers: readonly NodeJS.CallSite[]): Generator<Frame> {
  const classes = classesOf(resource);
  for (const caller of callers) {
    const own = caller.isConstructor() ? classes.indexOf(caller.getFunctionName() ?? "") : -1;
    if (own >= 0) {
      classes.splice(own, 1);
      continue;
    }
    const frame = frameOf(caller);
    if (frame !== undefined) yield frame;
  }
}

/** What a resource has, as far as it matters here, once its registration has begun. */
interface Registered { readonly urn?: { promise(): Promise<unknown> } }

/** Remembers of each resource where its registration was begun. */
export class PlaceSeam {
  readonly #places = new Map<unknown, SourcePlace>();
  constructor(private readonly sources: Sources) {}

  /** What of a module's members is exchanged; undefined where it is another module. */
  members(isModule: (name: string) => boolean, exports: Readonly<Record<string, unknown>>): object | undefined {
    if (!isModule(PLACE_SEAM.module)) return undefined;
    const functions = PLACE_SEAM.functions.flatMap(name => (typeof exports[name] === "function" ? [[name, exports[name] as Registration] as const] : []));
    return functions.length < PLACE_SEAM.functions.length ? undefined : Object.fromEntries(functions.map(([name, original]) => [name, this.#remembering(original)]));
  }

  #remembering(original: Registration): Registration {
    const placeOf = (resource: object): SourcePlace | undefined => this.sources.placeOf(framesAround(resource, callersOf(remembering)));
    const remember = this.#remember.bind(this);
    function remembering(this: unknown, resource: Registered, ...rest: readonly unknown[]): unknown {
      const place = placeOf(resource);
      const result = original.call(this, resource, ...rest);
      if (place !== undefined) void remember(resource, place);
      return result;
    }
    return remembering;
  }

  async #remember({ urn }: Registered, place: SourcePlace): Promise<void> {
    try {
      const known = await urn?.promise();
      // Of two with one URN the first stays in the plan.
      if (!this.#places.has(known)) this.#places.set(known, place);
    } catch {
      // It is not registered, which the SDK itself reports.
    }
  }

  /** A resource of the plan, with its place where there is one. */
  readonly declared = (resource: PlanResource): PlanResource => {
    const declaredAt = this.#places.get(resource.urn);
    return declaredAt === undefined ? resource : { ...resource, declaredAt };
  };
}
