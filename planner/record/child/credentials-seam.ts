/**
 * Follows a cluster's credentials through a program: the SDK carries the resources that an output comes from through everything that is made of it, so a resource that is
 * none is added to what a function gives. Values that come from it reach the engine as such, and whether they are secret is the program's own doing.
 * Knows the SDK's `rpc` module; the contract test guards that. Where an SDK has not all of it (before 3.30), no function gives an output that carries anything: there
 * credentials are found by the text that stands for them alone.
 */
import { CREDENTIALS_URN, holdsUnknown, isList, isObject, isSecret, isUnknown, ofCredentials, SIGNATURE_KEY, SIGNATURES, signatureOf, type WireObject, type WireValue } from "../engine/wire";
import { ARGUMENT, UNANSWERED_SEAM } from "./unanswered-seam";

/** What is relied on. */
export const CREDENTIALS_SEAM = {
  module: "rpc", ofResource: "serializeResourceProperties", ofOutputs: "serializeProperties", ofFunction: UNANSWERED_SEAM.write, read: "deserializeProperty",
} as const;

type Options = Readonly<Record<string, unknown>> | undefined;
/** Where the values come from, by property. */
type Origins = Map<string, Set<unknown>>;
interface Registered { readonly urn: { promise(): Promise<string> } }
type WriteTraced = (this: unknown, label: string, properties: object, options?: Options) => Promise<[Record<string, WireValue>, Origins]>;
type Write = (this: unknown, label: string, properties: object, options?: Options) => Promise<Record<string, WireValue>>;
type Read = (value: WireObject) => { resources(): ReadonlySet<object> };
type Members = Readonly<Record<string, unknown>>;

/** Output values in place of what they hold: `{ value, secret, dependencies }`. */
const detailed = (options: Options): Options => ({ ...options, keepOutputValues: true });

/** What is made of credentials and not secret, told apart, in a value as the engine would get it. `detail` is the same with output values in it. */
function traced(plain: WireValue, detail: WireValue | undefined): WireValue {
  if (detail === undefined) return plain;
  if (isObject(detail) && signatureOf(detail) === SIGNATURES.output) {
    const made = isList(detail.dependencies) && detail.dependencies.includes(CREDENTIALS_URN);
    return made && !isUnknown(plain) && !isSecret(plain) ? ofCredentials(plain) : plain;
  }
  if (isList(plain)) return isList(detail) ? plain.map((inner, index) => traced(inner, detail[index])) : plain;
  return isObject(plain) && isObject(detail) ? Object.fromEntries(Object.entries(plain).map(([key, inner]) => [key, traced(inner, detail[key])])) : plain;
}

const asKnown = (value: WireValue): WireValue =>
  (isList(value) ? value.map(asKnown) : isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asKnown(inner)])) : isUnknown(value) ? ARGUMENT : value);

const isRegistered = (value: unknown): value is Registered => typeof value === "object" && value !== null && "urn" in value;

const urnsOf = (origins: Origins): Promise<readonly string[]> =>
  Promise.all([...new Set([...origins.values()].flatMap(resources => [...resources]))].filter(isRegistered).map(({ urn }) => urn.promise()));

const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === "function";

/**
 * The functions of a module that send properties to the engine, aware of credentials; undefined where a module has not all of them.
 * @param givesCredentials whether a function, by its token, gives credentials
 * @param asksAnyway whether it is asked where it is not known of which cluster, which the SDK would not do: what is made of the answer is told then, too
 */
export function followingCredentials(exports: Members, givesCredentials: (token: string) => boolean, asksAnyway: boolean): object | undefined {
  const { ofResource, ofOutputs, ofFunction, read } = CREDENTIALS_SEAM;
  if (![ofResource, ofOutputs, ofFunction, read].every(name => isFunction(exports[name]))) return undefined;
  const writeResource = exports[ofResource] as WriteTraced, writeOutputs = exports[ofOutputs] as Write, writeArguments = exports[ofFunction] as WriteTraced;
  /** Once credentials were asked for. */
  let origin: object | undefined;
  const references = (urns: readonly string[]): readonly object[] => [...(exports[read] as Read)({ [SIGNATURE_KEY]: SIGNATURES.output, value: null, dependencies: urns }).resources()];
  const begin = (): object | undefined => (origin ??= references([CREDENTIALS_URN])[0]);

  const forFunction: WriteTraced = async function serializePropertiesReturnDeps(label, properties, ...rest) {
    const [args, origins] = await writeArguments.call(this, label, properties, ...rest);
    const prefix = UNANSWERED_SEAM.ofFunction;
    const gives = label.startsWith(prefix) && givesCredentials(label.slice(prefix.length));
    // With an argument that is not known, or made of a resource whose id is not, the SDK does not ask, and nothing is made of the answer.
    const from = gives && (asksAnyway || !holdsUnknown(args)) ? begin() : undefined;
    if (from === undefined) return [args, origins];
    const own = new Set([from]);
    if (!asksAnyway) return [args, new Map(origins).set(CREDENTIALS_URN, own)];
    // What the arguments are made of, by URN alone: were it the resource itself, the SDK would not ask before its id is known.
    return [asKnown(args) as Record<string, WireValue>, new Map([[CREDENTIALS_URN, new Set([from, ...references(await urnsOf(origins))])]])];
  };
  const forResource: WriteTraced = async function serializeResourceProperties(label, properties, options) {
    const [plain, origins] = await writeResource.call(this, label, properties, options);
    const made = origin === undefined ? [] : [...origins].filter(([, resources]) => resources.delete(origin)).map(([key]) => key);
    // A remote component's inputs are output values in any case.
    if (made.length === 0 || options?.keepOutputValues === true) return [plain, origins];
    const [detail] = await writeResource.call(this, label, Object.fromEntries(Object.entries(properties).filter(([key]) => made.includes(key))), detailed(options));
    return [{ ...plain, ...Object.fromEntries(made.map(key => [key, traced(plain[key] ?? null, detail[key])])) }, origins];
  };
  const forOutputs: Write = async function serializeProperties(label, properties, options) {
    const plain = await writeOutputs.call(this, label, properties, options);
    return origin === undefined ? plain : traced(plain, await writeOutputs.call(this, label, properties, detailed(options))) as Record<string, WireValue>;
  };
  return { [ofFunction]: forFunction, [ofResource]: forResource, [ofOutputs]: forOutputs };
}
