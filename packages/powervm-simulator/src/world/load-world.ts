import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { InvalidWorld } from './invalid-world.ts';
import { type World, worldSchema } from './world-schema.ts';

/** Worlds that come with the simulator, by name. */
export const shippedWorlds = ['small', 'mixed', 'pair', 'dense'] as const;

/** Reads a shipped world by name, or any other from its file. */
export async function loadWorld(nameOrFile: string, signal?: AbortSignal): Promise<World> {
  const isName = (shippedWorlds as readonly string[]).includes(nameOrFile);
  const file = isName ? shippedWorldFile(nameOrFile) : nameOrFile;
  const text = await readFile(file, { encoding: 'utf8', signal }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new InvalidWorld(
      `There is no world ${nameOrFile}: name one of ${shippedWorlds.join(', ')}, or a readable YAML file.`,
      { cause },
    );
  });
  return parseWorld(text, nameOrFile);
}

export function parseWorld(text: string, name: string): World {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new InvalidWorld(`World ${name} is not YAML: ${fault.message.split('\n')[0] ?? fault.code}`);
  }
  const result = worldSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the world'}: ${issue.message}`,
  );
  throw new InvalidWorld(`World ${name} is not valid: ${faults.join('; ')}`);
}

/** The folder `worlds` of the package, seen from dist/ or from src/world/. */
function shippedWorldFile(name: string): string {
  const candidates = ['../worlds/', '../../worlds/'].map((folder) =>
    fileURLToPath(new URL(`${folder}${name}.yaml`, import.meta.url)),
  );
  return candidates.find((file) => existsSync(file)) ?? `worlds/${name}.yaml`;
}
