/** Plans that nobody wrote: arbitrary resources of the types that analyses read, and known plans with arbitrary changes. For properties that hold of every plan. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanObject, PlanResource, PlanValue, RecordedPlan } from "../../planner/model/plan";
import { isList, isObject } from "../../planner/model/values";
import { RULES } from "../../planner/rules/catalogue";
import { fixturePlan } from "../../planner/rules/fixture-plan";
import { httpsServer, ingressPlan, redirectServer } from "./ingress-plan";
import { PlanBuilder } from "./plan-builder";

const golden = (stack: string): RecordedPlan => {
  const { formatVersion, project, source, resources, outputs, notes } = JSON.parse(readFileSync(join(__dirname, "../golden", stack, "plan.json"), "utf8")) as RecordedPlan;
  return { formatVersion, project, stack, source, resources, outputs, notes };
};

/** Plans that are near to real ones: of the scenario stacks, and the fixtures of every rule. */
export const STACKS: readonly RecordedPlan[] = [...["dev", "public", "basic", "prod"].map(golden), ingressPlan({ servers: [httpsServer(), redirectServer] })];
export const FIXTURES: readonly RecordedPlan[] = RULES.flatMap(({ fixtures }) => [fixturePlan(fixtures.breaks), fixturePlan(fixtures.nearMiss)]);

const ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v";
const TEXTS = [
  "", " ", "x", "__proto__", "constructor", "toString", "hasOwnProperty", "\u001b[31m", "\u0000", "\n", "ünïcödé", "😀", "\ud800", "a\u202eb", "(", "[a-", "*", "%", "100%", "-1%", "1e3", "٣", "0x10",
  "10.0.0.0/8", "0.0.0.0/0", "10.0.0.9/24", "10.0.0.0/33", "10.0.0.0/-1", "255.255.255.255/32", "10.0.0.1", "010.0.0.1", "10.1", "fd00::/64", "::/0", "::ffff:10.0.0.0/104", "fe80::1%eth0", "fd00::/8,10.0.0.0/8",
  "/", "//", "/subscriptions/", "/subscriptions//resourceGroups//providers//", ID, ID.toUpperCase(), `${ID}/subnets/`, `${ID}/subnets/a/b/c`, "/subscriptions/s",
  "80", "80-90", "90-80", "65536", "VirtualNetwork", "AzureLoadBalancer", "Internet", "1.36", "1", "v1.99.0", "2026-05-01", "9999-99-99", "a.b.c.d.e", "*.example.org", "a/b", "a/b/c",
  "listen x\n bind :85\n server a 127.0.0.1:80", "- {", "array:\n  - |\n    objectName: a\n",
];
const NUMBERS = [0, -0, 1, -1, 0.5, 2, 80, 85, 65536, 1000, 2 ** 31, 2 ** 53, 1e21, 1e300, -1e300, 5e-324];

/** No value that any analysis expects at a certain place. */
const odd: fc.Arbitrary<PlanValue> = fc.letrec<{ value: PlanValue }>(tie => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<PlanValue>(...NUMBERS, null, true, false), fc.constantFrom<PlanValue>(...TEXTS), fc.string({ unit: "binary", maxLength: 6 }),
    fc.constantFrom<PlanValue>({ $unknown: true }, { $secret: true }, {}, []),
    fc.record({ $unknown: fc.constant(true as const), predicted: tie("value") }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("name", "id", "spec", "constructor", "toString", "__proto__", ""), tie("value"), { maxKeys: 3 }),
  ),
})).value;

/** What stands in known plans at one place of a type: its keys, elements and values. */
interface Shape { readonly keys: Map<string, Shape>; element?: Shape; readonly values: Set<PlanValue> }
const newShape = (): Shape => ({ keys: new Map(), values: new Set() });

function learn(shape: Shape, value: PlanValue | undefined): void {
  if (isList(value)) for (const each of value) learn(shape.element ??= newShape(), each);
  else if (isObject(value) && value.$unknown === undefined && value.$secret === undefined) {
    for (const [key, below] of Object.entries(value)) {
      const known = shape.keys.get(key) ?? newShape();
      shape.keys.set(key, known);
      learn(known, below);
    }
  } else if (value !== undefined) shape.values.add(value);
}

const shapes = new Map<string, Shape>();
for (const { resources } of [...STACKS, ...FIXTURES]) {
  for (const { type, inputs } of resources) {
    const shape = shapes.get(type) ?? newShape();
    shapes.set(type, shape);
    learn(shape, inputs);
  }
}

const objectOf = ({ keys }: Shape): fc.Arbitrary<PlanObject> => fc.record(Object.fromEntries([...keys].map(([key, below]) => [key, valueOf(below)])), { requiredKeys: [] });

/** Mostly what is known of the place, at times a wrong kind of thing. */
function valueOf(shape: Shape): fc.Arbitrary<PlanValue> {
  const of: fc.Arbitrary<PlanValue>[] = [
    ...(shape.values.size > 0 ? [fc.constantFrom(...shape.values)] : []),
    ...(shape.keys.size > 0 ? [objectOf(shape)] : []),
    ...(shape.element ? [fc.array(valueOf(shape.element), { maxLength: 3 })] : []),
  ];
  if (of.length === 0) return odd;
  const known = fc.oneof(...of);
  return fc.oneof({ weight: 12, arbitrary: known }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: known.map((predicted): PlanValue => ({ $unknown: true, predicted })) });
}

const OPERATIONS = ["create", "read", "import", "update", "replace", "delete", "discard", "same"] as const;
const resource = fc.constantFrom(...shapes).chain(([type, shape]) => fc.record({
  type: fc.constant(type), inputs: objectOf(shape), custom: fc.boolean(), op: fc.oneof({ weight: 6, arbitrary: fc.constant("create" as const) }, fc.constantFrom(...OPERATIONS)), id: fc.option(fc.oneof(odd, fc.constant<PlanValue>({ $unknown: true })), { nil: undefined }),
  parent: fc.option(fc.nat(9), { nil: undefined }), dependencies: fc.array(fc.nat(9), { maxLength: 2 }), provider: fc.option(fc.nat(9), { nil: undefined }), name: fc.option(fc.constantFrom(...TEXTS), { nil: undefined }),
}));

/** Resources with parents, providers and dependencies among one another, in rings too, and on what is not there. */
export const arbitraryPlan: fc.Arbitrary<RecordedPlan> = fc.array(resource, { maxLength: 8 }).map(all => {
  const urns = all.map(({ type, name }, index) => `urn:pulumi:dev::example::${type}::${name ?? `r${index}`}`);
  const urn = (index: number): string => urns[index] ?? `urn:pulumi:dev::example::gone:gone:Gone::${index}`;
  const plan = new PlanBuilder();
  all.forEach(({ type, name, inputs, custom, op, id, parent, dependencies, provider }, index) => {
    const after = dependencies.map(urn);
    const [property] = Object.keys(inputs);
    plan.add(type, name ?? `r${index}`, inputs, {
      custom, op, ...(id !== undefined && { id }), ...(parent !== undefined && { parent: urn(parent) }), ...(provider !== undefined && { provider: `${urn(provider)}::id` }),
      dependencies: after, propertyDependencies: property === undefined || after.length === 0 ? {} : { [property]: after },
    });
  });
  return plan.build();
});

type Place = readonly (string | number)[];

function placesIn(value: PlanValue | undefined, at: Place = []): readonly Place[] {
  const below = isList(value) ? value.map((each, index) => [index, each] as const) : isObject(value) ? Object.entries(value).filter(([key]) => !key.startsWith("$")) : [];
  return [...(at.length > 0 ? [at] : []), ...below.flatMap(([key, each]) => placesIn(each, [...at, key]))];
}

const at = (value: PlanValue | undefined, [key, ...rest]: Place): PlanValue | undefined => (key === undefined ? value : at((value as PlanObject)[key], rest));

/** A copy with another value at the place; undefined takes it away. */
function replaced(value: PlanValue | undefined, [key, ...rest]: Place, by: readonly PlanValue[]): PlanValue | undefined {
  if (key === undefined) return by[0];
  if (isList(value)) return value.flatMap((each, index) => (index !== key ? [each] : rest.length === 0 ? by : [replaced(each, rest, by) ?? null]));
  return Object.fromEntries(Object.entries(value as PlanObject).flatMap(([name, each]) => {
    const next = name === key ? replaced(each, rest, by) : each;
    return next === undefined ? [] : [[name, next]];
  }));
}

const chosen = <T>(all: readonly T[], choice: number): T | undefined => all[choice % Math.max(1, all.length)];

const inputsChange = fc.record({ change: fc.constantFrom("odd", "odd", "remove", "twice", "elsewhere", "unknown", "predicted", "secret", "list", "object"), resource: fc.nat(), place: fc.nat(), other: fc.nat(), value: odd });
const resourceChange = fc.record({ change: fc.constantFrom("drop", "same-urn", "copy", "parent", "depend", "gone", "op", "id", "type"), resource: fc.nat(), place: fc.nat(), other: fc.nat(), value: odd });
type Change = { readonly change: string; readonly resource: number; readonly place: number; readonly other: number; readonly value: PlanValue };

function changedInputs({ change, place, other, value }: Change, resource: PlanResource, resources: readonly PlanResource[]): PlanResource {
  const path = chosen(placesIn(resource.inputs), place);
  if (!path) return resource;
  const now = at(resource.inputs, path) ?? null;
  const donor = chosen(resources, other)?.inputs;
  const elsewhere = at(donor, chosen(placesIn(donor), place) ?? []) ?? null;
  const by: Readonly<Record<string, readonly PlanValue[]>> = {
    remove: [], twice: [now, now], elsewhere: [elsewhere], unknown: [{ $unknown: true }], predicted: [{ $unknown: true, predicted: now }], secret: [{ $secret: true }], list: [[now]], object: [{ name: now }],
  };
  return { ...resource, inputs: replaced(resource.inputs, path, by[change] ?? [value]) as PlanObject };
}

function changedPlan(plan: RecordedPlan, step: Change): RecordedPlan {
  const { resources } = plan;
  const subject = chosen(resources, step.resource), other = chosen(resources, step.other);
  if (!subject || !other) return plan;
  const put = (...by: readonly PlanResource[]): RecordedPlan => ({ ...plan, resources: resources.flatMap(each => (each === subject ? by : [each])) });
  switch (step.change) {
    case "drop": return put();
    case "same-urn": return put(subject, { ...subject, inputs: other.inputs });
    case "copy": return put(subject, { ...subject, urn: `${subject.urn}-copy`, name: `${subject.name}-copy` });
    case "parent": return put({ ...subject, parent: other.urn });
    case "depend": return put({ ...subject, dependencies: [...subject.dependencies, other.urn], propertyDependencies: { ...subject.propertyDependencies, ...Object.fromEntries(Object.keys(subject.inputs).slice(0, 1).map(key => [key, [other.urn]])) } });
    case "gone": return put({ ...subject, dependencies: ["urn:pulumi:dev::example::gone:gone:Gone::gone"] });
    case "op": return put({ ...subject, op: chosen(OPERATIONS, step.place) ?? "create" });
    case "id": return put({ ...subject, id: step.value });
    case "type": return put({ ...subject, type: other.type });
    default: return put(changedInputs(step, subject, resources));
  }
}

/** One of the plans with a few changes anywhere in it. */
export const changedPlanOf = (plans: readonly RecordedPlan[]): fc.Arbitrary<RecordedPlan> =>
  fc.tuple(fc.constantFrom(...plans), fc.array(fc.oneof({ weight: 4, arbitrary: inputsChange }, { weight: 1, arbitrary: resourceChange }), { minLength: 1, maxLength: 8 })).map(([plan, steps]) => steps.reduce(changedPlan, plan));
