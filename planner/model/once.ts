/** What is asked of the same things again and again, worked out once. */

/** Computes what follows from a subject once, for as long as the subject lives. A list is a subject too: the same list, not another of the same elements. */
export function once<S extends object, T>(compute: (subject: S) => T): (subject: S) => T {
  const known = new WeakMap<S, { readonly value: T }>();
  return subject => {
    const found = known.get(subject) ?? { value: compute(subject) };
    known.set(subject, found);
    return found.value;
  };
}

/** The elements of a list by a key, in their order; those without one are left out. */
export function groupedBy<T, K>(all: readonly T[], keyOf: (each: T) => K | undefined): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

/** The first element of a list for each key. */
export const firstBy = <T, K>(all: readonly T[], keyOf: (each: T) => K | undefined): ReadonlyMap<K, T> =>
  new Map([...groupedBy(all, keyOf)].flatMap(([key, [first]]) => (first === undefined ? [] : [[key, first] as const])));
