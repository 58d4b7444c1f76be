import { beforeAll, describe, expect, test } from 'vitest';
import { parseFeed } from '../atom/parse-atom.ts';
import { parseLocationCode } from '../identifiers/index.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { serializeXml } from '../xml/serialize-xml.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { childElements, textOf, type XmlElement } from '../xml/xml-element.ts';
import { changeAdapter } from './change-adapter.ts';
import { changePhysicalPort } from './change-physical-port.ts';
import { ManagedSystem } from './managed-system.ts';

describe.skipIf(recordingsAbsent)('a recorded system', () => {
  let system: XmlElement;
  beforeAll(() => {
    system = parseFeed(parseXml(readRecording('sys_with_sriov.txt'))).entries[0]?.content as XmlElement;
  });
  const port = parseLocationCode('U78C7.001.RCH0004-P1-C9-T3');
  const dedicated = parseLocationCode('U78CB.001.WZS06RG-P1-C7');

  test('gets one label, and differs in that element alone', () => {
    const changed = changePhysicalPort(system, port, { label: 'prod_net' });
    expect(differences(system, changed)).toEqual([
      '/ManagedSystem/AssociatedSystemIOConfiguration/SRIOVAdapters/IOAdapterChoice/SRIOVAdapter/EthernetPhysicalPorts/SRIOVEthernetPhysicalPort/Label: "" -> "prod_net"',
    ]);
    expect(labelsOf(parseXml(serializeXml(changed)))).toEqual({ [port]: 'prod_net' });
  });

  test('shares with its successor whatever stayed the same', () => {
    const changed = changePhysicalPort(system, port, { label: 'prod_net' });
    const same = childElements(changed).filter((each, index) => each === childElements(system)[index]);
    expect(same).toHaveLength(childElements(system).length - 1);
  });

  test('gets one adapter switched to SR-IOV, and differs in that element alone', () => {
    expect(differences(system, changeAdapter(system, dedicated, { adapterMode: 'Sriov' }))).toEqual([
      '/ManagedSystem/AssociatedSystemIOConfiguration/SRIOVAdapters/IOAdapterChoice/SRIOVAdapter/AdapterMode: "Dedicated" -> "Sriov"',
    ]);
  });

  test('refuses what it does not have', () => {
    expect(() => changePhysicalPort(system, parseLocationCode('U1-P1-T9'), { label: 'x' })).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: expect.stringMatching(/^the system has no SR-IOV physical port U1-P1-T9: /) as string,
      }),
    );
    expect(() => changeAdapter(system, port, { adapterMode: 'Sriov' })).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: `the system has no SR-IOV adapter at ${port}: check the location code`,
      }),
    );
    expect(() => changeAdapter(system, dedicated, { adapterMode: 'unknown' })).toThrow(
      /^word "unknown" is not valid: expected one of Sriov, Dedicated, ForceDedicated$/,
    );
  });

  test('that names one location twice is not guessed about', () => {
    const twice = parseXml(
      serializeXml(system).replaceAll('U78C7.001.RCH0004-P1-C9-T3<', 'U78C7.001.RCH0004-P1-C9-T4<'),
    );
    expect(() =>
      changePhysicalPort(twice, parseLocationCode('U78C7.001.RCH0004-P1-C9-T4'), { label: 'x' }),
    ).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_UNEXPECTED',
        message: expect.stringMatching(/names 2 physical ports .*-T4: nothing was changed/) as string,
      }),
    );
  });
});

function labelsOf(system: XmlElement): Record<string, string | undefined> {
  const ports = ManagedSystem.read(system).ioConfiguration.sriovAdapters.flatMap((adapter) => adapter.ports);
  const labelled = ports.filter(({ label }) => label !== '');
  return Object.fromEntries(labelled.map(({ locationCode, label }) => [String(locationCode), label]));
}

/** Where two trees of the same elements differ. */
function differences(left: XmlElement, right: XmlElement, path = ''): string[] {
  const here = `${path}/${left.local}`;
  const [inLeft, inRight] = [childElements(left), childElements(right)];
  if (inLeft.length !== inRight.length) return [`${here}: other children`];
  if (inLeft.length > 0)
    return inLeft.flatMap((child, index) => differences(child, inRight[index] ?? child, here));
  if (serializeXml(left) === serializeXml(right)) return [];
  return [`${here}: ${JSON.stringify(textOf(left))} -> ${JSON.stringify(textOf(right))}`];
}
