/** Several cases in one program, where each changes something else. */
import type { Change } from "./sound";

/** What a change touches: arguments by resource, options of resources, what is left out. */
const touched = ({ set = {}, options = {}, without = [] }: Change): readonly string[] => [
  ...Object.entries(set).flatMap(([name, args]) => Object.keys(args).map(key => `${name}.${key}`)),
  ...Object.keys(options).map(name => `options of ${name}`),
  ...without,
];

/**
 * The cases in few groups, so that no two of a group touch the same.
 * @returns names
 */
export function grouped(cases: Readonly<Record<string, { readonly change: Change }>>): readonly (readonly string[])[] {
  const groups: { readonly names: string[]; readonly touched: Set<string> }[] = [];
  for (const [name, { change }] of Object.entries(cases)) {
    const touches = touched(change);
    let group = groups.find(each => !touches.some(touch => each.touched.has(touch)));
    if (group === undefined) groups.push(group = { names: [], touched: new Set() });
    group.names.push(name);
    for (const touch of touches) group.touched.add(touch);
  }
  return groups.map(({ names }) => names);
}

/** One change of several that touch nothing twice. */
export function together(changes: readonly Change[]): Change {
  const set: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [name, args] of changes.flatMap(change => Object.entries(change.set ?? {}))) set[name] = { ...set[name], ...args };
  return {
    set,
    options: Object.fromEntries(changes.flatMap(({ options = {} }) => Object.entries(options))),
    without: changes.flatMap(({ without = [] }) => without),
    more: sound => { for (const { more } of changes) more?.(sound); },
  };
}
