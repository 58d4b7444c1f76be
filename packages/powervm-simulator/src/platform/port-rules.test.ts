import { describe, it } from 'vitest';
import { failAdapter } from './set-adapter-health.ts';
import { pullCable } from './set-cable.ts';
import {
  cardIndex,
  expectRefusal,
  oneDevice,
  openSmallHost,
  portLocation,
  type Rule,
} from './small-host.fixture.ts';

const rules: readonly Rule[] = [
  [
    'a share below the granularity',
    'HSCL1295',
    /^HSCL127D .*lpar1.*HSCL1295 Capacity 0.5% is outside 1.0% to 100.0%/,
    (host) => host.vnic(oneDevice(host, { capacity: '0.5%' })),
  ],
  [
    'a share above the whole port',
    'HSCL1295',
    /Capacity 100.01%/,
    (host) => host.vnic(oneDevice(host, { capacity: '100.01%' })),
  ],
  [
    'a share between two steps',
    'SIM-CAPACITY-GRANULARITY',
    /1.5% is no multiple of 1.0%/,
    (host) => host.vnic(oneDevice(host, { capacity: '1.5%' })),
  ],
  [
    'a share that is no percentage',
    'SIM-PERCENT',
    /"0.02" is no percentage/,
    (host) => host.vnic(oneDevice(host, { capacity: '0.02' })),
  ],
  [
    'more than 100% of a port',
    'HSCL1293',
    /has 60.0% allocated; 41.0% more/,
    (host) => {
      host.vnic(oneDevice(host, { capacity: '60.0%' }));
      host.vnic(oneDevice(host, { capacity: '41.0%' }));
    },
  ],
  [
    'a maximum below the share',
    'SIM-MAX-CAPACITY-RANGE',
    /outside 5.0%/,
    (host) => host.vnic(oneDevice(host, { capacity: '5.0%', maxCapacity: '4.0%' })),
  ],
  [
    'a maximum where the personality has none',
    'SIM-MAX-CAPACITY-PERSONALITY',
    /MIN_CAPACITY/,
    (host) => {
      for (const adapter of host.system.adapters) adapter.personality = 'MIN_CAPACITY';
      host.vnic(oneDevice(host, { maxCapacity: '50.0%' }));
    },
  ],
  [
    'no device',
    'SIM-DEVICE-COUNT',
    /1 to 6 backing devices, not 0/,
    (host) => host.vnic({ backingDevices: [] }),
  ],
  [
    'seven devices',
    'SIM-DEVICE-COUNT',
    /not 7/,
    (host) =>
      host.vnic({
        backingDevices: Array.from({ length: 7 }, () => ({ vios: host.vios(0), adapter: 1, port: 0 })),
      }),
  ],
  [
    'two devices on one port',
    'SIM-DEVICE-PORT-TWICE',
    /adapter 1 port 0/,
    (host) =>
      host.vnic({ backingDevices: [0, 1].map((index) => ({ vios: host.vios(index), adapter: 1, port: 0 })) }),
  ],
  [
    'a full port',
    'SIM-PORT-FULL',
    /all its 1 logical ports/,
    (host) => {
      host.configure({ ports: [{ adapter: cardIndex(host), port: 0, maxLogicalPorts: 1 }] });
      host.vnic();
      host.vnic();
    },
  ],
  [
    'a full adapter',
    'SIM-ADAPTER-FULL',
    /P1-C8 has all its 1 logical ports/,
    (host) => {
      for (const adapter of host.system.adapters) adapter.maximumLogicalPorts = 1;
      host.vnic();
      host.direct();
    },
  ],
  [
    'two devices where the adapter has room for one',
    'SIM-ADAPTER-FULL',
    /P1-C8/,
    (host) => {
      for (const adapter of host.system.adapters) adapter.maximumLogicalPorts = 1;
      host.vnic({ backingDevices: [0, 1].map((port) => ({ vios: host.vios(port), adapter: 1, port })) });
    },
  ],
  [
    'an adapter that is not there',
    'SIM-NOT-FOUND',
    /no adapter 9 in mode Sriov/,
    (host) => host.vnic(oneDevice(host, { adapter: 9 })),
  ],
  [
    'a failed adapter',
    'SIM-ADAPTER-STATE',
    /is Failed/,
    (host) => {
      failAdapter(host.platform, 'U78D3.001.WZS0001-P1-C8');
      host.vnic();
    },
  ],
  [
    'a dead link where the platform minds',
    'SIM-LINK-DOWN',
    /C8-T1 is down/,
    (host) => {
      host.platform.state.settings.linkDownAllowed = false;
      pullCable(host.platform, portLocation);
      host.vnic();
    },
  ],
  [
    'failover priority 0',
    'SIM-FAILOVER-PRIORITY',
    /0 is not 1 to 100/,
    (host) => host.vnic(oneDevice(host, { priority: 0 })),
  ],
];

describe('what a port and its card can give', () => {
  it.each(rules)('%s: %s', (_what, code, words, attempt) => {
    expectRefusal(() => attempt(openSmallHost()), { code, words });
  });
});
