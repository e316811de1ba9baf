import { describe, expect, it } from "@jest/globals";
import { UNANSWERED_SEAM, withPlaceholders } from "../../../../planner/record/child/unanswered-seam";
import { unanswered } from "../../../../planner/record/engine/unanswered";
import { UNKNOWN } from "../../../../planner/record/engine/wire";

type Function = (...args: readonly unknown[]) => unknown;
interface Deep extends Iterable<Deep> { readonly [key: string]: Deep; (...args: readonly unknown[]): Deep }

/** The SDK's two functions, as far as they matter here. */
const exchanged = withPlaceholders({ [UNANSWERED_SEAM.read]: (properties: unknown) => properties, [UNANSWERED_SEAM.write]: (_label: string, properties: unknown) => properties }) as Record<string, Function>;
const read = (properties: unknown): Deep => exchanged[UNANSWERED_SEAM.read]?.(properties) as Deep;
const write = (label: string, properties: unknown): unknown => exchanged[UNANSWERED_SEAM.write]?.(label, properties);
const result = read(unanswered("test:index:listKeys"));

describe("the result of a function that was not answered", () => {
  it("is unknown to the SDK, however deep a program reads in it", () => {
    for (const value of [result, result.keys, result.keys?.[0]?.value, result.keys?.find?.(() => true)?.value, result.zones?.[0]?.trim?.()]) expect(value?.[UNANSWERED_SEAM.mark]).toBe(true);
  });

  it("is neither a promise nor one of the SDK's own things", async () => {
    expect(await Promise.resolve(result)).toBe(result);
    expect([result.__pulumiOutput, result.__pulumiResource, result.constructor, result.doNotCapture]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("makes every text around it one that is not known", () => {
    expect([`key=${String(result.key)}`, ["key", result.key].join("="), JSON.stringify({ key: result.key })].every(text => text.includes(UNKNOWN))).toBe(true);
  });

  it("may be taken apart, but not gone through: nobody knows how many there are", () => {
    const [first, second] = result.keys ?? [];
    expect([first?.[UNANSWERED_SEAM.mark], second?.[UNANSWERED_SEAM.mark]]).toEqual([true, true]);
    const reason = "the result of test:index:listKeys is not known offline, and the program goes through its elements: how many there are decides what the plan holds";
    expect(() => [...result.keys ?? []]).toThrow(reason);
    expect(() => result.keys?.forEach?.(() => undefined)).toThrow(reason);
  });

  it("cannot be asked what is in it: the program would decide by the answer", () => {
    for (const method of ["includes", "some", "startsWith", "indexOf"]) expect(() => result.keys?.[method]?.("x")).toThrow("the result of test:index:listKeys is not known offline, and the program asks what is in it, to decide by that");
  });

  it("can neither be calculated with nor decoded: what came of it would look as if it were known", () => {
    expect(() => Number(result.count)).toThrow("the result of test:index:listKeys is not known offline, and the program calculates with it");
    expect(() => Buffer.from(Object(result.value) as string, "base64")).toThrow("the result of test:index:listKeys is not known offline, and the program converts it");
  });

  it("keeps the properties that are certain", () => {
    const partly = read(unanswered("test:index:getThing", { id: "certain" }));
    expect(partly.id).toBe("certain");
    expect(partly[UNANSWERED_SEAM.mark]).toBeUndefined();
    expect(partly.location?.[UNANSWERED_SEAM.mark]).toBe(true);
  });

  it("goes into a further function as an argument that is asked about, and into a resource as it is", () => {
    const args = { group: result.name, list: [result.name, "known"], at: new Date(0) };
    expect(write("invoke:test:index:getThing", args)).toEqual({ group: expect.stringContaining(UNKNOWN), list: [expect.stringContaining(UNKNOWN), "known"], at: args.at });
    expect(write("invoke:test:index:getThing", { group: result.name })).not.toEqual({ group: UNKNOWN });
    expect(write("resource:thing", args)).toBe(args);
  });
});

it("leaves what was answered, and modules of other kinds, alone", () => {
  const properties = { id: "i" };
  expect(read(properties)).toBe(properties);
  expect(withPlaceholders({ deserializeProperties: 1 })).toBeUndefined();
});
