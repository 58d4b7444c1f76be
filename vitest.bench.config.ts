import { defineConfig } from 'vitest/config';
import tests from './vitest.config.ts';

/** Measurements, run on their own: npm run bench:placement, npm run bench:requests. */
export default defineConfig({
  ...tests,
  test: { include: ['packages/*/test/bench/*.bench.ts'], testTimeout: 600_000 },
});
