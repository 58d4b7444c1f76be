import {
  parseCapacityPercent,
  parseFailoverPriority,
  parseLocationCode,
  parseMacAddress,
  parsePhysicalPortId,
  parseSriovAdapterId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, it } from 'vitest';
import { type AdapterSpec, buildHost, type HostSpec, viosUuid } from '../../test/build-host.ts';
import { explainPortRefusal } from '../explain/explain-refusal.ts';
import type { ReservedDevice } from '../reservation.ts';
import { findShortage, type RoomStep } from './find-shortage.ts';

/** Places are `adapter/port`, from 1 and from 0. */
const vnics = [{ mac: 'AE7A25E59A01', devices: ['1/0/1', '2/0/2'], capacity: '2%' }];

describe('findShortage', () => {
  it.each<[string, readonly AdapterSpec[], string]>([
    [
      'logical port of the port',
      [{ ports: [{}, { used: 1, limit: 2 }] }],
      'P1-C8-T2: no free logical port: 1 of 2 configured, 1 reserved by plans in flight',
    ],
    [
      'logical port of the adapter',
      [{ limit: 3, ports: [{ used: 1 }, { used: 1 }] }],
      'P1-C8-T2: its adapter has no free logical port: 2 of 3 configured, 1 reserved by plans in flight',
    ],
    [
      'capacity',
      [{ ports: [{}, { allocated: '50%' }] }],
      'P1-C8-T2: needs 10.0%, has 8.0% free (50.0% allocated, 42.0% reserved by plans in flight)',
    ],
  ])('tells of the last %s that others hold, and of nothing once they do not', (_, adapters, told) => {
    const steps = [add('1/1', '10%')];
    expect(shortage({ adapters, vnics }, steps, [held('42%')])).toBe(told);
    expect(shortage({ adapters, vnics }, steps)).toBe('none');
  });

  it('lets a device have exactly what is left', () => {
    const host = { adapters: [{ ports: [{}, { allocated: '50%' }] }], vnics };
    expect(shortage(host, [add('1/1', '10%')], [held('40%')])).toBe('none');
  });

  it('lets a step have what those before it have freed, not what those after it will', () => {
    const full = { adapters: [{ limit: 2, ports: [{ used: 2 }, {}] }], vnics };
    const [leave, come] = [remove('1/0'), add('1/1', '2%')];
    expect(shortage(full, [leave, come])).toBe('none');
    expect(shortage(full, [come, leave])).toBe(
      'P1-C8-T2: its adapter has no free logical port: 2 of 2 configured',
    );
    expect(shortage(full, [remove('2/0'), come])).toContain('2 of 2 configured');
  });

  it('frees the share that the device of the vNIC has, and nothing where it has none', () => {
    const host = { adapters: [{ ports: [{ allocated: '98%' }, { allocated: '98%' }] }], vnics };
    expect(shortage(host, [remove('1/0'), add('1/0', '4%')])).toBe('none');
    expect(shortage(host, [remove('1/0'), add('1/0', '5%')])).toBe(
      'P1-C8-T1: needs 5.0%, has 4.0% free (96.0% allocated)',
    );
    expect(shortage(host, [remove('1/1'), add('1/1', '4%')])).toBe(
      'P1-C8-T2: needs 4.0%, has 2.0% free (98.0% allocated)',
    );
  });

  it('counts each device that comes for those after it, and names the port of the first that lacks room', () => {
    const host = { adapters: [{ limit: 4, ports: [{ used: 1 }, { used: 1 }, {}, {}] }], vnics };
    expect(shortage(host, [add('1/1', '2%'), add('1/2', '2%')])).toBe('none');
    expect(shortage(host, [add('1/1', '2%'), add('1/2', '2%'), add('1/3', '2%')])).toBe(
      'P1-C8-T4: its adapter has no free logical port: 4 of 4 configured',
    );
  });

  it('asks for no room where no device comes, and judges no port that it does not know', () => {
    const full = { adapters: [{ limit: 1, ports: [{ used: 1 }] }], vnics };
    expect(shortage(full, [change('activate', '1/0'), change('set-priority', '1/0')])).toBe('none');
    expect(shortage(full, [add('1/5', '2%'), add('3/0', '2%')])).toBe('none');
  });

  it('takes no figure for granted that the platform does not give', () => {
    const host = { adapters: [{ ports: [{}, { silent: true }] }], vnics };
    expect(shortage(host, [add('1/1', '2%')])).toMatch(/^P1-C8-T2: the platform does not tell its/);
  });
});

/** What people read of it. */
function shortage(
  host: HostSpec,
  steps: readonly RoomStep[],
  devices: readonly ReservedDevice[] = [],
): string {
  const snapshot = buildHost(host);
  const [vnic] = snapshot.vnics;
  if (vnic === undefined) throw new Error('the host has a vNIC');
  const reservations = [{ mac: parseMacAddress('AE7A25E59A02'), devices }];
  const found = findShortage({ snapshot, vnic, steps, reservations });
  if (found === undefined) return 'none';
  const place = found.port.slice(found.port.indexOf('-') + 1);
  return `${place}: ${found.reasons.map(explainPortRefusal).join(' and ')}`;
}

function add(place: string, capacity: string): RoomStep {
  return { kind: 'add', device: { ...portAt(place), capacity: parseCapacityPercent(capacity) } };
}

function remove(place: string): RoomStep {
  return change('remove', place);
}

function change(kind: 'remove' | 'activate' | 'set-priority', place: string): RoomStep {
  return { kind, device: portAt(place) };
}

/** On the second port of the first adapter. */
function held(capacity: string): ReservedDevice {
  return {
    ...portAt('1/1'),
    portLocation: parseLocationCode('U78C7.001.RCH0004-P1-C8-T2'),
    viosUuid: viosUuid(1),
    capacity: parseCapacityPercent(capacity),
    priority: parseFailoverPriority(10),
  };
}

function portAt(place: string) {
  const [adapter = '', port = ''] = place.split('/');
  return { adapterId: parseSriovAdapterId(adapter), portId: parsePhysicalPortId(port) };
}
