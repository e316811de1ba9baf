/** Host names as Istio compares them: without regard to case, `*` at the beginning for anything in front. */

export const WILDCARD = "*";

const plainName = (name: string): string => name.toLowerCase();

/** Whether every name that the second stands for is one that the first stands for. */
function covers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  return wide.startsWith(WILDCARD) && narrow.length >= wide.length && narrow.endsWith(wide.slice(WILDCARD.length));
}

/** What two names have in common: the narrower one, or undefined where no request can be meant by both. */
export function commonName(a: string, b: string): string | undefined {
  const [one, other] = [plainName(a), plainName(b)];
  return covers(one, other) ? other : covers(other, one) ? one : undefined;
}

export interface Named<T> { readonly name: string; readonly value: T }

/** Looks names up among many: those without a wildcard are found at once. */
export class HostIndex<T> {
  readonly #exact = new Map<string, Named<T>[]>();
  readonly #wild: Named<T>[] = [];

  constructor(readonly all: readonly Named<T>[]) {
    for (const named of all) {
      const name = plainName(named.name);
      const alike = name.startsWith(WILDCARD) ? this.#wild : this.#exact.get(name);
      if (alike) alike.push(named);
      else this.#exact.set(name, [named]);
    }
  }

  /** Everything that has names in common with the given one, with those names. */
  matching(name: string): readonly Named<T>[] {
    const some = name.startsWith(WILDCARD) ? this.all : [...(this.#exact.get(plainName(name)) ?? []), ...this.#wild];
    return some.flatMap(({ name: own, value }) => {
      const common = commonName(own, name);
      return common === undefined ? [] : [{ name: common, value }];
    });
  }
}
