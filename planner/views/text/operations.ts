/** What happens to a resource, in the signs that the field has for it. A plan that creates everything needs none. */
import { STACK_TYPE } from "../../model/urn";
import type { Operation, Plan, PlanResource } from "../../model/plan";
import { bad, dim, good, line, padded, warning, type Line, type Span } from "./line";

interface Sign { readonly text: string; readonly tone: (text: string) => Span; readonly says: string }

/** In the order of the legend. What stays as it is has no sign. */
const SIGNS: Readonly<Record<Exclude<Operation, "same">, Sign>> = {
  create: { text: "+", tone: good, says: "create" },
  update: { text: "~", tone: warning, says: "update" },
  replace: { text: "+-", tone: warning, says: "replace" },
  delete: { text: "-", tone: bad, says: "delete" },
  import: { text: "=", tone: good, says: "import" },
  read: { text: ">", tone: dim, says: "read" },
  discard: { text: "<", tone: dim, says: "forget" },
};

/** Columns of a sign and the blank after it. */
const SIGN_WIDTH = 3;

/** The stack itself is in every plan and no news. */
export const isStack = ({ type }: PlanResource): boolean => type === STACK_TYPE;

/** Puts a sign in a column of its own. Undefined, and so no column, in a plan of nothing but creations. */
export type Signer = (op: Operation) => Line | undefined;

export const markOf = (op: Operation): Span | undefined => (op === "same" ? undefined : SIGNS[op].tone(SIGNS[op].text));

const usedIn = (plan: Plan): ReadonlySet<Operation> => new Set(plan.resources.filter(resource => !isStack(resource)).map(({ op }) => op));

export const createsOnly = (plan: Plan): boolean => [...usedIn(plan)].every(op => op === "create");

export function signerOf(plan: Plan): Signer {
  return createsOnly(plan) ? () => undefined : op => padded(line(markOf(op)), SIGN_WIDTH);
}

/** The signs that the plan uses, each with its word. */
export function legendLines(plan: Plan): readonly Line[] {
  if (createsOnly(plan)) return [];
  const used = usedIn(plan);
  const words = Object.entries(SIGNS).filter(([op]) => used.has(op as Operation)).flatMap(([, { text, tone, says }]) => [tone(text), dim(` ${says}   `)]);
  return words.length === 0 ? [] : [line(...words)];
}
