import { describe, expect, it } from "@jest/globals";
import { Journal } from "./journal";

describe("the journal", () => {
  let time = 0;
  const journal = new Journal(() => time);
  const see = (at: number, things: Readonly<Record<string, string>>): void => {
    time = at;
    journal.see(new Map(Object.entries(things)));
  };
  see(1000, { "pod a": "is at 10.0.0.1, ready", "pod b": "is at 10.0.0.11, ready" });
  see(2000, { "pod a": "is at 10.0.0.1, ready", "pod b": "is at 10.0.0.11, ready" });
  see(2500, { "pod a": "is at 10.0.0.2, ready", "pod b": "is at 10.0.0.11, ready" });
  see(4000, { "pod a": "is at 10.0.0.2, ready", "pod c": "is at 10.0.0.3, not ready" });

  it("says what changed between two times, and nothing of what stayed", () => {
    expect(journal.between(0, 5000)).toEqual([
      "1.0 s  pod a is at 10.0.0.1, ready", "1.0 s  pod b is at 10.0.0.11, ready", "2.5 s  pod a is at 10.0.0.2, ready", "4.0 s  pod c is at 10.0.0.3, not ready", "4.0 s  pod b is no more",
    ]);
    expect(journal.between(2000, 3000)).toEqual(["0.5 s  pod a is at 10.0.0.2, ready"]);
  });

  it("says whose an address is, or was", () => {
    time = 6000;
    expect(journal.about("10.0.0.3")).toBe("pod c is at 10.0.0.3, not ready");
    expect(journal.about("10.0.0.1")).toBe("pod a is at 10.0.0.1, ready (written 5.0 s ago; it is at 10.0.0.2, ready)");
    expect(journal.about("10.0.0.11")).toBe("pod b is at 10.0.0.11, ready (written 5.0 s ago; it is no more)");
    expect(journal.about("10.0.0.4")).toBeUndefined();
  });
});
