import { describe, expect, it } from 'vitest';
import { cardIndex, openSmallHost, refusalOf } from './small-host.fixture.ts';

describe('a refusal', () => {
  it('leaves everything as it was', () => {
    const host = openSmallHost();
    const before = JSON.stringify(host.platform.state);
    refusalOf(() => host.vnic({ portVlanId: 5000 }));
    refusalOf(() => host.vnic({ slot: 2 }));
    refusalOf(() =>
      host.configure({
        ports: [
          { adapter: cardIndex(host), port: 0, label: 'new' },
          { adapter: cardIndex(host), port: 1, mtu: 'E_4000' },
        ],
      }),
    );
    expect(JSON.stringify(host.platform.state)).toBe(before);
  });
});

describe('what the platform lets pass', () => {
  it('changes an IBM i partition without RMC, and any that is powered off', () => {
    const host = openSmallHost();
    const [running] = host.system.partitions;
    Object.assign(running ?? {}, { type: 'OS400', rmc: 'none' });
    expect(host.vnic().slot).toBe(63);
    expect(host.vnic({ partition: host.lpar(1), slot: 'low' }).slot).toBe(3);
  });

  it('takes the same MAC twice where the world does not mind', () => {
    const host = openSmallHost();
    host.platform.state.settings.enforceUniqueMac = false;
    host.vnic({ mac: '0223456789AB' });
    expect(host.vnic({ mac: '0223456789AB' }).mac).toBe('0223456789AB');
  });

  it('moves a direct logical port to whoever asks for it, without a word', () => {
    const host = openSmallHost();
    const { logicalPortId, uuid } = host.direct();
    const moved = host.direct({ owner: host.lpar(1), logicalPortId });
    expect([moved.uuid, moved.owner]).toEqual([uuid, host.lpar(1)]);
    expect(host.system.logicalPorts).toHaveLength(1);
  });
});
