import { defineConfig } from 'tsup';

/** Shared by every package: each passes its own entry points on the command line. */
export default defineConfig({
  format: 'esm',
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  clean: true,
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
});
