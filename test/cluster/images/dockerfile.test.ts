import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../stack-config";
import { contextSources, copyOf, readDockerfile } from "./dockerfile";

describe("the stages of a Dockerfile", () => {
  it("are in the file's order, each with its base, its name and its instructions", () => {
    expect(readDockerfile("FROM node:24 AS build\nWORKDIR /app\nRUN npm ci\n\nFROM build as tests\nRUN npm test\nFROM scratch\nCOPY --from=build /app /app\n")).toEqual([
      { name: "build", from: "node:24", instructions: [{ name: "WORKDIR", value: "/app" }, { name: "RUN", value: "npm ci" }] },
      { name: "tests", from: "build", instructions: [{ name: "RUN", value: "npm test" }] },
      { from: "scratch", instructions: [{ name: "COPY", value: "--from=build /app /app" }] },
    ]);
  });

  it("start from images with the arguments' defaults in them, also with several in one reference", () => {
    const [stage] = readDockerfile("ARG REGISTRY=registry.example:5000\nARG TAG=24@sha256:0=\nFROM ${REGISTRY}/node:${TAG}");
    expect(stage?.from).toBe("registry.example:5000/node:24@sha256:0=");
  });

  it("have a continued instruction as one, without the comments and empty lines in it", () => {
    const [stage] = readDockerfile("# first\nFROM scratch\nRUN npm pkg delete devDependencies \\\n  # why\n\n && npm ci \\\n && npm test\n  # last\nUSER 1000\n");
    expect(stage?.instructions).toEqual([{ name: "RUN", value: "npm pkg delete devDependencies  && npm ci  && npm test" }, { name: "USER", value: "1000" }]);
  });

  it.each([
    ["a flag of FROM", "FROM --platform=linux/amd64 node:24 AS build", "--platform=linux/amd64"],
    ["an argument without a default", "ARG NODE_IMAGE\nFROM ${NODE_IMAGE}", "ARG NODE_IMAGE"],
    ["an argument that is not declared", "ARG OTHER=node:24\nFROM ${NODE_IMAGE}", "NODE_IMAGE has no default"],
    ["an instruction before the first stage", "RUN npm ci\nFROM node:24", "RUN npm ci"],
    ["an instruction without a value", "FROM node:24\nCMD", "CMD"],
    ["a name in small letters", "FROM node:24\nrun npm ci", "run npm ci"],
    ["the lines of a here-document", "FROM node:24\nRUN <<END\nnpm ci\nEND", "npm ci"],
  ])("are not read where there is %s", (_, text, told) => {
    expect(() => readDockerfile(text)).toThrow(told);
  });
});

describe("a copy", () => {
  it.each([
    ["package.json ./", { sources: ["package.json"], target: "./" }],
    ["package.json  package-lock.json\t./", { sources: ["package.json", "package-lock.json"], target: "./" }],
    ["--from=build /app/dist dist", { stage: "build", sources: ["/app/dist"], target: "dist" }],
  ])("of %j", (value, copy) => {
    expect(copyOf(value)).toEqual(copy);
  });

  it.each([
    "--chown=node:node dist dist", "--from=build --chmod=755 dist dist", "--from=build dist", "dist", "*.json ./", "package?.json ./", "[a-c].json ./", "dist ${TARGET}", "$SOURCE ./", '["a b", "./"]', "../private ./", "a/../../b ./", "a b target",
  ])("of %j is refused, and not taken for something else", value => {
    expect(() => copyOf(value)).toThrow(`COPY ${value}: not followed`);
  });

  it("takes from the build context what names no stage", () => {
    const stages = readDockerfile("FROM node:24 AS build\nCOPY a b ./\nRUN npm ci\nCOPY c c\nFROM scratch\nCOPY --from=build /out /out\nCOPY d /d");
    expect(contextSources(stages)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("the Dockerfile of the sorting service", () => {
  const stages = readDockerfile(readFileSync(join(ROOT, "apps/sorting/api/Dockerfile"), "utf8"));

  it("takes files that the project has, the lock file among them", () => {
    const sources = contextSources(stages);
    expect(sources.filter(source => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(sources).toEqual(expect.arrayContaining(["package-lock.json", "apps/sorting/api/src"]));
  });

  it("starts stages and copies from images of Node.js and from earlier stages only", () => {
    stages.forEach(({ from, instructions }, index) => {
      const earlier = stages.slice(0, index).map(({ name }) => name);
      expect(earlier.includes(from) || /^node:\d/.test(from)).toBe(true);
      for (const { value } of instructions.filter(({ name }) => name === "COPY")) expect([undefined, ...earlier]).toContain(copyOf(value).stage);
    });
  });
});
