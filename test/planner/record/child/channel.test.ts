import { describe, expect, it } from "@jest/globals";
import { MessageReader, type Message } from "../../../../planner/record/child/channel";

function read(...chunks: readonly string[]): readonly Message[] {
  const messages: Message[] = [];
  const reader = new MessageReader(message => messages.push(message));
  for (const chunk of chunks) reader.add(chunk);
  return messages;
}

describe("a child's messages", () => {
  it("come whole, however the stream cuts them", () => {
    const text = `${JSON.stringify({ secret: "two\nlines" })}\n${JSON.stringify({ secret: 4711 })}\n`;
    for (let size = 1; size < text.length; size += 7) {
      expect(read(...text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [])).toEqual([{ secret: "two\nlines" }, { secret: 4711 }]);
    }
  });

  it("end with the last whole line: a process that was ended while it wrote says nothing by half", () => {
    expect(read("{\"secret\":\"one\"}\n{\"secret\":\"tw")).toEqual([{ secret: "one" }]);
  });

  it("are nothing else: what a program writes there itself is refused", () => {
    for (const line of ["hello", "42", "null", "[]", "{}", "{\"report\":1}", "{\"secret\":{}}"]) expect(() => read(`${line}\n`)).toThrow(SyntaxError);
  });
});
