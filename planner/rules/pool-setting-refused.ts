import { ephemeralRoomGib, isOfOtherSystem } from "../../facts/node-machines";
import { OS_DISK_GIB, UPGRADE_BOUNDS } from "../../facts/node-pools";
import { DEFAULT_EPHEMERAL_OS_DISK_GIB, DEFAULT_OS_DISK_GIB } from "../../facts/vm-sizes";
import { isOpen, numberAt, textAt, wordAt } from "../model/read";
import { declaredPools, poolDoubts, poolFixture, type DeclaredPool } from "./pool-declarations";
import type { Rule } from "./rule";

const outside = (value: number | undefined, { min, max }: { readonly min: number; readonly max: number }): boolean => value !== undefined && (value < min || value > max || !Number.isInteger(value));

/** `maxSurge` is a text in Azure's API, but a number is read too. */
const amountAt = (declaration: DeclaredPool["declaration"], key: string): string | undefined => textAt(declaration, "upgradeSettings", key) ?? numberAt(declaration, "upgradeSettings", key)?.toString();
const isNone = (amount: string | undefined): boolean => /^0+%?$/.test(amount ?? "");

const isUnavailableOpen = (declaration: DeclaredPool["declaration"]): boolean => isOpen(declaration, "upgradeSettings", "maxUnavailable");

/** Each reason with the key that it lies in. */
function reasons({ pool, declaration }: DeclaredPool): readonly (readonly [key: string, reason: string])[] {
  const disk = numberAt(declaration, "osDiskSizeGB");
  const [drain, soak] = [numberAt(declaration, "upgradeSettings", "drainTimeoutInMinutes"), numberAt(declaration, "upgradeSettings", "nodeSoakDurationInMinutes")];
  const { drainTimeout, nodeSoak } = UPGRADE_BOUNDS;
  const ephemeral = wordAt(["Ephemeral"], declaration, "osDiskType") === "Ephemeral";
  const room = pool.vmSize === undefined ? undefined : ephemeralRoomGib(pool.vmSize);
  // Of a disk whose size is not known nothing is said.
  const sized = !isOpen(declaration, "osDiskSizeGB");
  const wanted = disk === undefined || disk === 0 ? DEFAULT_EPHEMERAL_OS_DISK_GIB : disk;
  const osType = pool.osType === "Windows" ? "Windows" : "Linux";
  const surge = amountAt(declaration, "maxSurge");
  const unavailable = amountAt(declaration, "maxUnavailable");
  return [
    ...(outside(disk, { min: 0, max: OS_DISK_GIB.max }) ? [["osDiskSizeGB", `an OS disk has up to ${OS_DISK_GIB.max} GiB, or 0 for Azure's default, not ${disk ?? ""}`] as const] : []),
    ...(ephemeral && room !== undefined && room < wanted && (sized || room === 0) ? [["osDiskType", room === 0 ? `${pool.vmSize ?? ""} takes no ephemeral OS disk` : `${pool.vmSize ?? ""} has room for an ephemeral OS disk of ${room} GiB, not ${wanted}`] as const] : []),
    ...(outside(drain, drainTimeout) ? [["upgradeSettings.drainTimeoutInMinutes", `the drain timeout is ${drainTimeout.min} to ${drainTimeout.max} min, not ${drain ?? ""}`] as const] : []),
    ...(outside(soak, nodeSoak) ? [["upgradeSettings.nodeSoakDurationInMinutes", `the soak time is ${nodeSoak.min} to ${nodeSoak.max} min, not ${soak ?? ""}`] as const] : []),
    ...(pool.osSku !== undefined && !isOpen(declaration, "osType") && isOfOtherSystem(osType, pool.osSku) ? [["osSKU", `${pool.osSku} is no system of a ${osType} pool`] as const] : []),
    ...(isNone(surge) && !isUnavailableOpen(declaration) && (unavailable === undefined || isNone(unavailable)) ? [["upgradeSettings.maxSurge", "with a surge of 0 and no node that may be unavailable, no upgrade can begin"] as const] : []),
  ];
}

/** Two pages disagree on the default size of an ephemeral disk: where the one fits and the other does not, the plan cannot tell. */
const mayNotFit = ({ pool: { vmSize }, declaration }: DeclaredPool): boolean => {
  const room = vmSize === undefined ? undefined : ephemeralRoomGib(vmSize);
  return wordAt(["Ephemeral"], declaration, "osDiskType") === "Ephemeral" && !isOpen(declaration, "osDiskSizeGB") && (numberAt(declaration, "osDiskSizeGB") ?? 0) === 0
    && room !== undefined && room >= DEFAULT_EPHEMERAL_OS_DISK_GIB && room < DEFAULT_OS_DISK_GIB;
};

export const poolSettingRefused: Rule = {
  id: "pool-setting-refused",
  severity: "error",
  question: "Does a node pool have a setting that AKS refuses?",
  fix: `Keep to the bounds of the API; an ephemeral OS disk must fit into the machine's cache or temporary disk (AKS's own default is ${DEFAULT_OS_DISK_GIB} GiB or more).`,
  source: "bicep-types-az, ManagedClusterAgentPoolProfile and AgentPoolUpgradeSettings@2025-09-01; azure-aks-docs, concepts-storage.md, upgrade-aks-node-pools-rolling.md",
  asOf: "2026-08-21",
  check: subject => declaredPools(subject).flatMap(each => reasons(each).map(([key, reason]) => ({
    resource: each.pool.resource, path: `${each.pool.path}.${key}`, message: `${each.called}: ${reason}`, evidence: { setting: key, ...(each.pool.vmSize !== undefined && { vmSize: each.pool.vmSize }) },
  }))),
  undecided: subject => [
    ...poolDoubts(["osDiskSizeGB"], ["osDiskType"], ["osSKU"], ["upgradeSettings"])(subject),
    ...declaredPools(subject).filter(({ declaration }) => isNone(amountAt(declaration, "maxSurge")) && isUnavailableOpen(declaration)).map(({ pool: { resource, path }, called }) => ({
      resource, path: `${path}.upgradeSettings.maxUnavailable`, message: `${called}: whether an upgrade can begin is not known: it has a surge of 0, and how many of its nodes may be unavailable is not known`,
    })),
    ...declaredPools(subject).filter(mayNotFit).map(({ pool: { resource, path, vmSize = "" }, called }) => ({
      resource, path: `${path}.osDiskType`, message: `${called}: whether AKS's default for an ephemeral OS disk, ${DEFAULT_EPHEMERAL_OS_DISK_GIB} or ${DEFAULT_OS_DISK_GIB} GiB, fits into ${vmSize} is not known: the declaration gives no size`,
    })),
  ],
  fixtures: {
    breaks: [poolFixture({ vmSize: "Standard_D4ds_v5", osDiskType: "Ephemeral", osDiskSizeGB: 151 })],
    nearMiss: [poolFixture({ vmSize: "Standard_D4ds_v5", osDiskType: "Ephemeral", osDiskSizeGB: 150, upgradeSettings: { maxSurge: "0", maxUnavailable: "1", drainTimeoutInMinutes: 1440, nodeSoakDurationInMinutes: 30 } })],
  },
};
