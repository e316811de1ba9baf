import { describe, expect, it } from "@jest/globals";
import { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { betweenCopies, type Service } from "../../../../planner/record/child/between-copies";

const ours = ResourceMonitorService as never as Service;

/** The same definition, as another copy of the SDK would bring it. */
const theirs: Service = { ...ours };

describe("handlers for another copy of the SDK", () => {
  it("get messages of their own class, and answer in the other's", async () => {
    const seen: RegisterResourceRequest[] = [];
    const handlers = betweenCopies({ registerResource: (request: RegisterResourceRequest) => { seen.push(request); return new RegisterResourceResponse().setUrn("urn:answer"); } }, theirs, ours);
    const sent = new RegisterResourceRequest().setName("thing").setProtect(false);
    const answer: unknown = await handlers.registerResource?.(sent as never);
    expect(seen[0]).toBeInstanceOf(RegisterResourceRequest);
    expect(seen[0]).not.toBe(sent);
    expect(seen[0]?.toObject()).toEqual(sent.toObject());
    expect((answer as RegisterResourceResponse).getUrn()).toBe("urn:answer");
  });

  it("reject as they did", async () => {
    const handlers = betweenCopies({ registerResource: () => { throw new Error("no"); } }, theirs, ours);
    await expect(handlers.registerResource?.(new RegisterResourceRequest() as never)).rejects.toThrow("no");
  });

  it("are left as they are for the same copy, and left out where the other copy knows no such method", () => {
    const handlers = { registerResource: () => undefined, unheardOf: () => undefined };
    expect(betweenCopies(handlers, ours, ours)).toBe(handlers);
    expect(Object.keys(betweenCopies(handlers, theirs, ours))).toEqual(["registerResource"]);
  });
});
