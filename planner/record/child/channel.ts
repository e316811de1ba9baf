/** What a child process tells its parent, a line of JSON each: every secret as soon as it is known, and at the end the report. */
import { writeSync } from "node:fs";
import type { SecretText } from "../../model/redact";
import type { Report } from "./report";

/** The file descriptor that the two share beside the standard ones. */
const DESCRIPTOR = 3;

export type Message = { readonly secret: SecretText } | { readonly report: Report };

/** Writes all of it at once, however small the pipe is: the program may never give back control. */
export function send(message: Message): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(DESCRIPTOR, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

/** A program may write what is JSON, and no message all the same. */
function messageOf(line: string): Message {
  const said: unknown = JSON.parse(line);
  const isMessage = typeof said === "object" && said !== null && (("report" in said && typeof said.report === "object" && said.report !== null) || ("secret" in said && /^(?:string|number)$/.test(typeof said.secret)));
  if (!isMessage) throw new SyntaxError("this is no message of a child");
  return said as Message;
}

/** The messages of a stream that comes in pieces. A last line without an end is of a process that was ended while it wrote: it says nothing. */
export class MessageReader {
  #begun: string[] = [];
  constructor(private readonly onMessage: (message: Message) => void) {}

  /** Throws SyntaxError where the program itself has written to the channel. */
  add(chunk: string): void {
    const [first = "", ...rest] = chunk.split("\n");
    this.#begun.push(first);
    for (const next of rest) {
      this.onMessage(messageOf(this.#begun.join("")));
      this.#begun = [next];
    }
  }
}
