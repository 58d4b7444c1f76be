import { defineConfig, mergeConfig } from 'vitest/config';
import repository from '../../../../vitest.config.ts';

/** The measurements of placement, which take a minute and are run on their own. */
export default mergeConfig(
  defineConfig({ ...repository, test: { testTimeout: 600_000 } }),
  defineConfig({ test: { include: ['packages/sriov-core/test/bench/**/*.bench.ts'], silent: false } }),
);
