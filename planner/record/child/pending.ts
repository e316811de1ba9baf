/** What a program was still waiting for, from the labels that the SDK gives its promises. */

/** `resourceName (type)` of `resource:resourceName[type]`. */
const resourceText = (label: string): string | undefined => {
  const match = /resource:(.+?)\[([^\]]*)\]/.exec(label);
  return match === null ? undefined : `'${match[1]}' (${match[2]})`;
};

/** The property behind `resource:name[type].property.deeper`, as in a label about a value that is waited for. */
function propertyText(label: string): string | undefined {
  const match = /Promise<resource:(.+?)\[([^\]]*)\]\.([^>]+)>/.exec(label);
  return match === null ? undefined : `the input '${(match[3] ?? "").replace(/\.id$/, "")}' of '${match[1]}' (${match[2]})`;
}

function text(label: string): string | undefined {
  const awaited = label.startsWith("serializeProperty.await(") ? propertyText(label) : undefined;
  if (awaited !== undefined) return awaited;
  if (label.startsWith("resolveURN(")) {
    const resource = resourceText(label);
    return resource === undefined ? undefined : `the registration of ${resource}`;
  }
  const invoked = /tok=(\S+)/.exec(label);
  return invoked === null ? undefined : `the function ${invoked[1]}`;
}

/** Inputs that never came first, then registrations and functions; each once, in order. */
export function pendingTexts(labels: readonly string[]): readonly string[] {
  const texts = [...new Set(labels.flatMap(label => text(label) ?? []))].sort();
  const inputs = texts.filter(line => line.startsWith("the input"));
  return [...inputs, ...texts.filter(line => !line.startsWith("the input"))];
}
