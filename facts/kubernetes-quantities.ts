/** Quantities of Kubernetes: `250m`, `1.5`, `512Mi`, `2G`. Source: Kubernetes API reference, Quantity; as of 2026-11-22. */
const SUFFIXES: Readonly<Record<string, number>> = { m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 };

/** What a quantity comes to, in units such as processors or bytes; undefined for a text that is none of those read here. */
export function quantityOf(text: string): number | undefined {
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?|\.\d+)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix] : undefined;
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
