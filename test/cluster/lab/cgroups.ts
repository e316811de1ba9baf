/** Control groups: a folder for each node, under one of the run's own, so that what is left can be found and removed. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/sys/fs/cgroup";

/** True where the machine has the unified hierarchy only. */
const unified = (): boolean => existsSync(join(ROOT, "cgroup.controllers"));

/** Controllers that a kubelet cannot do without. */
const WANTED = ["cpu", "cpuset", "memory", "pids"];

/** Folders under which groups are made: one for each hierarchy. */
const hierarchies = (): readonly string[] => (unified() ? [ROOT] : readdirSync(ROOT).filter(name => name !== "unified" && existsSync(join(ROOT, name, "cgroup.procs"))).map(name => join(ROOT, name)));

/** The controllers that this machine cannot give to groups of ours. */
export function missingControllers(): readonly string[] {
  const there = unified() ? readFileSync(join(ROOT, "cgroup.subtree_control"), "utf8").trim().split(/\s+/) : existsSync(ROOT) ? readdirSync(ROOT) : [];
  return WANTED.filter(name => !there.includes(name));
}

/**
 * Makes a group in every hierarchy, parents first.
 * @param group path from the root, such as `/run/node`
 */
export function makeGroup(group: string): void {
  const parts = group.split("/").filter(Boolean);
  for (const hierarchy of hierarchies()) parts.reduce((parent, part) => {
    const folder = join(parent, part);
    if (existsSync(folder)) return folder;
    mkdirSync(folder);
    if (unified()) writeFileSync(join(folder, "cgroup.subtree_control"), WANTED.map(name => `+${name}`).join(" "));
    // A cpuset starts empty and takes no process; its children copy it.
    if (existsSync(join(folder, "cgroup.clone_children"))) for (const file of ["cpuset.cpus", "cpuset.mems"]) if (existsSync(join(folder, file))) writeFileSync(join(folder, file), readFileSync(join(parent, file)));
    if (existsSync(join(folder, "cgroup.clone_children"))) writeFileSync(join(folder, "cgroup.clone_children"), "1");
    return folder;
  }, hierarchy);
}

/** Ten times what a process weighs by itself. */
const WEIGHTS = [["cpu.weight", "1000"], ["cpu.shares", "10240"]] as const;

/**
 * Gives what runs in a group more of the processors than its one share. In the run's group that is the pods, all together; the nodes' own daemons are outside. Without it, three nodes that
 * start leave all pods as little as one of their threads; real nodes have processors of their own.
 */
export function favour(group: string): void {
  for (const hierarchy of hierarchies()) for (const [file, weight] of WEIGHTS) if (existsSync(join(hierarchy, group, file))) writeFileSync(join(hierarchy, group, file), weight);
}

function emptyFolder(folder: string): void {
  for (const child of readdirSync(folder, { withFileTypes: true })) if (child.isDirectory()) {
    emptyFolder(join(folder, child.name));
    rmdirSync(join(folder, child.name));
  }
}

/** Removes what is in a group; false while processes in it are still ending. */
export function emptyGroup(group: string): boolean {
  try {
    for (const hierarchy of hierarchies()) if (existsSync(join(hierarchy, group))) emptyFolder(join(hierarchy, group));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EBUSY") return false;
    throw error;
  }
}
