import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exposedPort } from "../../../apps/sorting/ports";
import { ROOT } from "../../stack-config";
import { configured, type ImageConfig } from "./config";
import { readDockerfile } from "./dockerfile";

const BASE: ImageConfig = { Env: ["PATH=/bin"], WorkingDir: "/" };

/** The configuration after the instructions of a stage; those that are not about it change nothing. */
const after = (text: string, base = BASE): ImageConfig =>
  (readDockerfile(`FROM base\n${text}`)[0]?.instructions ?? []).reduce((config, instruction) => configured(config, instruction) ?? config, base);

describe("an image's configuration", () => {
  it("has each variable once, with its latest value, and those of the base", () => {
    expect(after("ENV NODE=1\nENV NODE_ENV=test\nENV OPTIONS=--a=b\nENV NODE_ENV=production").Env).toEqual(["PATH=/bin", "NODE=1", "OPTIONS=--a=b", "NODE_ENV=production"]);
    expect(after("ENV PATH=/usr/bin").Env).toEqual(["PATH=/usr/bin"]);
  });

  // The example of the Dockerfile reference.
  it("has a working folder that each WORKDIR changes from where it is", () => {
    expect(after("WORKDIR /a\nWORKDIR b\nWORKDIR c").WorkingDir).toBe("/a/b/c");
    expect(after("WORKDIR /a\nWORKDIR /b").WorkingDir).toBe("/b");
  });

  it("has all exposed ports, of TCP where nothing is said", () => {
    expect(after("EXPOSE 80\nEXPOSE 53/udp\nEXPOSE 443/tcp").ExposedPorts).toEqual({ "80/tcp": {}, "53/udp": {}, "443/tcp": {} });
  });

  it("takes the base's command away with a new entry point, and keeps one that comes after", () => {
    const base = { ...BASE, Entrypoint: ["docker-entrypoint.sh"], Cmd: ["node"] };
    expect(after('ENTRYPOINT ["node", "dist/main.js"]', base)).toMatchObject({ Entrypoint: ["node", "dist/main.js"], Cmd: undefined });
    expect(after('ENTRYPOINT ["node"]\nCMD ["a b.js"]', base)).toMatchObject({ Entrypoint: ["node"], Cmd: ["a b.js"] });
    expect(after('CMD ["main.js"]', base)).toMatchObject({ Entrypoint: ["docker-entrypoint.sh"], Cmd: ["main.js"] });
  });

  it.each(["COPY a b", "RUN npm ci", "LABEL a=b", "VOLUME /data", "HEALTHCHECK NONE"])("is not what %j is about", text => {
    const [stage] = readDockerfile(`FROM base\n${text}`);
    expect(stage?.instructions.map(instruction => configured(BASE, instruction))).toEqual([undefined]);
  });

  it.each([
    "ENTRYPOINT node dist/main.js", 'CMD ["node", 1]', 'CMD {"node": "main.js"}', "CMD [node]", "ENV NODE_ENV production", "ENV A=1 B=2", "ENV NODE_ENV", "ENV PATH=/app:$PATH", 'ENV A="b"', "EXPOSE 80 443",
    "EXPOSE $PORT", "USER ${USER}", "WORKDIR $HOME",
  ])("is not made from %j", text => {
    expect(() => after(text)).toThrow();
  });

  it("lets the service run as a number that is not root, and exposes the port that the plan reads from the same Dockerfile", () => {
    const dockerfile = readFileSync(join(ROOT, "apps/sorting/api/Dockerfile"), "utf8"), last = readDockerfile(dockerfile).at(-1);
    const config = (last?.instructions ?? []).reduce((before, instruction) => configured(before, instruction) ?? before, BASE);
    expect(config.User).toMatch(/^[1-9]\d*(:[1-9]\d*)?$/);
    expect(Object.keys(config.ExposedPorts ?? {})).toEqual([`${exposedPort(dockerfile)}/tcp`]);
  });
});
