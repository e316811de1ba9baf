/** JSON Schemas of what comes in and goes out; the OpenAPI document shows them under these names. */
import { HOUSE_IDS, TRAIT_RANGE, TRAITS } from "./houses";
import { NAME_MAX_CODE_POINTS } from "./name";
import { TRAIT_SOURCES } from "./sorting";

const trait = { type: "integer", ...TRAIT_RANGE } as const;
const houseId = { type: "string", enum: HOUSE_IDS } as const;
const traitName = { type: "string", enum: TRAITS } as const;
const text = { type: "string" } as const;

/** An object that has exactly the given members, all of them. */
const exactly = (properties: Readonly<Record<string, object>>, description: string) =>
  ({ type: "object", description, properties, required: Object.keys(properties), additionalProperties: false }) as const;

const forEachTrait = <T>(schema: T): Readonly<Record<string, T>> => Object.fromEntries(TRAITS.map(name => [name, schema]));

export const SCHEMAS = [
  {
    $id: "House",
    ...exactly({ id: houseId, name: text, founder: text, values: traitName, animal: text, colours: { type: "array", items: text } },
      "A house and the trait that it looks for."),
  },
  { $id: "Houses", ...exactly({ houses: { type: "array", items: { $ref: "House#" } } }, "All houses.") },
  { $id: "Traits", ...exactly(forEachTrait(trait), "All traits of a student.") },
  {
    $id: "Student",
    ...exactly({ id: { type: "string", pattern: "^[a-z]+(-[a-z]+)*$" }, name: text, traits: { $ref: "Traits#" }, house: houseId },
      "A student on the list, and the house that the sorting rule gives."),
  },
  { $id: "Students", ...exactly({ students: { type: "array", items: { $ref: "Student#" } } }, "Students on the list, in its order.") },
  {
    $id: "Candidate",
    type: "object",
    description: "The student to sort. Traits that are left out are found by the sorting rule.",
    properties: {
      // No maxLength: it would count before normalisation, and composing letters shortens a name.
      name: { type: "string", minLength: 1, description: `1 to ${NAME_MAX_CODE_POINTS} Unicode code points, counted after normalisation; no control characters.` },
      traits: { type: "object", properties: forEachTrait(trait), additionalProperties: false },
    },
    required: ["name"],
    additionalProperties: false,
    examples: [{ name: "Euphemia Rowle", traits: { bravery: 4, ambition: 9 } }],
  },
  {
    $id: "Sorting",
    ...exactly({
      student: exactly({ name: text, traits: { $ref: "Traits#" } }, "The student as sorted: the normalised name and all traits."),
      house: houseId,
      reason: exactly({
        trait: { ...traitName, description: "The trait that decided." },
        decidedBy: { type: "string", enum: ["trait", "name"], description: "`name` where the name's hash chose between equally high traits." },
        sources: exactly(forEachTrait({ type: "string", enum: TRAIT_SOURCES }), "Where each trait came from."),
        text: { type: "string", description: "The reason as a sentence." },
      }, "Why this house."),
    }, "A house for a student. The same student gets the same bytes from every replica."),
  },
  { $id: "Status", ...exactly({ status: { type: "string", enum: ["alive", "ready"] } }, "The answer to a probe.") },
  {
    $id: "Problem",
    type: "object",
    description: "What went wrong (RFC 9457).",
    properties: {
      type: { type: "string", const: "about:blank" },
      title: { type: "string", description: "The status's own phrase." },
      status: { type: "integer", minimum: 400, maximum: 599 },
      detail: text,
      errors: {
        type: "array",
        items: {
          type: "object",
          properties: {
            detail: text,
            pointer: { type: "string", description: "Place in the body: a JSON pointer as URI fragment." },
            parameter: { type: "string", description: "Name of the query parameter." },
          },
          required: ["detail"],
          additionalProperties: false,
        },
      },
    },
    required: ["type", "title", "status"],
    additionalProperties: false,
  },
] as const;

const PROBLEM_PHRASES = {
  400: "The request is malformed or not as described here.",
  404: "There is no such thing.",
  413: "The body is too long.",
  415: "The body is not plain application/json.",
  503: "Not able to answer now; try another replica or later.",
} as const;

type ProblemStatus = keyof typeof PROBLEM_PHRASES;

/** The responses of a route: its answer, by the name of its schema, and the problems that it may give instead. */
export function responses(answer: { readonly schema: string; readonly description: string; readonly headers?: object }, ...problems: readonly ProblemStatus[]) {
  const { schema, description, headers } = answer;
  return {
    200: { description, ...(headers === undefined ? {} : { headers }), content: { "application/json": { schema: { $ref: `${schema}#` } } } },
    ...Object.fromEntries(problems.map(status => [
      status,
      { description: PROBLEM_PHRASES[status], content: { "application/problem+json": { schema: { $ref: "Problem#" } } } },
    ])),
  };
}
