import { describe, expect, it } from 'vitest';
import { buildHost, type ViosSpec } from '../../test/build-host.ts';
import { explainViosRefusal } from '../explain/explain-refusal.ts';
import { judgeVioses } from './judge-vios.ts';

function judged(vioses: readonly ViosSpec[], redundancy: number): readonly string[] {
  return judgeVioses(buildHost({ vioses }).vioses, redundancy, []).map(({ refusal }) =>
    refusal === undefined ? 'serves' : explainViosRefusal(refusal),
  );
}

const plain = { failoverCapable: false };

describe('judgeVioses', () => {
  it.each<[string, readonly ViosSpec[], number, string[]]>([
    ['takes the capable ones', [{}, {}], 2, ['serves', 'serves']],
    ['not one that is off', [{ state: 'not activated' }], 1, ["is not running (state 'not activated')"]],
    ['not one without RMC', [{ rmc: 'inactive' }], 1, ['cannot be reached (RMC inactive)']],
    ['the management partition without RMC', [{ rmc: 'none', management: true }], 1, ['serves']],
    ['not one that cannot serve', [{ vnicCapable: false }], 1, ['cannot serve vNICs']],
    ['one without failover for one device', [plain], 1, ['serves']],
    [
      'none without failover for two',
      [plain],
      2,
      ['cannot fail vNICs over, which more than one device needs'],
    ],
    [
      'those with failover alone, even for one device',
      [plain, {}],
      1,
      ['cannot fail vNICs over, and others can', 'serves'],
    ],
    [
      'one without failover when those that have it are off',
      [plain, { state: 'not activated' }],
      1,
      ['serves', "is not running (state 'not activated')"],
    ],
  ])('%s', (_, vioses, redundancy, expected) => {
    expect(judged(vioses, redundancy)).toEqual(expected);
  });
});
