import { defineConfig } from 'vitest/config';

/** Tests read the packages' sources, so that no build stands between a change and its test. */
const conditions = ['@powervm-sriov/source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{packages,apps}/*/{src,test}/**/*.test.ts', 'docs/examples/*.test.ts'],
    testTimeout: 30_000,
    maxWorkers: '100%',
  },
});
