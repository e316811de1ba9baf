/**
 * The sorting rule: a pure function of the student. It reads no clock, no randomness, no storage and nothing of the machine,
 * so any number of replicas gives the same answer.
 */
import { createHash } from "node:crypto";
import { HOUSE_OF_TRAIT, TRAIT_RANGE, TRAITS, type HouseId, type Trait } from "./houses";
import type { StudentName } from "./name";
import { studentByName, type Traits } from "./students";

/** The rule in words, for the OpenAPI document. What it says about bytes is enough to compute an answer by hand. */
export const SORTING_RULE = `Each house looks for one trait: Gryffindor for bravery, Hufflepuff for loyalty, Ravenclaw for wit, Slytherin for ambition. \
A trait is a whole number from ${TRAIT_RANGE.minimum} to ${TRAIT_RANGE.maximum}. The highest trait decides.

1. The name is normalised: Unicode NFC, runs of white space folded into one space, ends trimmed. Letter case counts.
2. Each trait is taken from the request; where the request leaves it out, from the list of students, if the name is on it; \
otherwise it is read from the name. Let H be the SHA-256 of the normalised name in UTF-8, read as big-endian unsigned 32-bit words H0, H1 and so on: \
bravery is H0 mod 11, loyalty H1 mod 11, wit H2 mod 11 and ambition H3 mod 11.
3. The house of the highest trait takes the student. Among equally high traits, those of the request or the list go before those read from the name. \
If n traits are still equal, the one at position H4 mod n is taken, counting from 0 in the order bravery, loyalty, wit, ambition.

The answer depends on nothing else: every replica gives the same bytes.`;

/** Where the score of a trait came from: the request, the list of students, or the name's hash. */
export const TRAIT_SOURCES = ["request", "list", "name"] as const;
type TraitSource = (typeof TRAIT_SOURCES)[number];

/** What may be known of a student. Traits are whole numbers in `TRAIT_RANGE`; what is absent is found by the rule. */
export interface Candidate {
  readonly name: StudentName;
  readonly traits?: Partial<Traits>;
}

export interface Sorting {
  /** The student as sorted: the normalised name and all four traits. */
  readonly student: { readonly name: StudentName; readonly traits: Traits };
  readonly house: HouseId;
  readonly reason: {
    /** The trait that decided. */
    readonly trait: Trait;
    /** `name` where the name's hash had to choose between equally high traits. */
    readonly decidedBy: "trait" | "name";
    readonly sources: Readonly<Record<Trait, TraitSource>>;
    /** The reason as a sentence. */
    readonly text: string;
  };
}

interface Score { readonly trait: Trait; readonly value: number; readonly source: TraitSource }

/** Word of the hash that chooses among equals; the words before it belong to the traits. */
const TIE_WORD = TRAITS.length;

const SOURCE_WORDS: Readonly<Record<TraitSource, string>> = { request: "as given", list: "as listed", name: "read from the name" };

/** Sorts a student by `SORTING_RULE`. Total: every normalised name with any traits has exactly one house. */
export function sortStudent({ name, traits = {} }: Candidate): Sorting {
  const hash = createHash("sha256").update(name, "utf8").digest();
  const word = (index: number): number => hash.readUInt32BE(index * 4);
  const listed = studentByName(name)?.traits;

  const scoreOf = (trait: Trait): Score => {
    const given = traits[trait];
    if (given !== undefined) return { trait, value: given, source: "request" };
    if (listed !== undefined) return { trait, value: listed[trait], source: "list" };
    return { trait, value: word(TRAITS.indexOf(trait)) % (TRAIT_RANGE.maximum + 1), source: "name" };
  };
  const scores = { bravery: scoreOf("bravery"), loyalty: scoreOf("loyalty"), wit: scoreOf("wit"), ambition: scoreOf("ambition") };

  const equals = contenders(TRAITS.map(trait => scores[trait]));
  const chosen = equals[word(TIE_WORD) % equals.length];
  if (chosen === undefined) throw new RangeError("No trait is the highest: a score is not a number.");
  return {
    student: {
      name,
      traits: { bravery: scores.bravery.value, loyalty: scores.loyalty.value, wit: scores.wit.value, ambition: scores.ambition.value },
    },
    house: HOUSE_OF_TRAIT[chosen.trait].id,
    reason: {
      trait: chosen.trait,
      decidedBy: equals.length > 1 ? "name" : "trait",
      sources: { bravery: scores.bravery.source, loyalty: scores.loyalty.source, wit: scores.wit.source, ambition: scores.ambition.source },
      text: sentence(chosen, equals),
    },
  };
}

/** The scores that only the name can tell apart, in the order of `TRAITS`. */
function contenders(scores: readonly Score[]): readonly Score[] {
  const highest = Math.max(...scores.map(score => score.value));
  const equals = scores.filter(score => score.value === highest);
  const known = equals.filter(score => score.source !== "name");
  return known.length > 0 ? known : equals;
}

function sentence(chosen: Score, equals: readonly Score[]): string {
  const house = HOUSE_OF_TRAIT[chosen.trait].name;
  if (equals.length === 1) {
    return `${capital(chosen.trait)} decides with ${chosen.value} of ${TRAIT_RANGE.maximum}, ${SOURCE_WORDS[chosen.source]}: ${house}.`;
  }
  const traits = equals.map(score => score.trait);
  const list = `${traits.slice(0, -1).join(", ")} and ${traits.at(-1) ?? ""}`;
  return `${capital(list)} are equal with ${chosen.value} of ${TRAIT_RANGE.maximum}; the name chooses ${chosen.trait}: ${house}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
