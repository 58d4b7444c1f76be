import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import root from '../../../vitest.config.ts';

/** npx vitest run --config packages/compute-driver/bench/vitest.config.ts */
export default mergeConfig(
  { ...root, test: { ...root.test, include: [] } },
  defineConfig({
    test: {
      root: fileURLToPath(new URL('.', import.meta.url)),
      include: ['*.test.ts'],
      testTimeout: 120_000,
    },
  }),
);
