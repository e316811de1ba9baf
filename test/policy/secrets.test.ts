import { expect, test } from "@jest/globals";
import * as deserialize from "@pulumi/policy/deserialize";
import { keepSecretsApart } from "../../policy/secrets";

test("a pack whose SDK reads properties in another way does not start", () => {
  const internals = deserialize as { deserializeProperties?: unknown };
  const { deserializeProperties } = internals;
  delete internals.deserializeProperties;
  try {
    expect(() => { keepSecretsApart(); }).toThrow(/secrets could not be told/);
  } finally {
    internals.deserializeProperties = deserializeProperties;
  }
});
