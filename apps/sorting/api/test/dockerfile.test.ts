import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readConfig } from "../src/config";

const API = join(__dirname, "..");
const ROOT = join(API, "../../..");
const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");

interface Instruction { readonly name: string; readonly value: string }
const instructions: readonly Instruction[] = read(API, "Dockerfile").replaceAll("\\\n", "").split("\n").filter(line => /^[A-Z]+ /.test(line))
  .map(line => ({ name: line.slice(0, line.indexOf(" ")), value: line.slice(line.indexOf(" ") + 1) }));
/** The stage that becomes the image: what follows the last FROM. */
const image = instructions.slice(instructions.map(({ name }) => name).lastIndexOf("FROM"));
const valuesOf = (name: string, of: readonly Instruction[] = image): readonly string[] => of.filter(instruction => instruction.name === name).map(({ value }) => value);

describe("the image", () => {
  it("exposes one port, 80, and it is the one that the server listens on by default", () => {
    expect(valuesOf("EXPOSE")).toEqual(["80"]);
    expect(readConfig({}, "any")).toMatchObject({ config: { port: 80 } });
  });

  it("runs as a user who is not root and is given as a number", () => {
    expect(valuesOf("USER")).toEqual(["1000:1000"]);
  });

  it("starts what the build makes, as process 1 without a shell, and is stopped by a signal that the server handles", () => {
    const { main } = JSON.parse(read(API, "package.json")) as { main: string };
    expect(valuesOf("ENTRYPOINT").map(value => JSON.parse(value) as unknown)).toEqual([["node", main]]);
    expect(valuesOf("CMD")).toEqual([]);
    expect(valuesOf("STOPSIGNAL")).toEqual(["SIGTERM"]);
  });

  it("is made from stages only, and has nothing of the build but the compiled sources", () => {
    expect(valuesOf("COPY")).toEqual(["--from=dependencies /app/node_modules /app/node_modules", "--from=dependencies /app/apps /app/apps", "--from=build /app/apps/sorting/api/dist dist"]);
    expect(valuesOf("RUN")).toEqual([]);
  });

  it("has dependencies of production only, installed from the lock file and without install scripts", () => {
    const installs = valuesOf("RUN", instructions).filter(command => command.includes("npm ci"));
    expect(installs).toHaveLength(2);
    for (const command of installs) expect(command).toContain("--ignore-scripts");
    expect(installs.at(-1)).toMatch(/^npm pkg delete devDependencies .*&& npm ci .*--omit=dev/);
  });

  it("is built from files that exist and that the ignore file lets through", () => {
    const sources = valuesOf("COPY", instructions).filter(value => !value.startsWith("--from")).flatMap(value => value.split(" ").slice(0, -1));
    const allowed = read(API, "Dockerfile.dockerignore").split("\n").filter(line => line.startsWith("!")).map(line => line.slice(1));
    expect(sources.filter(source => !existsSync(join(ROOT, source)))).toEqual([]);
    expect([...sources].sort()).toEqual([...allowed].sort());
  });
});
