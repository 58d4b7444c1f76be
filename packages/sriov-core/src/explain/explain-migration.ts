import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { explainPlan } from '../explain-plan.ts';
import type { MigrationForecast, VnicForecast } from '../migration/predict-migration.ts';
import { listed, plural } from './plural.ts';
import { printable, quoted } from './printable.ts';

/** Where the vNICs of a partition would go, and exactly what is missing for those that cannot. */
export function explainMigration(forecast: MigrationForecast): readonly string[] {
  const { target, outcome, vnics } = forecast;
  return [
    `${plural(vnics.length, 'vNIC')} of the partition on ${printable(target)}: ${verdicts[outcome]}`,
    ...vnics.flatMap((vnic) => explainVnic(vnic).map((line) => `  ${line}`)),
  ];
}

const verdicts: Readonly<Record<MigrationForecast['outcome'], string>> = {
  full: 'all fit as they are',
  reduced: 'all fit, some with fewer devices, which has to be allowed when the migration starts',
  refused: 'not all fit',
};

function explainVnic(vnic: VnicForecast): readonly string[] {
  const name = `vNIC ${formatMacAddress(vnic.mac)}`;
  switch (vnic.kind) {
    case 'full':
      return [`${name}: ${placesOf(vnic.plan)}`];
    case 'reduced':
      return [
        `${name}: ${vnic.plan.devices.length} of ${plural(vnic.plan.request.redundancy, 'device')}, ${placesOf(vnic.plan)}`,
        ...explainPlan(vnic.missing).slice(1),
      ];
    case 'refused':
      return explainPlan(vnic.missing);
    case 'network-unclear':
      return [
        vnic.networks.length === 0
          ? `${name}: its network is not known, as none of its ports is on the source`
          : `${name}: its ports are on ${listed(vnic.networks.map(quoted))}, and it can have only one network`,
        '  to do:  correct the labels of its ports, or move its devices to ports of one network',
      ];
  }
}

function placesOf({ devices }: Extract<VnicForecast, { kind: 'full' }>['plan']): string {
  const places = devices.map(
    ({ portLocation, viosName }) => `${portLocation} through ${printable(viosName)}`,
  );
  return `fits, for example on ${listed(places)}`;
}
