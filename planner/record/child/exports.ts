/** Which of a program's exports never came to a value: a promise that stays open keeps the whole program from its end. */
import * as path from "node:path";
import { inspect, types } from "node:util";

/** The first file of a CommonJS program is what the SDK's runner has loaded from the program's folder, or from one above. */
function programModule(cache: NodeJS.Dict<NodeModule>, sdk: string): NodeModule | undefined {
  const runner = cache[path.join(sdk, "cmd", "run", "run.js")];
  return runner?.children.find(({ filename }) => !/[\\/]node_modules[\\/]|\.json$/.test(filename));
}

// Only Node's inspector can tell the state of a promise without waiting for it.
const isOpen = (value: unknown): boolean => types.isPromise(value) && inspect(value, { depth: 0 }).includes("<pending>");

/** In words, for a message. */
export function openExports(cache: NodeJS.Dict<NodeModule>, sdk: string): readonly string[] {
  const exported: unknown = programModule(cache, sdk)?.exports;
  if (typeof exported === "function") return ["the promise of the exported function"];
  if (isOpen(exported)) return ["the exported promise"];
  if (typeof exported !== "object" || exported === null) return [];
  return Object.entries(exported).filter(([, value]) => isOpen(value)).map(([name]) => `the exported promise '${name}'`);
}
