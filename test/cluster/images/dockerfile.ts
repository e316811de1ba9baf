/** A Dockerfile as stages of instructions: as much of the format as this project's own Dockerfiles use. What is beyond that is an error, never passed over. */

export interface Instruction {
  readonly name: string;
  readonly value: string;
}

export interface Stage {
  /** As other stages name it; the last one has no name. */
  readonly name?: string;
  /** An earlier stage's name, or the reference of an image. */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

const isComment = (line: string): boolean => line.trimStart().startsWith("#");

/** Comments go first: one may stand within a continued instruction. */
const instructionsOf = (text: string): readonly Instruction[] =>
  text.split("\n").filter(line => line.trim() !== "" && !isComment(line)).join("\n").replaceAll(/\\\n/g, "").split("\n").map(line => {
    const [, name, value] = /^([A-Z]+)\s+(\S.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined) throw new Error(`not an instruction of a Dockerfile: ${line}`);
    return { name, value };
  });

/** @throws Error where a variable is left, or quotes */
function filled(value: string, image: string): string {
  if (/[$"']/.test(image)) throw new Error(`FROM ${value}: ${image} is not followed`);
  return image;
}

function fromOf(value: string, defaults: ReadonlyMap<string, string>): Pick<Stage, "name" | "from"> {
  const [, image, name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(value) ?? [];
  if (image === undefined) throw new Error(`FROM ${value}: flags are not followed`);
  const from = filled(value, image.replaceAll(/\$\{(\w+)\}/g, (_, argument: string) => {
    const given = defaults.get(argument);
    if (given === undefined) throw new Error(`FROM ${value}: ${argument} has no default`);
    return given;
  }));
  return { ...(name !== undefined && { name }), from };
}

/**
 * Reads the stages, in order.
 * @param text a Dockerfile whose arguments have defaults and stand before the first stage
 * @throws Error with the line that it cannot follow
 */
export function readDockerfile(text: string): readonly Stage[] {
  const defaults = new Map<string, string>();
  const stages: { name?: string; from: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    const { name, value } = instruction, stage = stages.at(-1);
    if (name === "FROM") stages.push({ ...fromOf(value, defaults), instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (name === "ARG" && value.includes("=")) defaults.set(value.slice(0, value.indexOf("=")), value.slice(value.indexOf("=") + 1));
    else throw new Error(`${name} ${value}: not followed before the first stage`);
  }
  return stages;
}

export interface Copy {
  /** The stage to copy from; undefined: the build context. */
  readonly stage?: string;
  readonly sources: readonly string[];
  readonly target: string;
}

/** @throws Error for flags other than `--from`, patterns, variables, places outside, and several sources that would become one file */
export function copyOf(value: string): Copy {
  const words = value.split(/\s+/);
  const stage = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
  const target = words.pop();
  const several = words.length > 1 && target?.endsWith("/") === false, outside = words.some(word => word.split("/").includes(".."));
  if (target === undefined || words.length === 0 || several || outside || [...words, target].some(word => /^--|[*?[\]$"]/.test(word))) throw new Error(`COPY ${value}: not followed`);
  return { ...(stage !== undefined && { stage }), sources: words, target };
}

/** What the stages copy from the build context, as paths within it. */
export const contextSources = (stages: readonly Stage[]): readonly string[] =>
  stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === "COPY").map(({ value }) => copyOf(value)).filter(({ stage }) => stage === undefined).flatMap(({ sources }) => sources));
