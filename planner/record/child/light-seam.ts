/**
 * What the SDK does for its own diagnostics with every promise and every resource, and nothing here reads: stacks, taken and parsed.
 * It is a third of the time of a large program. What is left: the labels of promises that never settle.
 */

/** What is relied on. */
export const LIGHT_SEAM = {
  promises: { module: "debuggable", function: "debuggablePromise" },
  resources: { module: "resource", class: "Resource", stack: "callsites" },
} as const;

interface Labelled { _debugCtx?: unknown }

/** Promises that the SDK still waits for: read by its own leak detector too. */
export const unsettled = (): Set<Labelled> | undefined => (globalThis as { globalStore?: { leakCandidates?: Set<Labelled> } }).globalStore?.leakCandidates;

/** `debuggablePromise` with the label only; as many turns of the event loop as the SDK's own. */
function labelled(promise: Promise<unknown> & Labelled, label: unknown): Promise<unknown> {
  promise._debugCtx = label;
  const waiting = unsettled();
  waiting?.add(promise);
  return promise
    .then((value: unknown) => {
      waiting?.delete(promise);
      return value;
    })
    .catch((error: unknown) => {
      waiting?.delete(promise);
      throw error;
    });
}

/** What of a module's members is exchanged; undefined where it is none of those. */
export function lightMembers(isModule: (name: string) => boolean, exports: Readonly<Record<string, unknown>>): object | undefined {
  const { promises, resources } = LIGHT_SEAM;
  if (isModule(promises.module) && typeof exports[promises.function] === "function") return { [promises.function]: labelled };
  const resource = isModule(resources.module) ? exports[resources.class] : undefined;
  if (typeof resource !== "function" || typeof Reflect.get(resource, resources.stack) !== "function") return undefined;
  Reflect.set(resource, resources.stack, () => []);
  return {};
}
