/** `1 node`, `2 nodes`. */
export const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
