/**
 * The tape archive that the engine makes of a folder or of named assets in order to hash it, byte for byte
 * (github.com/pulumi/pulumi, sdk/go/common/resource/archive; header layout: POSIX.1-1988 ustar).
 */
const BLOCK = 512;

export interface TarEntry { readonly name: string; readonly content: Buffer }

/** A long path is split at a slash into prefix (≤ 155 bytes) and name (≤ 100); undefined where it does not fit the format. */
function splitName(path: string): { readonly name: string; readonly prefix: string } | undefined {
  if (/[^\x20-\x7e]/.test(path)) return undefined;
  if (path.length <= 100) return { name: path, prefix: "" };
  const slash = path.lastIndexOf("/", 155);
  const name = path.slice(slash + 1);
  return slash <= 0 || name === "" || name.length > 100 ? undefined : { name, prefix: path.slice(0, slash) };
}

function header(path: string, size: number): Buffer | undefined {
  const split = splitName(path);
  if (split === undefined) return undefined;
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, width: number): void => { block.write(`${value.toString(8).padStart(width - 1, "0")}\0`, at, "latin1"); };
  block.write(split.name, 0, "latin1");
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write("        0", 148, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  octal(0, 329, 8);
  octal(0, 337, 8);
  block.write(split.prefix, 345, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

/** The archive in pieces, in the order given; undefined where a name does not fit the format. */
export function tar(entries: readonly TarEntry[]): readonly Buffer[] | undefined {
  const pieces: Buffer[] = [];
  for (const { name, content } of entries) {
    const head = header(name, content.length);
    if (head === undefined) return undefined;
    pieces.push(head, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
  }
  return [...pieces, Buffer.alloc(2 * BLOCK)];
}
