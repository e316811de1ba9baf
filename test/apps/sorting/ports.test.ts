import { describe, expect, it } from "@jest/globals";
import { imagePort, imageReference } from "../../../apps/sorting/image";
import { exposedPort, needsMapper } from "../../../apps/sorting/ports";

describe("the port that an image declares", () => {
  it("is 80 for the sorting service", () => {
    expect(imagePort()).toBe(80);
  });

  it("is the last stage's, not an earlier one's", () => {
    expect(exposedPort("FROM a AS build\nEXPOSE 1\nFROM b\nexpose 8080/tcp\n")).toBe(8080);
  });

  it.each([["none", "FROM a\n"], ["several", "FROM a\nEXPOSE 80 81\n"], ["several lines", "FROM a\nEXPOSE 80\nEXPOSE 81\n"], ["a variable", "FROM a\nEXPOSE $PORT\n"], ["UDP only", "FROM a\nEXPOSE 53/udp\n"]])("is refused where there is %s", (_what, dockerfile) => {
    expect(() => exposedPort(dockerfile)).toThrow(/exactly one TCP port/);
  });

  it("needs a mapper only where the pod's port is another", () => {
    expect(needsMapper({ container: 80, pod: 85, service: 90 })).toBe(true);
    expect(needsMapper({ container: 80, pod: 80, service: 90 })).toBe(false);
  });
});

describe("the reference of an image", () => {
  it("is pinned by the digest where there is one", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    expect(imageReference("acr.azurecr.io", "haproxy", { tag: "3.2-alpine", digest })).toBe(`acr.azurecr.io/haproxy@${digest}`);
    expect(imageReference("acr.azurecr.io", "sorting", { tag: "0.1.0" })).toBe("acr.azurecr.io/sorting:0.1.0");
  });
});
