import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesUnder } from "./cache";
import { readDockerfile } from "./dockerfile";
import { buildStages } from "./stages";

const BASE = { Env: ["PATH=/bin"], WorkingDir: "/" };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stages-"));
  for (const [path, content] of Object.entries({ "context/a.json": "a", "context/b.json": "b", "context/src/main.js": "main", "context/src/deep/part.js": "part", "private": "private" })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync("deep/part.js", join(folder, "context/src/link.js"));
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const built = (text: string) => buildStages(readDockerfile(text), join(folder, "context"), join(folder, "work"), BASE);
const files = async (text: string): Promise<readonly string[]> => {
  const { root } = await built(text);
  return (await filesUnder(root)).map(file => file.slice(root.length));
};

describe("COPY without a container engine", () => {
  it.each([
    ["a file becomes the target", "COPY a.json /etc/config.json", ["/etc/config.json"]],
    ["files go into a target with a slash", "COPY a.json b.json /etc/", ["/etc/a.json", "/etc/b.json"]],
    ["a folder's content goes into the target, not the folder", "COPY src /app", ["/app/deep/part.js", "/app/main.js"]],
    ["so it does with a slash", "COPY src /app/", ["/app/deep/part.js", "/app/main.js"]],
    ["a target is told from the working folder", "WORKDIR /app\nCOPY a.json ./\nCOPY src lib", ["/app/a.json", "/app/lib/deep/part.js", "/app/lib/main.js"]],
    ["an absolute target is told from the root", "WORKDIR /app\nCOPY a.json /etc/", ["/etc/a.json"]],
    ["a folder adds to what is there", "COPY a.json /app/other.json\nCOPY src /app", ["/app/deep/part.js", "/app/main.js", "/app/other.json"]],
    ["no target is outside of the image", "WORKDIR /app\nCOPY a.json ../../../a.json", ["/a.json"]],
  ])("%s", async (_, text, expected) => {
    expect(await files(`FROM base\n${text}`)).toEqual(expected);
  });

  it("keeps a link as it is, through stages too", async () => {
    const { root } = await built("FROM base AS one\nCOPY src /app\nFROM one AS two\nFROM base\nCOPY --from=two /app /lib");
    expect(readlinkSync(join(root, "lib/link.js"))).toBe("deep/part.js");
  });

  it.each([["a file that is not there", "COPY missing.json ./"], ["a stage that is not there", "COPY --from=build /app /app"], ["a stage's number", "COPY --from=0 /app /app"]])("refuses %s", async (_, text) => {
    await expect(built(`FROM base\n${text}`)).rejects.toThrow();
  });
});

describe("stages without a container engine", () => {
  it("give the last one, with nothing of those that it does not start or copy from", async () => {
    expect(await files("FROM base AS one\nCOPY a.json /a\nFROM base\nCOPY b.json /b")).toEqual(["/b"]);
  });

  it("go on from an earlier stage, files and configuration, and leave that one as it was", async () => {
    const text = "FROM base AS one\nWORKDIR /app\nENV A=1\nCOPY a.json ./\nFROM one AS two\nENV A=2\nCOPY b.json ./a.json\n";
    const two = await built(text);
    expect(two.config).toEqual({ Env: ["PATH=/bin", "A=2"], WorkingDir: "/app" });
    expect(readFileSync(join(two.root, "app/a.json"), "utf8")).toBe("b");
    rmSync(join(folder, "work"), { recursive: true });
    const again = await built(`${text}FROM one`);
    expect(again.config).toEqual({ Env: ["PATH=/bin", "A=1"], WorkingDir: "/app" });
    expect(readFileSync(join(again.root, "app/a.json"), "utf8")).toBe("a");
  });

  it("start from the base's configuration where they start from an image", async () => {
    expect((await built("FROM base AS one\nWORKDIR /app\nUSER 1000\nFROM base")).config).toEqual(BASE);
  });

  it("have the working folder from WORKDIR on, also an empty one", async () => {
    const { root } = await built("FROM base\nWORKDIR /app\nWORKDIR data");
    expect(readdirSync(join(root, "app/data"))).toEqual([]);
  });

  it.each([
    "npm ci; touch /tmp/x", "npm ci | tee log", "npm ci > log", "npm ci && rm -rf dist", "npm run $(whoami)", "npm run `whoami`", "npm ci || true", "npm ci & npm ci", "node main.js",
    "npmx ci", "npm run \"a b\"", "npm", "npm exec -- rm -rf /x", "npm --prefix ../.. ci", "npm ci --prefix /", "npm run build --workspace ../..",
  ])("refuse RUN %s before any of it runs", async command => {
    await expect(built(`FROM base\nRUN ${command}`)).rejects.toThrow("run without a container engine");
  });

  it.each(["ADD a.json /a", "LABEL a=b", "VOLUME /data", "ARG A=1", "SHELL [\"sh\"]", "HEALTHCHECK NONE", "ONBUILD RUN npm ci"])("refuse what they cannot do: %s", async instruction => {
    await expect(built(`FROM base\n${instruction}`)).rejects.toThrow("not followed without a container engine");
  });

  it("refuse a file without a stage, and write nothing beside their folder", async () => {
    await expect(built("ARG NODE_IMAGE=node:24")).rejects.toThrow("without a stage");
    await built("FROM base\nCOPY src /app");
    expect(readdirSync(folder).sort()).toEqual(["context", "private", "work"]);
    expect(existsSync(join(folder, "context/app"))).toBe(false);
  });
});
