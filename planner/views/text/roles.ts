/** What each identity needs, on what and why, and whether the plan gives it: the doubts and faults themselves stand among the findings. */
import { ROLE_PROPAGATION } from "../../../facts/role-needs";
import type { Plan } from "../../model/plan";
import type { RoleIdentity, RoleNeed, RoleStatus, WorkloadTrust } from "../../model/role-results";
import { bad, dim, good, line, padded, strong, warning, widthOf, wrapped, type Line, type Span } from "./line";
import { WIDTH } from "./print";

const TITLES: Readonly<Record<RoleStatus, string>> = { granted: "granted", "too-wide": "too wide", "too-late": "too late", missing: "missing", undecided: "undecided" };

const toned = (status: RoleStatus): Span => {
  const title = TITLES[status];
  return status === "granted" ? good(title) : status === "undecided" || status === "too-wide" ? warning(title) : bad(title);
};

/** Longer names push only their own row. */
const LONGEST = 30;

interface Row { readonly role: string; readonly on: string; readonly status: RoleStatus; readonly because: readonly string[] }

/** What the role is given on, and what of it is needed. */
const placeOf = ({ on: { name }, scope }: RoleNeed): string => (scope === undefined ? name : `${scope} (for ${name.replaceAll(`${scope}/`, "")})`);

/** Needs of one role on one resource share a row. */
function rowsOf(needs: readonly RoleNeed[], trusts: readonly WorkloadTrust[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const need of needs) {
    const { role, status, because } = need, on = placeOf(need);
    const key = JSON.stringify([role, on, need.on.resource, status]);
    rows.set(key, { role, on, status, because: [...new Set([...(rows.get(key)?.because ?? []), because])] });
  }
  const open = trusts.filter(({ status }) => status !== "granted").map(({ subject, status }): Row => ({ role: "trust", on: subject, status, because: ["pods act as it"] }));
  return [...rows.values(), ...open];
}

function rowLines({ role, on, status, because }: Row, roleWidth: number, onWidth: number): readonly Line[] {
  const reason = because.join("; ");
  const mark = status === "granted" ? [] : [toned(status), dim(": ")];
  const markWidth = status === "granted" ? 0 : TITLES[status].length + 2;
  const begun = (onColumn: number): Line => line("    ", ...padded(line(role), roleWidth), "  ", ...padded(line(on), onColumn), "  ");
  const start = [begun(onWidth), begun(0)].find(each => widthOf(each) + markWidth + reason.length <= WIDTH);
  if (start) return [line(...start, ...mark, dim(reason))];
  const [first = "", ...more] = wrapped(reason, WIDTH - 6 - markWidth);
  return [begun(0), line("      ", ...mark, dim(first)), ...more.map(text => line("      ", dim(text)))];
}

const keyOf = ({ resource, name, of }: RoleIdentity): string => JSON.stringify([resource, name, of]);

/** What is shown of a plan without any need is nothing. */
export function roleLines({ analyses: { roles } }: Plan): readonly Line[] {
  if (roles === undefined || roles.needs.length + roles.trusts.length === 0) return [];
  const identities = [...new Map([...roles.needs, ...roles.trusts].map(({ identity }) => [keyOf(identity), identity])).values()];
  const statuses = [...roles.needs, ...roles.trusts].map(({ status }) => status);
  const counted = (["missing", "too-late", "too-wide", "undecided"] as const).map(status => [status, statuses.filter(each => each === status).length] as const).filter(([, count]) => count > 0);
  const tables = identities.map(identity => ({
    identity, rows: rowsOf(roles.needs.filter(each => keyOf(each.identity) === keyOf(identity)), roles.trusts.filter(each => keyOf(each.identity) === keyOf(identity))),
  })).filter(({ rows }) => rows.length > 0);
  const all = tables.flatMap(({ rows }) => rows);
  const roleWidth = Math.max(0, ...all.map(({ role }) => role.length));
  const onWidth = Math.max(0, ...all.map(({ on }) => on.length).filter(length => length <= LONGEST));
  return [
    line(strong("Roles"), "  ", ...(counted.length === 0 ? [good("granted, in time")] : counted.flatMap(([status, count], index) => [...(index === 0 ? [] : [dim(", ")]), `${count} `, toned(status)]))),
    ...tables.flatMap(({ identity, rows }) => [line("  ", identity.name, dim(`  ${identity.of.replace("-", " ")}`)), ...rows.flatMap(row => rowLines(row, roleWidth, onWidth))]),
    ...wrapped(`the order is necessary, not sufficient: a role may take up to ${ROLE_PROPAGATION.minutes} minutes to hold (${ROLE_PROPAGATION.source})`, WIDTH - 2).map(text => line("  ", dim(text))),
  ];
}
