import { describe, expect, test } from "@jest/globals";
import { windowText } from "../../../../planner/views/text/maintenance";
import { UNKNOWN } from "../../plan-builder";

const said = (maintenanceWindow: Parameters<typeof windowText>[0]) => windowText({ maintenanceWindow }).filter(text => text !== undefined);

describe("a maintenance window", () => {
  test("says how often, when and for how long", () => {
    expect(said({ schedule: { daily: { intervalDays: 3 } }, startTime: "02:00", durationHours: 4 })).toEqual(["every 3 days", "from 02:00 UTC+00:00", "4 hours"]);
    expect(said({ schedule: { weekly: { intervalWeeks: 1, dayOfWeek: "Monday" } }, startTime: "22:30", utcOffset: "+05:30", durationHours: 8 })).toEqual(["every week on Monday", "from 22:30 UTC+05:30", "8 hours"]);
    expect(said({ schedule: { absoluteMonthly: { intervalMonths: 1, dayOfMonth: 15 } } })).toEqual(["every month on day 15"]);
    expect(said({ schedule: { relativeMonthly: { intervalMonths: 2, weekIndex: "First", dayOfWeek: "Sunday" } } })).toEqual(["every 2 months on the first Sunday"]);
  });

  test("says what it does not know, and nothing of what is not declared", () => {
    expect(said({ schedule: { weekly: { intervalWeeks: UNKNOWN, dayOfWeek: UNKNOWN } } })).toEqual(["every (not known) weeks on (not known)"]);
    expect(said({})).toEqual([]);
  });
});
