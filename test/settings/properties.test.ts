import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readSettings } from "../../settings/read";
import { onMocks } from "../mocks";
import { asValues, STACKS, stackTree, withValue, type Tree } from "../stack-config";
import anatomy from "../../index";

/** Every path to a value, also to the ones inside. */
function pathsOf(value: unknown, at: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [[...at]];
  const inner = Array.isArray(value) ? value.map((item: unknown, index): [number, unknown] => [index, item]) : Object.entries(value);
  return [...(at.length > 0 ? [[...at]] : []), ...inner.flatMap(([key, item]) => pathsOf(item, [...at, key]))];
}

const plausible = fc.oneof(
  fc.constantFrom("10.0.0.0/8", "10.240.0.0/25", "172.16.0.0/16", "192.168.0.0/29", "0.0.0.0/0", "10.240.1.5", "10.0.0.10", "kubenet", "azure-cni-overlay", "calico", "none", "Premium", "system-assigned", "Standard_B2ms", "a", "x".repeat(200), "", "[]", "{}", "null"),
  fc.constantFrom<unknown>(0, 1, 2, 5, 30, 80, 85, 250, 1000, 65535, -1, 1.5, true, false, null, [], {}, undefined),
  fc.jsonValue({ maxDepth: 2 }),
);

const changedUpTo = (most: number): fc.Arbitrary<{ stack: string; tree: Tree }> => fc.constantFrom(...STACKS).chain(stack => {
  const paths = pathsOf(stackTree(stack));
  return fc.array(fc.tuple(fc.constantFrom(...paths), plausible), { minLength: 1, maxLength: most }).map(changes => ({
    stack, tree: changes.reduce((tree, [path, value]) => { try { return withValue(tree, path, value); } catch { return tree; } }, stackTree(stack)),
  }));
});

const read = (stack: string, values: Record<string, string>) => readSettings({ project: "aks-anatomy", stack, values, imagePort: 80 });

describe("any configuration", () => {
  it("is read or refused with located mistakes, and never makes the reader throw", () => {
    fc.assert(fc.property(changedUpTo(4), ({ stack, tree }) => {
      const result = read(stack, asValues(tree));
      if ("settings" in result) return;
      expect(result.problems.length).toBeGreaterThan(0);
      for (const { path, found, allowed } of result.problems) {
        expect(path).toMatch(/^[A-Za-z]/);
        expect(found).not.toBe("");
        expect(allowed).not.toBe("");
        expect(`${found}${allowed}`).not.toMatch(/\[object |undefined|NaN|Infinity/);
      }
    }), { numRuns: 120 });
  });

  it("of any text at all is read or refused with located mistakes", () => {
    fc.assert(fc.property(fc.dictionary(fc.oneof(fc.constantFrom("network", "cluster", "nodePools", "apps", "names", "location", "service", "vault"), fc.string()).map(key => `aks-anatomy:${key}`), fc.oneof(fc.string(), fc.json())), values => {
      expect("problems" in read("dev", values) || "settings" in read("dev", values)).toBe(true);
    }), { numRuns: 100 });
  });

  it("that is read can be built by the program without an error", async () => {
    const buildable = changedUpTo(1).filter(({ stack, tree }) => "settings" in read(stack, asValues(tree)));
    await fc.assert(fc.asyncProperty(buildable, async ({ stack, tree }) => {
      const registered = await onMocks(() => anatomy(), { stack, config: asValues(tree) });
      expect(registered.filter(({ type }) => type.endsWith(":ManagedCluster"))).toHaveLength(1);
    }), { numRuns: 8 });
  }, 60_000);
});
