import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { FORMATS, readCommand, THRESHOLDS, USAGE } from "../../planner/command-line";

const mistakeOf = (...argv: readonly string[]): string => {
  const command = readCommand(argv);
  return command.kind === "mistake" ? command.message : `no mistake: ${JSON.stringify(command)}`;
};

describe("the arguments", () => {
  test("of plan have defaults", () => {
    expect(readCommand(["plan"])).toEqual({ kind: "plan", stack: undefined, cwd: undefined, from: undefined, out: undefined, places: false, format: "text", failOn: "error", colour: "auto" });
  });

  test("may stand before or after the command, with = or without", () => {
    expect(readCommand(["--stack=public", "plan", "--format", "json", "--fail-on", "warning", "--color", "never", "--out", "x", "--cwd", "y"]))
      .toEqual({ kind: "plan", stack: "public", cwd: "y", out: "x", places: false, format: "json", failOn: "warning", colour: "never" });
  });

  test("of manifests may name a provider", () => {
    expect(readCommand(["plan", "--format", "manifests", "--provider", "edge"])).toMatchObject({ kind: "plan", format: "manifests", provider: "edge" });
  });

  test("of mermaid may name a diagram", () => {
    expect(readCommand(["plan", "--format", "mermaid", "--diagram", "flow"])).toMatchObject({ kind: "plan", format: "mermaid", diagram: "flow" });
  });

  test("of explain name a rule, or none", () => {
    expect([readCommand(["explain", "single-pod"]), readCommand(["explain"])]).toEqual([{ kind: "explain", rule: "single-pod" }, { kind: "explain", rule: undefined }]);
  });

  test("without a command ask for help, and so does --help", () => {
    expect([[], ["help"], ["--help"], ["plan", "-h"]].map(argv => readCommand(argv).kind)).toEqual(["help", "help", "help", "help"]);
    expect(readCommand(["--version"]).kind).toBe("version");
  });
});

describe("a mistake names the nearest", () => {
  test.each<[readonly string[], string]>([
    [["plan", "--stac", "dev"], "unknown option --stac; did you mean --stack?"],
    [["plan", "--colour=never"], "unknown option --colour; did you mean --color?"],
    [["plan", "-x"], "unknown option -x"],
    [["plna"], "unknown command plna; did you mean plan?"],
    [["plan", "--format", "jsn"], '--format cannot be "jsn"; did you mean json?'],
    [["plan", "--format", "markdwon"], '--format cannot be "markdwon"; did you mean markdown?'],
    [["plan", "--diagram", "flow"], "--diagram goes with --format mermaid"],
    [["plan", "--format", "mermaid", "--diagram", "flows"], '--diagram cannot be "flows"; did you mean flow?'],
    [["plan", "--fail-on", "everything"], '--fail-on cannot be "everything"; '],
    [["plan", "--color", "sometimes"], '--color cannot be "sometimes"; '],
    [["plan", "--stack"], "Option '--stack <value>' argument missing"],
    [["plan", "--stack="], "--stack needs a value"],
    [["plan", "--from="], "--from needs a value"],
    [["plan", "--from", "a.json", "--cwd", "b"], "--from and --cwd exclude each other: a preview is read without its project"],
    [["plan", "--places", "--format", "mermaid"], "--places goes with --format text, json, markdown or sarif"],
    [["plan", "--places", "--from", "a.json"], "--places and --from exclude each other: a preview is read without its program"],
    [["plan", "--provider", "edge"], "--provider goes with --format manifests"],
    [["plan", "--suppressions", ""], "--suppressions needs a value"],
    [["explain", "a-rule", "another"], 'explain takes one rule; what is "another"?'],
    [["explain", "--format", "json"], "explain takes no options; what is --format?"],
    [["expalin"], "unknown command expalin; did you mean explain?"],
    [["plan", "--format", "manifests", "--provider="], "--provider needs a value"],
    [["plan", "dev"], 'plan takes options only; what is "dev"? The folder of a project goes with --cwd, a stack with --stack'],
    [["plan", "explain", "single-pod"], "explain is a command of its own: npm run explain -- RULE"],
    [["plan", "--program", "shop"], "unknown option --program; the folder of a Pulumi project goes with --cwd"],
    [["plan", "-C", "shop"], "unknown option -C; the folder of a Pulumi project goes with --cwd"],
    [["plan", "-s", "dev"], "unknown option -s; did you mean --stack?"],
  ])("%j", (argv, message) => {
    expect(mistakeOf(...argv)).toContain(message);
  });
});

test("the usage lists every choice", () => {
  for (const choice of [...FORMATS, ...THRESHOLDS]) expect(USAGE).toContain(choice);
});

test("no arguments make reading them throw", () => {
  const word = fc.oneof(fc.constantFrom("plan", "help", "--stack", "--format", "json", "--", "-", "-h", "--help=1", "--no-color", "--__proto__", "--constructor=x"), fc.string());
  fc.assert(fc.property(fc.array(word, { maxLength: 6 }), argv => {
    expect(["plan", "explain", "help", "version", "mistake"]).toContain(readCommand(argv).kind);
  }));
});
