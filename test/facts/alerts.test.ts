import { describe, expect, it } from "@jest/globals";
import { alertOf, ALERTS, EVALUATED_EVERY, type AlertKey } from "../../facts/alerts";

/** Windows of metric alerts and log alerts that are no longer than an hour. Source: microsoft/Docker-Provider, recommended_alerts_ARM (metric alerts). */
const MINUTES: Readonly<Record<string, number>> = { PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 };

describe.each(Object.keys(ALERTS) as AlertKey[])("the alert %s", key => {
  const alert = alertOf(key);

  it("says why it matters and who says so, with a day", () => {
    expect([alert.title, alert.reason, alert.source].every(text => text.length > 10)).toBe(true);
    expect(alert.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("looks at a window that Azure offers and that is not shorter than the time between two looks", () => {
    const window = alert.on === "prometheus" ? alert.for : alert.window;
    expect(MINUTES[window]).toBeGreaterThanOrEqual(MINUTES[EVALUATED_EVERY] ?? Infinity);
  });
});
