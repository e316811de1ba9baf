import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { Plan, RecordedPlan } from "../../../planner/model/plan";
import { toMarkdown } from "../../../planner/views/markdown";
import { escaped, escapedUpTo, fenced } from "../../../planner/views/markdown/escape";
import { COMMENT_LIMIT } from "../../../planner/views/markdown/room";
import { fixture, readText } from "../preview/previews";
import { PlanBuilder } from "../plan-builder";
import { HAPROXY, sortingPlan } from "../sorting-plan";
import { finding, hostilePlan, hostileText, hostileTexts } from "./hostile";

const planned = (recorded: RecordedPlan): Plan => analyse(recorded);

interface Page { readonly outside: readonly string[]; readonly fences: number }

/** The lines that are not in a fence. Throws where a fence does not end. */
function pageOf(markdown: string): Page {
  const outside: string[] = [];
  let fence: string | undefined;
  let fences = 0;
  for (const line of markdown.split("\n")) {
    const [, ticks] = /^ {0,3}(`{3,})[^`]*$/.exec(line) ?? [];
    if (fence === undefined) {
      if (ticks === undefined) outside.push(line);
      else { fence = ticks; fences += 1; }
    } else if (ticks !== undefined && ticks.length >= fence.length && line.trim() === ticks) fence = undefined;
  }
  if (fence !== undefined) throw new Error("a fence does not end");
  return { outside, fences };
}

/** Tags that the view itself writes. */
const OWN_TAGS = /<\/?(?:details|summary|code|br)>/g;

describe("outside text", () => {
  test.each([
    ["a|b", "a&#124;b"], ["`x`", "&#96;x&#96;"], ["<b>", "&#60;b&#62;"], ["a\nb", "a&#92;u000ab"], ["@octo", "@&#8203;octo"], ["see #12", "see #&#8203;12"], ["gh-12", "gh-&#8203;12"],
    ["https://a.example", "https:&#8203;//a.example"], ["www.a.example", "www&#8203;.a.example"], ["a_b*c", "a&#95;b&#42;c"], [":tada:", ":&#8203;tada:"], ["me@a.example", "me@&#8203;a.example"], ["plain, 10.0.0.0/16: ok", "plain, 10.0.0.0/16: ok"],
  ])("%j is shown and does nothing", (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  test("is cut to what there is room for, between characters, and says so", () => {
    expect([escapedUpTo(10, "abc"), escapedUpTo(10, "a".repeat(30)), escapedUpTo(20, "|".repeat(30))]).toEqual(["abc", "aaaaaaaaa…", "&#124;&#124;&#124;…"]);
    fc.assert(fc.property(hostileText, fc.integer({ min: 1, max: 80 }), (text, length) => {
      const shown = escapedUpTo(length, text);
      expect(shown.length).toBeLessThanOrEqual(length);
      expect(shown).toMatch(/^(?:[^&]|&#\d+;)*$/);
    }));
  });

  test("does not end its fence", () => {
    expect(fenced("text", "a\n```\nb")).toBe("````text\na\n```\nb\n````");
  });

  test("never breaks out of a cell, a fold or a fence, whatever it is", () => {
    fc.assert(fc.property(hostileTexts, texts => {
      const markdown = toMarkdown(hostilePlan(texts));
      const { outside } = pageOf(markdown);
      const rows = outside.filter(line => line.startsWith("|"));
      const columns = rows.map(line => [...line.matchAll(/\|/g)].length - 1);
      // Findings have three columns, undecided ones a single, suppressed ones three; each table begins with its rule.
      expect(columns.filter(count => count !== 3 && count !== 1)).toEqual([]);
      const text = outside.join("\n");
      expect([...text.matchAll(/<details>/g)].length).toBe([...text.matchAll(/<\/details>/g)].length);
      const bare = text.replace(OWN_TAGS, "");
      expect(bare).not.toMatch(/[<>`\\[\]]/);
      expect(bare).not.toMatch(/@[\w-]|#\d(?!\d*;)|\bGH-\d|www\.\S|[a-z]:\/\//i);
      expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\u2028]/);
    }), { numRuns: 50 });
  });
});

describe("the comment", () => {
  test("says first how much of what, what is wrong and how to mend it, errors before the rest", () => {
    const text = toMarkdown(planned(sortingPlan({ haproxy: HAPROXY.replace(":85", ":86"), networkProfile: { networkPlugin: "kubenet" } })));
    expect(text).toContain("## aks-anatomy · dev  planned offline");
    expect(text).toContain("- 10 to create: ");
    expect(text).toMatch(/- 1 error, \d+ warnings?, 0 notes/);
    const table = text.slice(text.indexOf("| Finding |"), text.indexOf("<details>"));
    expect(table).toMatch(/\*\*error\*\* \| .*port-mapper listens on 86, not on 85.*\n.*\*\*warning\*\* .*<code>kubenet-retirement<\/code> at <code>ManagedCluster cluster/);
    expect(table).toContain("<br>Source: ");
  });

  test("names the line of the program that makes what a finding is about", () => {
    const recorded = sortingPlan({ networkProfile: { networkPlugin: "kubenet" } });
    const resources = recorded.resources.map(resource => (resource.type.endsWith(":ManagedCluster") ? { ...resource, declaredAt: { file: "infra/cluster|1.ts", line: 60, column: 20 } } : resource));
    expect(toMarkdown(planned({ ...recorded, resources }))).toMatch(/<code>kubenet-retirement<\/code> at <code>ManagedCluster [^<]*<\/code><br><code>infra\/cluster&#124;1\.ts:&#8203;60:20<\/code> \|/);
  });

  test("folds every section of the text, and each diagram", () => {
    const text = toMarkdown(planned(sortingPlan()));
    expect([...text.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title]) => title)).toEqual([
      expect.stringMatching(/^Undecided: \d+$/), "Resources by group", "Groups that AKS makes", "In the cluster", "Ports and addresses of each hop", "Pods' network", "Traffic", "Roles", "Addresses", "Upgrades",
      "Diagram: the way of a request", "Diagram: networks, addresses, ways in and out", "Diagram: resources by group",
    ]);
    expect(pageOf(text).fences).toBe(12);
  });

  test("names what is replaced and deleted at the top", () => {
    const text = toMarkdown(planned(readText(fixture("change"))));
    const head = text.slice(0, text.indexOf("<details>"));
    expect(head).toContain("**Replaced: 2**\n\n- <code>Thing moved</code>, because of thingName\n- <code>Thing swapped</code>, because of immutable\n");
    expect(head).toContain("**Deleted: 2**\n\n- <code>Thing gone</code>\n- <code>Thing left</code>: kept where it is, no longer managed\n");
  });

  test("shows what is undecided and what is suppressed, with the reason", () => {
    const plan: Plan = {
      ...planned(sortingPlan()),
      undecided: [{ rule: "a-rule", message: "the size is not known" }], suppressed: [{ ...finding("let be", "warning"), reason: "until spring" }],
    };
    const text = toMarkdown(plan);
    expect(text).toMatch(/^- .*, 1 suppressed/m);
    expect(text).toContain("<summary>Undecided: 1</summary>\n\n| What the plan does not say |\n| --- |\n| the size is not known<br><code>a-rule</code> |");
    expect(text).toContain("<summary>Suppressed: 1</summary>\n\n|  | Finding | Why it stands |\n| --- | --- | --- |\n| warning | let be<br><code>let be</code> at <code>let be</code> | until spring |");
  });
});

describe("a comment that would be too long", () => {
  const many = (count: number): readonly ReturnType<typeof finding>[] => Array.from({ length: count }, (_, index) => finding(`finding ${index} ${"x".repeat(300)}`, index < 2 ? "error" : "warning"));
  const large = (() => {
    const plan = new PlanBuilder();
    for (let index = 0; index < 2000; index += 1) plan.add(`package${index}:index:Thing`, `thing-${index}-${"n".repeat(60)}`);
    return planned(plan.build());
  })();

  test("counts the findings that it does not show, by severity", () => {
    const text = toMarkdown({ ...planned(sortingPlan()), findings: many(500) });
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toContain("- 2 errors, 498 warnings, 0 notes");
    const shown = [...text.matchAll(/^\| \*\*\w+\*\* \|/gm)].length;
    expect(shown).toBeGreaterThan(20);
    expect(text).toContain(`… and ${500 - shown} warnings more: `);
  });

  test("cuts a fold between lines and says how many are left out, and names those without room", () => {
    const text = toMarkdown(large);
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.length).toBeGreaterThan(COMMENT_LIMIT * 0.8);
    const [, count] = /^… (\d+) more lines left out: this comment is full$/m.exec(text) ?? [];
    const [, inside = ""] = /<summary>Resources<\/summary>\n\n```text\n([^]*?)\n```/.exec(text) ?? [];
    expect(inside.split("\n").length - 1 + Number(count)).toBe(2000);
    expect(text).toMatch(/Left out, since a comment holds 65,536 characters: Diagram: resources by group\./);
  });

  test("is never longer than it may be, whatever is in the plan", () => {
    fc.assert(fc.property(hostileTexts, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 300 }), (texts, length, count) => {
      const plan = hostilePlan(texts.map(text => text.repeat(Math.ceil(length / Math.max(1, text.length)))));
      const found = Array.from({ length: count }, () => plan.findings).flat();
      const text = toMarkdown({ ...plan, findings: found, undecided: Array.from({ length: count }, () => plan.undecided).flat() });
      expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
      pageOf(text);
    }), { numRuns: 12 });
  });
});
