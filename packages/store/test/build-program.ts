import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

export interface BuiltProgram {
  readonly file: string;
  remove(): void;
}

/** Bundles a program of the tests from the sources as they are, so that plain Node runs it in a process of its own. */
export async function buildProgram(entry: URL): Promise<BuiltProgram> {
  const source = fileURLToPath(entry);
  const name = source.replace(/^.*\/|\.ts$/g, '');
  /** Inside the package, so that the program finds what the package depends on. */
  const folder = fileURLToPath(new URL(`../.cache/${name}-${process.pid}`, import.meta.url));
  await build({
    entry: { main: source },
    outDir: folder,
    config: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    silent: true,
    // One file starts twice as fast as many; a native module cannot be in it.
    external: ['libsql'],
    noExternal: [/^@powervm-sriov\//, 'kysely', 'zod'],
    // For what is bundled and still asks as CommonJS does.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    esbuildOptions: (options) => {
      options.conditions = ['@powervm-sriov/source'];
    },
  });
  return {
    file: join(folder, 'main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
