/** Outputs as a provider gives them in a preview: what Azure will fill into an object that the program declares in part is there, and unknown. */
import { filledIn, type FilledIn } from "../../facts/filled-in";
import { isList, isObject, signatureOf, textOf, UNKNOWN, type WireObject, type WireValue } from "./engine/wire";

const isPlain = (value: WireValue): value is WireObject => isObject(value) && signatureOf(value) === undefined;

function fill(value: WireValue, [key, ...rest]: readonly string[], change: (object: WireObject) => WireObject): WireValue {
  if (isList(value)) return key === "*" ? value.map(each => fill(each, rest, change)) : value;
  if (!isPlain(value)) return value;
  if (key === undefined) return change(value);
  const inner = (name: string, part: WireValue): WireValue => (key === "*" || key === name ? fill(part, rest, change) : part);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inner(name, part)]));
}

function added({ properties, idUnder }: FilledIn, object: WireObject, id: string | undefined): WireObject {
  const name = textOf(object.name);
  const own = idUnder === undefined || id === undefined || name === undefined ? UNKNOWN : `${id}/${idUnder}/${name}`;
  return { ...Object.fromEntries(properties.map(property => [property, property === "id" ? own : UNKNOWN])), ...object };
}

/**
 * The outputs with what Azure will fill in, unknown; the ids of what stands inline are known where the resource's own id is.
 * @param type token of the resource
 * @param id of the resource, where it is known
 */
export function withFilledIn(type: string, outputs: WireObject, id: string | undefined): WireObject {
  // What has no such object stays the very same: the engine sends it back as it came.
  return filledIn(type).filter(({ at: [first = ""] }) => Object.hasOwn(outputs, first)).reduce((sofar, part) => {
    const filled = fill(sofar, part.at, object => added(part, object, id));
    return isObject(filled) ? filled : sofar;
  }, outputs);
}
