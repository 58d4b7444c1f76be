import { expect, test } from 'vitest';
import { nextStep } from './migration-columns.ts';

test('of a live migration that is being taken back both ways out are told, as one of them may lead nowhere', () => {
  const stuck = { id: 'm-1', phase: 'rolling-back', partitionName: 'guest1' } as const;
  expect(nextStep({ ...stuck, kind: 'live' })).toBe(
    'migration resume guest1, or migration recover guest1 when the partition is on its target',
  );
  expect(nextStep({ ...stuck, kind: 'cold' })).toBe('migration resume guest1');
});
