import { describe, expect, it } from "@jest/globals";
import { pendingTexts } from "../../../../planner/record/child/pending";

describe("what is pending", () => {
  it("is named once each: inputs, then registrations and functions", () => {
    expect(pendingTexts([
      "resolveURN(resource:stuck[a:b:C])", "resolveURNIsKnown(resource:stuck[a:b:C])", "resolveID(resource:stuck[a:b:C])", "rpcKeepAlive",
      "transferProperty(resource:stuck[a:b:C], tags, [object Object])",
      "serializeProperty.await(Promise<resource:stuck[a:b:C].tags.name>)", "serializeProperty.await(Promise<resource:stuck[a:b:C].tags.name>)",
      "Invoking function: tok=a:b:getAnswer asynchronously", "monitor.registerResource(resource:late[a:b:D])-initial",
    ])).toEqual(["the input 'tags.name' of 'stuck' (a:b:C)", "the function a:b:getAnswer", "the registration of 'stuck' (a:b:C)"]);
  });

  it("is nothing where nothing says what it is", () => {
    expect(pendingTexts(["rpcKeepAlive", "disconnect", ""])).toEqual([]);
  });
});
