import { expect, it } from "@jest/globals";
import { tracked } from "./tracked";

it("reads where connections are sent on to, and whether anything came back", () => {
  const printed = [
    "tcp      6 117 SYN_SENT src=10.240.255.4 dst=10.240.1.90 sport=33274 dport=90 [UNREPLIED] src=10.240.0.7 dst=10.240.0.35 sport=85 dport=23990 mark=0 use=1",
    "tcp      6 86395 ESTABLISHED src=10.240.255.4 dst=10.240.1.90 sport=41270 dport=90 src=10.240.1.90 dst=10.240.255.4 sport=90 dport=41270 [ASSURED] mark=2 use=1",
    "",
  ].join("\n");
  expect(tracked(printed)).toEqual([{ state: "SYN_SENT", answered: false, to: "10.240.0.7:85" }, { state: "ESTABLISHED", answered: true, to: "10.240.1.90:90" }]);
  expect(tracked("conntrack v1.4.7 (conntrack-tools): 0 flow entries have been shown.\n")).toEqual([]);
});
