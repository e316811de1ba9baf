export interface Shape { readonly name: string; readonly kind?: Kind }
export type { Shape as Form };
export enum Kind { A = "a", B = "b" }
export const enum Level { Low = 1, High = Low << 2 }
export enum Numbered { X, Y = 5, Z }
export namespace Names {
  export const of = (text: string): string => `ns-${text}`;
  export namespace Inner { export const deep = 1; }
}
export abstract class Base<T> {
  static count = 0;
  static { Base.count++; }
  #hidden = 1;
  get shown(): number { return this.#hidden; }
  protected abstract value(): T;
}
