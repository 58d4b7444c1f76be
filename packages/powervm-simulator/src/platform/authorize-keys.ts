import type { Platform } from './platform.ts';
import { touch } from './touch.ts';

/** Whose keys user `wlp` of this NovaLink accepts, so that other NovaLinks migrate to it. */
export function authorizeKeys(platform: Platform, keys: readonly string[] | undefined): void {
  const { console } = platform.state;
  if (keys === undefined) return;
  console.authorizedKeys = [...new Set(keys)];
  touch(console);
  platform.announce({ kind: 'MODIFY', path: ['ManagementConsole', console.uuid], details: ['Other'] });
}
