import { describe, expect, it } from "@jest/globals";
import { VaultLog } from "../../infra/vault-log";
import anatomy from "../../index";
import { onMocks, only } from "../mocks";
import { asValues, stackTree, withValue } from "../stack-config";

describe("the vault's log", () => {
  it("is every request, in a table of its own", async () => {
    const resources = await onMocks(() => new VaultLog("vault-log", { vaultId: "kv-id", workspaceId: "log-id" }));
    expect(only(resources, ":DiagnosticSetting").inputs).toMatchObject({
      resourceUri: "kv-id", workspaceId: "log-id", logAnalyticsDestinationType: "Dedicated", logs: [{ category: "AuditEvent", enabled: true }],
    });
  });

  it.each([[true, ["control-plane", "vault-log"]], [false, ["control-plane"]]])("is kept where it is asked for: %s", async (auditLog, settings) => {
    const resources = await onMocks(() => anatomy(), { config: asValues(withValue(stackTree("dev"), ["vault", "auditLog"], auditLog)) });
    expect(resources.filter(({ type }) => type.endsWith(":DiagnosticSetting")).map(({ name }) => name).sort()).toEqual(settings);
  });
});
