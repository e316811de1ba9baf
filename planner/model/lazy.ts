type Parts<T> = { readonly [Key in keyof T]-?: () => T[Key] };

/** An object whose parts are computed when they are first asked for, each once. A part may ask for others, in no circle. */
export function lazily<T extends object>(parts: Parts<T>): T {
  const made = {};
  for (const [key, compute] of Object.entries<() => unknown>(parts)) {
    Object.defineProperty(made, key, {
      enumerable: true, configurable: true,
      get() {
        const value = compute();
        Object.defineProperty(made, key, { enumerable: true, value });
        return value;
      },
    });
  }
  return made as T;
}

/** All parts as a plain object, without those that came to nothing. */
export const settled = <T extends object>(parts: T): T => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as T;
