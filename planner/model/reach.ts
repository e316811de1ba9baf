/** What can be reached from the nodes of a directed graph, rings included, as sets of bits: a set of thousands is a few dozen words, and two are joined word by word. */

const WORD = 32;

export class Reach {
  readonly #reached = new Map<number, Uint32Array>();
  readonly #order = new Map<number, number>();
  readonly #low = new Map<number, number>();
  readonly #open: number[] = [];

  /**
   * @param width how many nodes, from 0 on, are told of: higher ones lead on, and are themselves in no set
   * @param next where the edges of a node lead; asked more than once
   */
  constructor(readonly width: number, readonly next: (node: number) => readonly number[]) {}

  /** Nodes that one edge or more lead to; the node itself is among them where it is in a ring. */
  from(node: number): Uint32Array {
    if (!this.#reached.has(node)) this.#explore(node);
    return this.#reached.get(node) ?? new Uint32Array(0);
  }

  /** Tarjan's algorithm, without recursion: nodes that reach one another reach the same, and are done after all that they lead to. */
  #explore(start: number): void {
    const way = [this.#enter(start)];
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const { node, edges } = last;
      const target = edges[last.at++];
      if (target === undefined) {
        way.pop();
        if (this.#low.get(node) === this.#order.get(node)) this.#close(node);
        const before = way.at(-1);
        if (before) this.#lower(before.node, this.#low.get(node));
      } else if (!this.#order.has(target)) way.push(this.#enter(target));
      else if (!this.#reached.has(target)) this.#lower(node, this.#order.get(target));
    }
  }

  #enter(node: number): { readonly node: number; readonly edges: readonly number[]; at: number } {
    const order = this.#order.size;
    this.#order.set(node, order);
    this.#low.set(node, order);
    this.#open.push(node);
    return { node, edges: this.next(node), at: 0 };
  }

  #lower(node: number, to = 0): void {
    this.#low.set(node, Math.min(this.#low.get(node) ?? 0, to));
  }

  /** All nodes of a ring at once, or the one that is in none. */
  #close(first: number): void {
    const ring = this.#open.splice(this.#open.lastIndexOf(first));
    const set = new Uint32Array(Math.ceil(this.width / WORD));
    for (const node of ring) {
      for (const target of this.next(node)) {
        if (hasBit(set, target)) continue;
        if (target < this.width) setBit(set, target);
        this.#reached.get(target)?.forEach((word, index) => { set[index] = (set[index] ?? 0) | word; });
      }
    }
    for (const node of ring) this.#reached.set(node, set);
  }
}

const setBit = (set: Uint32Array, at: number): void => { set[Math.floor(at / WORD)] = (set[Math.floor(at / WORD)] ?? 0) | (1 << (at % WORD)); };

export const hasBit = (set: Uint32Array, at: number): boolean => ((set[Math.floor(at / WORD)] ?? 0) & (1 << (at % WORD))) !== 0;

/** The numbers in a set, in order. */
export function bitsOf(set: Uint32Array): readonly number[] {
  const found: number[] = [];
  set.forEach((word, index) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) found.push(index * WORD + (WORD - 1 - Math.clz32(rest & -rest)));
  });
  return found;
}

export function countOf(set: Uint32Array): number {
  let count = 0;
  for (const word of set) for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
