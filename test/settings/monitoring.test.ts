import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../settings/read";
import { asValues, stackTree, type Tree } from "../stack-config";

const read = (sections: Tree) => readSettings({ project: "aks-anatomy", stack: "dev", values: asValues({ ...stackTree("dev"), ...sections }), imagePort: 80 });
const problemsOf = (sections: Tree) => { const result = read(sections); return "problems" in result ? result.problems : []; };

const insights = (more: Tree = {}) => ({ containerInsights: { enabled: true, ...more } });
const emails = ["oncall@example.org"];

describe("settings of logs, metrics and alerts", () => {
  it("collect nothing from the cluster's containers and alert nobody where they say nothing", () => {
    expect(read({})).toMatchObject({ settings: { metrics: {}, alerts: { emails: [], rules: [] } } });
    expect(read({})).not.toHaveProperty("settings.logs.containerInsights");
    expect(read({})).not.toHaveProperty("settings.logs.dailyCapGb");
  });

  it("fill in how Container Insights collects", () => {
    expect(read({ logs: insights() })).toMatchObject({ settings: { logs: { containerInsights: { collect: "logs-and-events", intervalMinutes: 1, namespaces: { mode: "all", names: [] } } } } });
  });

  it.each<readonly [what: string, sections: Tree]>([
    ["all that can be on, and an alert of every kind", {
      logs: { retentionDays: 730, dailyCapGb: 1, ...insights({ intervalMinutes: 30, namespaces: { mode: "exclude", names: ["kube-system"] } }) }, metrics: { prometheus: true },
      alerts: { emails, rules: ["node-not-ready", "pods-pending", "daily-cap-reached", "pods-not-ready"] },
    }],
    ["Container Insights taken out", { logs: { containerInsights: { enabled: false } } }],
    ["alerts on the platform's metrics with nothing in the cluster", { alerts: { emails, rules: ["node-cpu", "node-memory", "node-disk", "api-server-cpu", "pods-failed"] } }],
    ["the shortest retention", { logs: { retentionDays: 30 } }],
  ])("may be %s", (_what, sections) => {
    expect(problemsOf(sections)).toEqual([]);
  });

  it.each<readonly [what: string, sections: Tree, at: string, allowed: RegExp, nearest: string | undefined]>([
    ["alerts that nobody hears", { alerts: { rules: ["node-cpu"] } }, "alerts.emails", /at least one address/, undefined],
    ["addresses that never get anything", { alerts: { emails } }, "alerts.rules", /at least one alert/, undefined],
    ["an address that is none", { alerts: { emails: ["oncall@example"], rules: ["node-cpu"] } }, "alerts.emails[0]", /an e-mail address/, undefined],
    ["an address twice", { alerts: { emails: [...emails, ...emails], rules: ["node-cpu"] } }, "alerts.emails", /no entry twice/, undefined],
    ["an alert twice", { alerts: { emails, rules: ["node-cpu", "node-cpu"] } }, "alerts.rules", /no entry twice/, undefined],
    ["a misspelt alert", { alerts: { emails, rules: ["node-cpus"] } }, "alerts.rules[0]", /node-not-ready/, "node-cpu"],
    ["an alert on tables that nothing fills", { alerts: { emails, rules: ["node-cpu", "pods-pending"] } }, "alerts.rules[1]", /logs\.containerInsights\.enabled: true/, undefined],
    ["an alert on tables that are filled no more", { logs: { containerInsights: { enabled: false } }, alerts: { emails, rules: ["pods-pending"] } }, "alerts.rules[0]", /containerInsights\.enabled: true/, undefined],
    ["an alert on Prometheus' metrics without Prometheus", { alerts: { emails, rules: ["pods-not-ready"] } }, "alerts.rules[0]", /metrics\.prometheus: true/, undefined],
    ["an alert on Prometheus' metrics with Prometheus taken out", { metrics: { prometheus: false }, alerts: { emails, rules: ["pods-crash-looping"] } }, "alerts.rules[0]", /metrics\.prometheus: true/, undefined],
    ["an alert on a cap that is not set", { alerts: { emails, rules: ["daily-cap-reached"] } }, "alerts.rules[0]", /logs\.dailyCapGb/, undefined],
    ["too short a retention", { logs: { retentionDays: 29 } }, "logs.retentionDays", /at least 30/, "30"],
    ["too long a retention", { logs: { retentionDays: 731 } }, "logs.retentionDays", /at most 730/, "730"],
    ["a cap of nothing", { logs: { dailyCapGb: 0 } }, "logs.dailyCapGb", /at least 1/, "1"],
    ["a collection more often than every minute", { logs: insights({ intervalMinutes: 0 }) }, "logs.containerInsights.intervalMinutes", /at least 1/, "1"],
    ["a collection less often than every half hour", { logs: insights({ intervalMinutes: 31 }) }, "logs.containerInsights.intervalMinutes", /at most 30/, "30"],
    ["namespaces that would be ignored", { logs: insights({ namespaces: { names: ["hogwarts"] } }) }, "logs.containerInsights.namespaces.mode", /include or exclude/, "exclude"],
    ["a filter without namespaces", { logs: insights({ namespaces: { mode: "include" } }) }, "logs.containerInsights.namespaces.names", /at least one namespace to include/, undefined],
    ["a namespace that cannot be", { logs: insights({ namespaces: { mode: "include", names: ["Hogwarts"] } }) }, "logs.containerInsights.namespaces.names[0]", /a namespace/, undefined],
    ["settings of a collection that is neither on nor off", { logs: { containerInsights: {} } }, "logs.containerInsights.enabled", /required/, undefined],
    ["the table that Azure has retired", { logs: insights({ containerLogV2: false }) }, "logs.containerInsights.containerLogV2", /ContainerLog\).*ContainerLogV2 is always used/, undefined],
    ["the way of signing in that Azure has retired", { logs: insights({ useAADAuth: false }) }, "logs.containerInsights.useAADAuth", /2026-09-30.*managed identity is always used/, undefined],
  ])("are refused with %s", (_what, sections, at, allowed, nearest) => {
    const found = problemsOf(sections);
    expect(found.map(({ path }) => path)).toEqual([at]);
    expect(found[0]?.allowed).toMatch(allowed);
    expect(found[0]?.nearest).toBe(nearest);
  });
});
