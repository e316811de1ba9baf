import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import { PlanError } from "../../../planner/model/plan-error";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWN } from "../../../planner/model/signatures";
import { toJson } from "../../../planner/views/json";
import { toText } from "../../../planner/views/text/text";
import { fixture, readText } from "./previews";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const DOCUMENTS = ["change", "azure", "create"].map(name => JSON.parse(fixture(name)) as Json);

/** A place of a document that chance decides: it goes down until it is at an end or has gone deep enough. */
function place(value: Json, choices: readonly number[]): { readonly within: Json[] | { [key: string]: Json }; readonly key: string | number } | undefined {
  let found: ReturnType<typeof place>;
  let at = value;
  for (const choice of choices) {
    // Within a secret nothing is changed: without its signature it would be none.
    if (typeof at !== "object" || at === null || SIGNATURE_KEY in at) break;
    const keys = Object.keys(at);
    const key = keys[choice % keys.length];
    if (key === undefined) break;
    found = { within: at, key: Array.isArray(at) ? Number(key) : key };
    at = Array.isArray(at) ? at[Number(key)] ?? null : at[key] ?? null;
  }
  return found;
}

function put(within: Json[] | { [key: string]: Json }, key: string | number, value: Json | undefined): void {
  if (value === undefined && Array.isArray(within)) within.splice(Number(key), 1);
  else if (value === undefined) Reflect.deleteProperty(within, key);
  else Object.defineProperty(within, key, { value: structuredClone(value), configurable: true, enumerable: true, writable: true });
}

const choices = fc.array(fc.nat(60), { minLength: 1, maxLength: 9 });
const other = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, "", 0, -1, true, [], {}, "create", "delete", "replace", "same", "[secret]", UNKNOWN, "urn:pulumi:dev::life::a:b:C::d", { $secret: true, x: 1 }, { $unknown: true }),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** Everything that may be printed: the plan in both formats, or the one error. */
function outcome(document: Json): string {
  try {
    const plan = analyse(readText(JSON.stringify(document)));
    return toJson(plan) + toText(plan, { colour: false });
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return error.message;
  }
}

describe("a preview in which something was changed by chance", () => {
  test("gives a plan or one clear error", () => {
    fc.assert(fc.property(fc.constantFrom(...DOCUMENTS), fc.array(fc.tuple(choices, other), { minLength: 1, maxLength: 3 }), (document, changes) => {
      const changed = structuredClone(document);
      for (const [where, value] of changes) {
        const found = place(changed, where);
        if (found) put(found.within, found.key, value);
      }
      expect(outcome(changed).length).toBeGreaterThan(0);
    }), { numRuns: 100 });
  });

  test("shows no secret of it, plain, in base64 or URL-encoded", () => {
    const password = "pa$$ wörd/1234567890";
    const forms = [password, Buffer.from(password).toString("base64"), encodeURIComponent(password)];
    const secrets: readonly Json[] = [
      { [SIGNATURE_KEY]: SIGNATURES.secret, plaintext: JSON.stringify(password) },
      { [SIGNATURE_KEY]: SIGNATURES.secret, plaintext: JSON.stringify({ deep: [...forms] }), ciphertext: password },
      { [SIGNATURE_KEY]: SIGNATURES.secret, value: password },
      { [SIGNATURE_KEY]: SIGNATURES.output, value: { password }, secret: true },
    ];
    fc.assert(fc.property(fc.constantFrom(...DOCUMENTS), fc.array(fc.tuple(choices, fc.constantFrom(...secrets)), { minLength: 1, maxLength: 4 }), fc.constantFrom("", ...forms), (document, changes, said) => {
      const changed = structuredClone(document);
      for (const [where, value] of changes) {
        const found = place(changed, where);
        if (found) put(found.within, found.key, value);
      }
      const { diagnostics, ...rest } = changed as { readonly [key: string]: Json };
      // Only what the file says to be a secret can be known for one in what the engine said.
      const failed = said !== "" && JSON.stringify(rest).includes("1234567890");
      const shown = outcome({ ...rest, ...(failed ? { diagnostics: [{ severity: "error", message: `failed with ${said}` }] } : { diagnostics: diagnostics ?? null }) });
      for (const form of forms) expect(shown).not.toContain(form);
    }), { numRuns: 100 });
  });
});
