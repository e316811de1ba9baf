/** Outputs of a resource that is not there yet, as Azure Native gives them: what Azure fills into an object of the inputs is unknown (pulumi-azure-native, provider/pkg/convert/previewOutputs.go). */
import { filledIn } from "../../../facts/filled-in";
import { isList, isObject, SIGNATURE, UNKNOWN, type Properties, type Value } from "./wire";

function withUnknowns(value: Value, [key, ...rest]: readonly string[], properties: readonly string[]): Value {
  if (isList(value)) return key === "*" ? value.map(each => withUnknowns(each, rest, properties)) : value;
  // A secret stays as it is.
  if (!isObject(value) || Object.hasOwn(value, SIGNATURE)) return value;
  if (key === undefined) return { ...Object.fromEntries(properties.map(property => [property, UNKNOWN])), ...value };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, key === "*" || key === name ? withUnknowns(inner, rest, properties) : inner]));
}

export const previewed = (type: string, inputs: Properties): Properties => filledIn(type).reduce<Properties>((outputs, { at, properties }) => {
  const filled = withUnknowns(outputs, at, properties);
  return isObject(filled) ? filled : outputs;
}, inputs);
