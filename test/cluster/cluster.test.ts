import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { copiedPort } from "./copy";
import { Load } from "./load/load";
import { cloud } from "./scenarios/cloud";
import { deployConsumers, replaceConsumer, type Consumers } from "./scenarios/consumers";
import { faults } from "./scenarios/faults";
import { under, type Loads } from "./scenarios/measure";
import { networkPolicies } from "./scenarios/network-policies";
import { objects } from "./scenarios/objects";
import { requests } from "./scenarios/requests";
import { serviceTypes } from "./scenarios/service-types";
import { trafficPolicies } from "./scenarios/traffic-policies";
import { deployCopy } from "./scenarios/undrained";
import { World } from "./world";

/** Milliseconds without a control plane. */
const OUTAGE = 60_000;

/** One cluster for all of it: each part finds what the one before has left. */
let started: World | undefined, load: Loads | undefined, deployed: Consumers | undefined, copied: Promise<void> | undefined;
const there = <T>(value: T | undefined, what: string): T => value ?? ((): never => { throw new Error(`there is no ${what}`); })();
const world = (): World => there(started, "cluster"), loads = (): Loads => there(load, "load"), consumers = (): Consumers => there(deployed, "consumer");

beforeAll(async () => { started = await World.start(); }, 120_000);
afterAll(async () => {
  await load?.ofService.stop();
  await load?.ofCopy.stop();
  await started?.stop();
});

describe("the plan's objects", () => objects(world));
describe("the stand-in for Azure's cloud controller", () => cloud(world));
describe("traffic policies", () => {
  beforeAll(() => {
    copied = deployCopy(world());
    copied.catch(() => undefined);
  });
  trafficPolicies(world);
});

describe("under load", () => {
  beforeAll(async () => {
    await copied;
    const { frontEnd } = world(), start = (port: number): Promise<Load> => Load.start({ url: `http://${frontEnd.address}:${port}`, namespace: "vnet-client", seconds: 600 });
    const [ofService, ofCopy] = await Promise.all([start(frontEnd.port), start(copiedPort(frontEnd.port))]);
    load = { ofService, ofCopy };
  });
  faults(world, loads);
});

describe("while the control plane is stopped", () => {
  let resume = (): void => undefined, outage: ReturnType<typeof under> | undefined;
  beforeAll(async () => {
    deployed = await deployConsumers(world());
    const done = new Promise<void>(resolve => { resume = resolve; }), { controlPlane } = world().cluster;
    await new Promise<void>((stopped, failed) => {
      outage = under(loads().ofService, { scenario: `control plane stopped for ${OUTAGE / 1000} s`, kind: "involuntary", witness: world(), bound: "nothing of it is on a request's way" }, async () => {
        await controlPlane.kill();
        stopped();
        await Promise.all([done, pause(OUTAGE)]);
        await controlPlane.start();
        // Nobody but the controllers and the scheduler, as they come back, makes another pod.
        await replaceConsumer(world());
      });
      outage.catch(failed);
    });
  });

  requests(world, consumers);
  serviceTypes(world, consumers);
  networkPolicies(world, consumers);

  it("no request of the load is lost, neither in that minute nor when it comes back", async () => {
    resume();
    expect((await there(outage, "outage")).lost).toEqual([]);
  });
});
