import { describe, expect, it } from "@jest/globals";
import { CREDENTIALS_URN, dependenciesOf, dependingOn, holdsUnknown, isOfCredentials, isSecret, ofCredentials, secret, SIGNATURE_KEY, SIGNATURES, UNKNOWN, withoutCredentials, withoutOutputs, withOutputs, type WireValue } from "../../../../planner/record/engine/wire";

const output = (members: Readonly<Record<string, WireValue>>): WireValue => ({ [SIGNATURE_KEY]: SIGNATURES.output, ...members });

describe("a value on the wire", () => {
  it("holds an unknown where any part of it is one, also inside a secret", () => {
    expect(holdsUnknown({ list: [1, secret({ deep: UNKNOWN })] })).toBe(true);
    expect(holdsUnknown(output({ dependencies: ["urn"] }))).toBe(true);
    expect(holdsUnknown({ list: [1, secret("known")], nothing: null })).toBe(false);
  });

  it("loses its output values and keeps what they hold", () => {
    expect(withoutOutputs({ a: [output({ value: { b: output({ value: 1 }) } })], c: output({}), d: output({ value: "x", secret: true }) })).toEqual({ a: [{ b: 1 }], c: UNKNOWN, d: secret("x") });
  });

  it("comes back the same after it was given output values", () => {
    const value: WireValue = { known: 1, unknown: UNKNOWN, secret: secret([UNKNOWN, "x"]), list: [null, true] };
    expect(withoutOutputs(withOutputs(value))).toEqual(value);
    expect(withOutputs(UNKNOWN)).toEqual(output({}));
  });

  it("carries the dependencies that it is given, once each", () => {
    const value = dependingOn(dependingOn({ inner: output({ value: 1, dependencies: ["urn:a"] }) }, ["urn:b"]), ["urn:b", "urn:c"]);
    expect([...dependenciesOf(value)].sort()).toEqual(["urn:a", "urn:b", "urn:c"]);
    expect(withoutOutputs(value)).toEqual({ inner: 1 });
    expect(dependingOn(value, ["urn:a"])).toBe(value);
  });

  it("is told apart where it is made of credentials, goes through a transform as such, and comes back to the program unknown", () => {
    const properties = { a: [ofCredentials("text")], b: 1 };
    expect([isOfCredentials(ofCredentials("text")), isOfCredentials(output({ dependencies: [CREDENTIALS_URN] })), isOfCredentials(output({ value: 1, secret: true, dependencies: [CREDENTIALS_URN] }))]).toEqual([true, false, false]);
    expect(withoutOutputs(withOutputs(properties))).toEqual(properties);
    expect([...dependenciesOf(dependingOn(ofCredentials("text"), ["urn:a"]))]).toEqual(["urn:a"]);
    expect(withoutCredentials(properties)).toEqual({ a: [UNKNOWN], b: 1 });
    const others = { a: [output({ value: 1 })] };
    expect(withoutCredentials(others)).toBe(others);
  });

  it("is a secret as a secret and as a secret output", () => {
    expect(isSecret(secret(1))).toBe(true);
    expect(isSecret(output({ value: 1, secret: true }))).toBe(true);
    expect(isSecret(output({ value: 1 }))).toBe(false);
    expect(isSecret({ secret: true })).toBe(false);
  });
});
