import { describe, expect, test } from "@jest/globals";
import { SIGNATURE_KEY, SIGNATURES } from "../../../planner/model/signatures";
import { fixture, preview, problemOf, read, readText, step } from "./previews";

const failed = (message: string, inputs: object = {}): object => preview([step("thing", inputs)], { diagnostics: [{ severity: "error", message }] });

describe("a preview that failed is no plan", () => {
  test("and the engine's reasons are given with what they are about", () => {
    expect(problemOf(() => readText(fixture("failed")))).toBe([
      "preview.json: the preview failed, so there is no plan",
      "Preview failed: organization name must be 'organization' (urn:pulumi:dev::facets::pulumi:pulumi:StackReference::acme/network/prod)",
      "preview failed",
    ].join("\n  "));
  });

  test("also where it could not even begin", () => {
    expect(problemOf(() => read({ diagnostics: [{ severity: "error", message: "error: no plugin" }] }))).toContain("no plugin");
  });

  test("also where the engine says that it may be wrong", () => {
    expect(problemOf(() => read(preview([], { maybeCorrupt: true })))).toContain("(maybeCorrupt)");
  });

  test.each(["hunter2-é?", Buffer.from("hunter2-é?").toString("base64"), encodeURIComponent("hunter2-é?")])("and no secret of the file is in the reasons: %s", text => {
    const inputs = { password: { [SIGNATURE_KEY]: SIGNATURES.secret, plaintext: JSON.stringify({ deep: ["hunter2-é?"] }) } };
    const problem = problemOf(() => read(failed(`cannot log in with ${text}`, inputs)));
    expect(problem).toContain("cannot log in with [secret]");
  });

  test("and neither what a Kubernetes Secret of the file holds, however it is written", () => {
    const encoded = Buffer.from("hunter2-data").toString("base64");
    const map = { kind: "ConfigMap", data: { manifest: "kind: Secret\nstringData:\n  key: hunter2-yaml\n  more: {key: 'hunter2-flow'}\n" } };
    const steps = [step("key", { data: { key: encoded }, stringData: { key: "hunter2-text" } }, { type: "kubernetes:core/v1:Secret" }), step("map", map, { type: "kubernetes:core/v1:ConfigMap" })];
    const problem = problemOf(() => read(preview(steps, { diagnostics: [{ severity: "error", message: `no ${encoded}, hunter2-data, hunter2-text, hunter2-yaml or hunter2-flow` }] })));
    expect(problem).toContain("no [secret], [secret], [secret], [secret] or [secret]");
  });

  test("nor a longer value of the configuration", () => {
    const config = { "shop:token": "hunter2-token", "shop:hidden": "[secret]", "shop:size": "small" };
    expect(problemOf(() => read(preview([], { config, diagnostics: [{ severity: "error", message: "a small hunter2-token" }] })))).toContain("a small [secret]");
  });

  test("and its colours are left out", () => {
    expect(problemOf(() => read(failed("\u001b[31mred\u001b[0m")))).toMatch(/\n {2}red$/);
  });
});
