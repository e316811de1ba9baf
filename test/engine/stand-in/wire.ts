/** Values on the way between the engine and a provider, as the engine marks them (github.com/pulumi/pulumi, sdk/go/common/resource/sig and sdk/go/common/resource/plugin/rpc.go). */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export interface Properties { readonly [key: string]: Value }

export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const isObject = (value: Value | undefined): value is Properties => typeof value === "object" && value !== null && !Array.isArray(value);


/** What a provider's API would be sent: secrets without their wrapper. */
function plain(value: Value): Value {
  if (isList(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return plain(value.value ?? null);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

export function plainObject(properties: Properties): Properties {
  const value = plain(properties);
  return isObject(value) ? value : {};
}

export const textOf = (value: Value | undefined): string | undefined => (typeof value === "string" && value !== UNKNOWN ? value : undefined);

/** The value at a path of keys; undefined where there is none. */
export const at = (value: Value | undefined, ...path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
