/**
 * Hears of secrets where the program makes them, not only where they reach the engine: a program may print a secret, or throw it, before it registers anything.
 * Knows the SDK's `output` and `config` modules; the contract test guards that.
 */

import { types } from "node:util";

/** What is relied on. */
const SECRET_SEAM = {
  output: { module: "output", make: "secret", class: "Output" },
  config: { module: "config", class: "Config", methods: /^(?:get|require)Secret/ },
} as const;

/** Receives a value all of which is secret. */
export type OnSecret = (value: unknown) => void;

interface Output { promise(withUnknowns?: boolean): Promise<unknown>; readonly isSecret: Promise<boolean> }
interface Config { readonly name: string }
type Method = (this: unknown, ...args: unknown[]) => unknown;

const isFunction = (value: unknown): value is Method => typeof value === "function";
const isOutput = (value: unknown): value is Output => typeof value === "object" && value !== null && "__pulumiOutput" in value;
const prototypeOf = (value: unknown): object | undefined => (isFunction(value) && typeof value.prototype === "object" && value.prototype !== null ? value.prototype as object : undefined);

/**
 * Listens to an output without a word about its failure: that stays with `isKnown`, which nobody listens to here,
 * so that an error which the program does not handle is still reported as one.
 */
function listen(output: unknown, onSecret: OnSecret): void {
  if (!isOutput(output)) return;
  Promise.all([output.promise(true), output.isSecret]).then(([value, secret]) => { if (secret) onSecret(value); }, () => undefined);
}

/** `pulumi.secret`: a value that is there is heard of at once; outputs and promises, when they have theirs. */
const heardSecret = (make: Method, onSecret: OnSecret): Method => function secret(value) {
  if (!isOutput(value) && !types.isPromise(value)) onSecret(value);
  const output = make.call(this, value);
  listen(output, onSecret);
  return output;
};

/** `apply`: what comes of a secret is one. */
const heardApply = (apply: Method, onSecret: OnSecret): Method => function heard(...args) {
  const output = apply.apply(this, args);
  listen(output, onSecret);
  return output;
};

/** `requireSecret` and its like: the text of the configuration, also where it is not what was asked for and the SDK's complaint quotes it. */
const heardRead = (read: Method, configured: Readonly<Record<string, string>>, onSecret: OnSecret): Method => function heard(key, ...rest) {
  onSecret(configured[`${(this as Config).name}:${String(key)}`]);
  const output = read.call(this, key, ...rest);
  listen(output, onSecret);
  return output;
};

const isModule = (id: string, name: string): boolean => id === name || id.endsWith(`/${name}`) || id.endsWith(`/${name}.js`);

/**
 * Listens to a module that the SDK has just loaded, where it is one of the two. True where it was.
 * @param configured the configuration as the program gets it, by `namespace:key`
 */
export function listenToSecrets(id: string, exports: Readonly<Record<string, unknown>>, configured: Readonly<Record<string, string>>, onSecret: OnSecret): boolean {
  const { output, config } = SECRET_SEAM;
  const make = isModule(id, output.module) ? exports[output.make] : undefined;
  const outputs = prototypeOf(exports[output.class]);
  if (isFunction(make) && outputs !== undefined) {
    const apply: unknown = Reflect.get(outputs, "apply");
    Reflect.set(exports, output.make, heardSecret(make, onSecret));
    if (isFunction(apply)) Reflect.set(outputs, "apply", heardApply(apply, onSecret));
    return true;
  }
  const reader = isModule(id, config.module) ? prototypeOf(exports[config.class]) : undefined;
  const methods = reader === undefined ? [] : Object.getOwnPropertyNames(reader).filter(name => config.methods.test(name));
  if (reader === undefined || methods.length === 0) return false;
  for (const name of methods) {
    const read: unknown = Reflect.get(reader, name);
    if (isFunction(read)) Reflect.set(reader, name, heardRead(read, configured, onSecret));
  }
  return true;
}
