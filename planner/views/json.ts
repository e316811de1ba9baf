import type { Plan } from "../model/plan";

/** The plan as the published contract: `plan.schema.json`. The order of keys is fixed, so that two plans can be compared as text. */
export function toJson(plan: Plan): string {
  const { formatVersion, project, stack, source, resources, omitted, predicted, analyses, findings, suppressed, undecided, outputs, notes } = plan;
  return `${JSON.stringify({ formatVersion, project, stack, source, resources, omitted, predicted, analyses, findings, suppressed, undecided, outputs, notes }, null, 2)}\n`;
}
