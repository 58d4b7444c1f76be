import type { TrueState } from '@powervm-sriov/powervm-simulator';
import { hundredths } from './hundredths.ts';

type TrueLogicalPort = TrueState['systems'][number]['logicalPorts'][number];

/** Added up from the logical ports themselves, by the location of their port. */
interface PortUse {
  onPort(location: string): {
    readonly logicalPorts: number;
    readonly capacity: number;
    readonly shares: readonly number[];
  };
}

export function portUse(logicalPorts: readonly Pick<TrueLogicalPort, 'location' | 'capacity'>[]): PortUse {
  const shares = new Map<string, number[]>();
  for (const { location, capacity } of logicalPorts) {
    const port = portBelow(location);
    shares.set(port, [...(shares.get(port) ?? []), hundredths(capacity)]);
  }
  return {
    onPort(location) {
      const here = shares.get(location) ?? [];
      return { logicalPorts: here.length, capacity: here.reduce((sum, each) => sum + each, 0), shares: here };
    },
  };
}

/** The location of the port that a logical port is on. */
export function portBelow(logicalPort: string): string {
  return logicalPort.replace(/-S\d+$/, '');
}
