import type { ChangeDraft } from '../change/change-draft.ts';
import { judgeAdapter } from '../eligibility/judge-adapter.ts';
import { judgeVios } from '../eligibility/judge-vios.ts';
import { matchLabel } from '../eligibility/match-label.ts';
import type { BackingDeviceSnapshot, HostSnapshot } from '../host-snapshot.ts';
import { isSamePort } from '../is-same-port.ts';
import { moveDevice, standbysFirst } from './move-device.ts';
import { type DeviceWish, isConstraint, placeBeside } from './place-beside.ts';

/** A device moves only to where the vNIC stands on more adapters or VIOSes, and on fewer of neither. */
export function spreadShared(draft: ChangeDraft, wish: DeviceWish): ChangeDraft {
  let ended = draft;
  for (const { adapterId, portId } of standbysFirst(draft.vnic.devices)) {
    const isIt = (each: BackingDeviceSnapshot): boolean => isSamePort(each, { adapterId, portId });
    const device = ended.vnic.devices.find(isIt);
    const others = ended.vnic.devices.filter((each) => !isIt(each));
    if (device === undefined || !mayGain(ended.snapshot, { device, others, wish })) continue;
    const place = placeBeside(ended, wish, [device]);
    if (!isConstraint(place) && isBetter(others, device, place)) ended = moveDevice(ended, device, place);
  }
  return ended;
}

type Placed = Pick<BackingDeviceSnapshot, 'adapterId' | 'viosUuid'>;

interface Sharing {
  readonly device: Placed;
  readonly others: readonly Placed[];
  readonly wish: DeviceWish;
}

/** Spares the search for a place where the host has no adapter and no VIOS that the vNIC is not on already. */
function mayGain({ adapters, vioses }: HostSnapshot, { device, others, wish }: Sharing): boolean {
  const { cordons, network } = wish;
  const sharesAdapter = others.some(({ adapterId }) => adapterId === device.adapterId);
  const sharesVios = others.some((other) => viosOf(other) === viosOf(device));
  const otherAdapter = adapters.some(
    (adapter) =>
      judgeAdapter(adapter, cordons) === undefined &&
      adapter.ports.some(({ label }) => matchLabel(label, network) === 'same') &&
      others.every(({ adapterId }) => adapterId !== adapter.adapterId),
  );
  const otherVios = vioses.some(
    (vios) =>
      judgeVios(vios, cordons) === undefined &&
      others.every((other) => viosOf(other) !== vios.uuid.toUpperCase()),
  );
  return (sharesAdapter && otherAdapter) || (sharesVios && otherVios);
}

function isBetter(others: readonly Placed[], now: Placed, then: Placed): boolean {
  const gain = (keyOf: (device: Placed) => string): number =>
    new Set([...others, then].map(keyOf)).size - new Set([...others, now].map(keyOf)).size;
  const [adapters, vioses] = [gain(({ adapterId }) => String(adapterId)), gain(viosOf)];
  return Math.min(adapters, vioses) >= 0 && adapters + vioses > 0;
}

function viosOf({ viosUuid }: Placed): string {
  return viosUuid.toUpperCase();
}
