/** A maintenance window as people say it. */
import type { PlanObject } from "../../model/plan";
import { countAt, readAt, textAt } from "../../model/read";

const NOT_KNOWN = "(not known)";

/** `every week`, `every 3 weeks`; an interval that is not known is said to be so. */
const every = (count: number | undefined, unit: string): string => (count === 1 ? `every ${unit}` : `every ${count ?? NOT_KNOWN} ${unit}s`);

function recurrence(inputs: PlanObject): string | undefined {
  const of = (kind: string, key: string): readonly string[] => ["maintenanceWindow", "schedule", kind, key];
  const has = (kind: string): boolean => readAt(inputs, "maintenanceWindow", "schedule", kind).knowledge !== "absent";
  const day = (kind: string): string => textAt(inputs, ...of(kind, "dayOfWeek")) ?? NOT_KNOWN;
  if (has("daily")) return every(countAt(inputs, ...of("daily", "intervalDays")), "day");
  if (has("weekly")) return `${every(countAt(inputs, ...of("weekly", "intervalWeeks")), "week")} on ${day("weekly")}`;
  if (has("absoluteMonthly")) return `${every(countAt(inputs, ...of("absoluteMonthly", "intervalMonths")), "month")} on day ${countAt(inputs, ...of("absoluteMonthly", "dayOfMonth")) ?? NOT_KNOWN}`;
  if (!has("relativeMonthly")) return undefined;
  return `${every(countAt(inputs, ...of("relativeMonthly", "intervalMonths")), "month")} on the ${textAt(inputs, ...of("relativeMonthly", "weekIndex"))?.toLowerCase() ?? NOT_KNOWN} ${day("relativeMonthly")}`;
}

/** How often, when, and for how long; what is not declared is left out. */
export function windowText(inputs: PlanObject): readonly (string | undefined)[] {
  const start = textAt(inputs, "maintenanceWindow", "startTime");
  const hours = countAt(inputs, "maintenanceWindow", "durationHours");
  // Azure's default offset (bicep-types-az, MaintenanceWindow).
  const offset = textAt(inputs, "maintenanceWindow", "utcOffset") ?? "+00:00";
  return [recurrence(inputs), start && `from ${start} UTC${offset}`, hours === undefined ? undefined : `${hours} hours`];
}
