import { defineConfig } from 'tsup';

/** Shared by every package: each passes its own entry points on the command line. */
export default defineConfig(({ dts }) => ({
  format: 'esm',
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  clean: true,
  // A command has no types to give (--no-dts).
  dts: dts === false ? false : { compilerOptions: { ignoreDeprecations: '6.0' } },
}));
