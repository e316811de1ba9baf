/** Which files a SecretProviderClass asks for, as Azure's provider reads it (Azure/secrets-store-csi-driver-provider-azure, pkg/provider, read at 55f9d4e). */
import { parse } from "yaml";
import { z } from "zod";
import type { SecretProviderClass } from "./cluster-objects";

/** The value of a vault's secret; undefined where the vault does not have it. */
export type Vault = (vaultName: string, secretName: string) => string | undefined;

export interface SecretFile {
  /** Path within the volume. */
  readonly name: string;
  readonly content: string;
  /** Permission bits. */
  readonly mode: number;
}

/** Every object is a text of its own within the text of `objects`. */
const objectsSchema = z.object({ array: z.array(z.string()).min(1) });
/** A scalar is its text, whatever it looks like: 007 is a name. */
const word = z.string().default("").transform(value => value.trim());
const objectSchema = z.strictObject({ objectName: word, objectAlias: word, objectType: word, objectVersion: word, filePermission: word });

const DEFAULT_MODE = 0o644;

function read<T>(schema: z.ZodType<T>, yaml: string, what: string): T {
  const result = schema.safeParse(parse(yaml, { schema: "failsafe" }));
  if (!result.success) throw new Error(`${what} cannot be read: ${result.error.issues.map(({ path, message }) => [...path.map(String), message].join(": ")).join("; ")}`);
  return result.data;
}

function fileOf(yaml: string, vaultName: string, vault: Vault): SecretFile {
  const { objectName, objectAlias, objectType, objectVersion, filePermission } = read(objectSchema, yaml, "an object of the SecretProviderClass");
  const name = objectAlias || objectName;
  if (objectType !== "secret") throw new Error(`objectType ${objectType} of ${objectName}: this stand-in's vault has secrets only`);
  if (objectVersion !== "") throw new Error(`objectVersion ${objectVersion} of ${objectName}: this stand-in's vault has one version of each secret`);
  if (name === "" || name.startsWith("/") || name.includes("..")) throw new Error(`file name ${JSON.stringify(name)} must be a relative path without ".."`);
  if (!/^[0-7]*$/.test(filePermission)) throw new Error(`filePermission ${filePermission} of ${objectName} must be octal`);
  const content = vault(vaultName, objectName);
  if (content === undefined) throw new Error(`failed to get objectType:secret, objectName:${objectName} from ${vaultName}: SecretNotFound`);
  return { name, content, mode: filePermission === "" ? DEFAULT_MODE : Number.parseInt(filePermission, 8) };
}

/**
 * The files of a volume.
 * @throws Error that says why the provider would refuse to mount it
 */
export function vaultFiles({ spec }: SecretProviderClass, vault: Vault): readonly SecretFile[] {
  if (spec?.provider !== "azure") throw new Error(`provider ${JSON.stringify(spec?.provider ?? "")} is not found; azure is the only one`);
  const parameter = (name: string): string => {
    const value = (spec.parameters?.[name] ?? "").trim();
    if (value === "") throw new Error(`${name} is not set`);
    return value;
  };
  const vaultName = parameter("keyvaultName");
  if (!spec.parameters?.tenantID?.trim()) parameter("tenantId");
  return read(objectsSchema, parameter("objects"), "objects").array.map(object => fileOf(object, vaultName, vault));
}
