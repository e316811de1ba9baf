/** Held against what Azure's provider documents and does (Azure/secrets-store-csi-driver-provider-azure: its usage guide, pkg/provider/validate.go, pkg/provider/types/parameters.go). */
import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../planner/model/plan";
import { listAt, textAt } from "../../../planner/model/read";
import { ROOT } from "../../stack-config";
import { planObjects } from "../objects";
import { vaultFiles, type Vault } from "./vault-files";

const TENANT = "00000000-0000-0000-0000-000000000000";
const vault: Vault = (vaultName, secretName) => (vaultName === "kv-hogwarts" && secretName !== "missing" ? `content of ${secretName}` : undefined);

/** The text of `objects`, as the usage guide writes it: a list of texts, each a YAML of its own. */
const objectsOf = (...objects: readonly string[]): string => `array:\n${objects.map(object => `  - |\n${object.split("\n").map(line => `    ${line}\n`).join("")}`).join("")}`;
const parameters = { keyvaultName: "kv-hogwarts", tenantId: TENANT, objects: objectsOf("objectName: hat-key\nobjectType: secret") };
const mounted = (more: Readonly<Record<string, string>>) => vaultFiles({ spec: { provider: "azure", parameters: { ...parameters, ...more } } }, vault);
const ofObject = (...objects: readonly string[]) => mounted({ objects: objectsOf(...objects) });

describe("the files of a vault's volume", () => {
  it("are named after the secrets, in the order of the array, readable for everybody", () => {
    expect(ofObject("objectName: hat-key\nobjectType: secret", "objectName: other\nobjectType: secret\nobjectVersion: \"\"")).toEqual([
      { name: "hat-key", content: "content of hat-key", mode: 0o644 }, { name: "other", content: "content of other", mode: 0o644 },
    ]);
  });

  it("are named after the alias where there is one, with the secret's own content", () => {
    expect(ofObject("objectName: hat-key\nobjectAlias: keys/hat.pem\nobjectType: secret")).toMatchObject([{ name: "keys/hat.pem", content: "content of hat-key" }]);
    expect(ofObject("objectName: hat-key\nobjectAlias: \"\"\nobjectType: secret")).toMatchObject([{ name: "hat-key" }]);
  });

  it.each([["0600", 0o600], ["\"0400\"", 0o400], ["640", 0o640], ["\"\"", 0o644]])("have the permission %s as octal, written as a number or as a text", (permission, mode) => {
    expect(ofObject(`objectName: hat-key\nobjectType: secret\nfilePermission: ${permission}`)).toMatchObject([{ mode }]);
  });

  it.each(["0689", "rw-r--r--", "-644"])("are refused with the permission %s, which is not octal", permission => {
    expect(() => ofObject(`objectName: hat-key\nobjectType: secret\nfilePermission: "${permission}"`)).toThrow("must be octal");
  });

  it("need no space around values, as the provider trims them all", () => {
    expect(mounted({ keyvaultName: " kv-hogwarts\n", tenantId: ` ${TENANT} `, objects: objectsOf("objectName: \" hat-key \"\nobjectType: \" secret \"") })).toMatchObject([{ name: "hat-key" }]);
  });

  it.each(["/etc/passwd", "../outside", "a/../../b", "..", "a/..", "a..b"])("are refused under the name %s, which is not a relative path without \"..\"", name => {
    expect(() => ofObject(`objectName: hat-key\nobjectAlias: ${name}\nobjectType: secret`)).toThrow("relative path");
  });

  it("have a name as it is written, also where it looks like a number", () => {
    expect(ofObject("objectName: hat-key\nobjectAlias: 007\nobjectType: secret")).toMatchObject([{ name: "007" }]);
  });

  it.each(["objectEncoding: base64", "objectVersionHistory: 3"])("are refused with %s, which the stand-in would have to ignore", line => {
    expect(() => ofObject(`objectName: hat-key\nobjectType: secret\n${line}`)).toThrow(line.split(":")[0] ?? "");
  });

  it("are refused without any name", () => {
    expect(() => ofObject("objectType: secret")).toThrow("file name \"\"");
  });

  it.each([
    ["a key", "objectType: key", "objectType key"], ["a certificate", "objectType: cert", "objectType cert"], ["no type", "objectAlias: a", "objectType"],
    ["a version", "objectType: secret\nobjectVersion: 0123abcd", "objectVersion 0123abcd"],
  ])("are refused for %s, which the vault does not have", (_, line, told) => {
    expect(() => ofObject(`objectName: hat-key\n${line}`)).toThrow(told);
  });

  it("are refused together where one secret is missing, with the names of secret and vault", () => {
    expect(() => ofObject("objectName: hat-key\nobjectType: secret", "objectName: missing\nobjectType: secret")).toThrow(/missing.*kv-hogwarts.*SecretNotFound/);
  });

  it.each(["keyvaultName", "tenantId", "objects"])("are refused without %s, also where it is blank", name => {
    for (const blank of ["", "  "]) expect(() => mounted({ [name]: blank })).toThrow(`${name} is not set`);
  });

  it("take the tenant under its new name too: tenantID", () => {
    expect(mounted({ tenantId: "", tenantID: TENANT })).toHaveLength(1);
    expect(() => mounted({ tenantId: "", tenantID: " " })).toThrow("tenantId is not set");
  });

  it.each([
    ["an empty array", "array: []"], ["no array", "objects: []"], ["objects that are not texts", "array:\n  - objectName: hat-key\n    objectType: secret\n"],
    ["a bare list", "- objectName: hat-key"], ["a text", "hat-key"],
  ])("are refused where objects is %s", (_, objects) => {
    expect(() => mounted({ objects })).toThrow("objects cannot be read");
  });

  it("are refused where an object is not a map", () => {
    expect(() => ofObject("hat-key")).toThrow("an object of the SecretProviderClass cannot be read");
  });

  it.each([["another provider", { spec: { provider: "vault", parameters } }], ["none", { spec: { parameters } }], ["no spec", {}]])("are refused with %s", (_, given) => {
    expect(() => vaultFiles(given, vault)).toThrow(/provider ".*" is not found/);
  });

  it("of the planned service have the key's file where the service looks for it", () => {
    const { objects } = planObjects(JSON.parse(readFileSync(join(ROOT, "test/golden/dev/plan.json"), "utf8")) as Plan);
    const one = (kind: string) => objects.find(object => object.kind === kind)!;
    const asked: string[] = [];
    const files = vaultFiles(one("SecretProviderClass"), (vaultName, secretName) => { asked.push(vaultName, secretName); return "key"; });
    const [container] = listAt(one("Deployment"), "spec", "template", "spec", "containers");
    const folder = textAt(listAt(container, "volumeMounts")[0], "mountPath"), wanted = listAt(container, "env").find(each => textAt(each, "name") === "SEAL_KEY_FILE");
    expect(files.map(({ name }) => `${folder}/${name}`)).toEqual([textAt(wanted, "value")]);
    expect(asked).toEqual([expect.stringMatching(/^kv-hogwarts-dev-/), "hat-key"]);
  });
});
