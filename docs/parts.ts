/** The generated parts of the documentation. Each stands in its file between `<!-- generated: name -->` and `<!-- end of name -->`; another one is one more entry here. */
import { join } from "node:path";
import type { Plan } from "../planner/model/plan";
import { planOf } from "../planner/testing";
import { toDiagram } from "../planner/views/mermaid";
import { toText } from "../planner/views/text/text";

/** The plan of a stack of this project. */
export type Plans = (stack: string) => Promise<Plan>;

interface Part {
  readonly name: string;
  readonly file: string;
  /** Markdown. */
  readonly text: (plans: Plans) => Promise<string>;
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
const diagram = async (plans: Plans, name: Parameters<typeof toDiagram>[1]): Promise<string> => fence("mermaid", toDiagram(await plans("dev"), name));

/** The chain that is broken and its finding, of a program of `test/broken`. */
async function brokenChain(): Promise<string> {
  const { plan } = await planOf("dev", { cwd: join(__dirname, "..", "test", "broken"), config: { "broken:case": "target-port-of-no-container" } });
  const text = toText(plan, { colour: false });
  return [/^Ports of .*\n(?: .*\n)+/m, /^error .*\n(?: .*\n)+/m].map(part => part.exec(text)?.[0] ?? "").join("\n");
}

export const PARTS: readonly Part[] = [
  { name: "plan-of-dev", file: "README.md", text: async plans => fence("text", toText(await plans("dev"), { colour: false })) },
  { name: "flow-of-dev", file: "README.md", text: plans => diagram(plans, "flow") },
  { name: "network-of-dev", file: "README.md", text: plans => diagram(plans, "network") },
  { name: "resources-of-dev", file: "README.md", text: plans => diagram(plans, "resources") },
  { name: "broken-chain", file: "README.md", text: async () => fence("text", await brokenChain()) },
];

/**
 * A file's text with its generated parts as the code has them.
 * @throws Error where the file has no place for one of them
 */
export async function filled(file: string, before: string, plans: Plans): Promise<string> {
  let text = before;
  for (const { name, text: write } of PARTS.filter(part => part.file === file)) {
    const [open, close] = [`<!-- generated: ${name} -->\n`, `\n<!-- end of ${name} -->`];
    const [start, end] = [text.indexOf(open), text.indexOf(close)];
    if (start < 0 || end < start) throw new Error(`${file} has no ${open.trim()} … ${close.trim()}`);
    text = text.slice(0, start + open.length) + await write(plans) + text.slice(end);
  }
  return text;
}
