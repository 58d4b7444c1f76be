import { describe, expect, it } from 'vitest';
import { refusal } from '../../test/documents.ts';
import type { RestRequest } from '../transport/transport.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { refusalOf } from './refusal-of.ts';

const create: RestRequest = {
  method: 'PUT',
  path: '/rest/api/uom/LogicalPartition/1/VirtualNICDedicated?group=None',
  headers: {},
};
const read: RestRequest = { ...create, method: 'GET' };

describe('refusalOf', () => {
  it.each([
    [400, 'HSCL1295 the capacity is below the minimum', 'CAPACITY_REFUSED', 'HSCL1295'],
    [500, 'HSCL127D failed: HSCL1293 the sum exceeds 100', 'CAPACITY_REFUSED', 'HSCL1293'],
    [400, 'HSCL1288 owned already', 'PORT_OWNED', 'HSCL1288'],
    [500, 'HSCL294D failed with 0931-029', 'OS_HOLDS_DEVICE', 'HSCL294D'],
    [500, 'the device is busy: 0931-029', 'OS_HOLDS_DEVICE', '0931-029'],
    [500, 'HSCL3205 busy', 'BUSY', 'HSCL3205'],
    [400, 'SIM-MAC-IN-USE the address is taken', 'SERVER_REFUSED', 'SIM-MAC-IN-USE'],
    [500, 'HSCL127D and nothing else', 'SERVER_REFUSED', 'HSCL127D'],
    [400, 'no code', 'SERVER_REFUSED', undefined],
    [401, 'no code', 'UNAUTHORIZED', undefined],
    [403, 'no code', 'FORBIDDEN', undefined],
    [404, 'no code', 'NOT_FOUND', undefined],
    [412, 'no code', 'CONFLICT_ETAG', undefined],
    [429, 'no code', 'BUSY', undefined],
    [503, 'no code', 'BUSY', undefined],
  ])('reads %i %j as %s, without effect', (status, message, code, serverCode) => {
    expect(refusalOf(create, refusal(status, message))).toMatchObject({
      code,
      status,
      serverCode,
      effectUnknown: false,
    });
  });

  it.each([500, 502, 504])('does not know what an uncoded %i did, except to a read', (status) => {
    expect(refusalOf(create, refusal(status, 'Unknown'))).toMatchObject({
      code: 'SERVER_FAILED',
      effectUnknown: true,
    });
    expect(refusalOf(read, refusal(status, 'Unknown'))).toMatchObject({
      code: 'SERVER_FAILED',
      effectUnknown: false,
    });
  });

  it('says what was refused, why, and what to do, in one line', () => {
    expect(refusalOf(create, refusal(400, 'HSCL1295 below\n\tthe minimum')).message).toBe(
      'PUT /rest/api/uom/LogicalPartition/1/VirtualNICDedicated was refused with 400: HSCL1295 below the minimum (Unknown internal error); ask for less, or for a port with more room',
    );
  });

  it('copes with answers that are no PowerVM document', () => {
    const page = { status: 503, headers: {}, body: '<html><script>alert(1)</script></html>' };
    expect(refusalOf(read, page).message).toContain(
      'refused with 503: the answer is no PowerVM error document',
    );
    expect(refusalOf(read, { ...page, status: 404, body: '' }).message).toContain(
      'refused with 404: no reason given',
    );
  });

  it.skipIf(recordingsAbsent)('reads the recorded refusals', () => {
    const busy = refusalOf(read, { status: 500, headers: {}, body: readRecording('fake_httperror.txt') });
    expect(busy).toMatchObject({ code: 'BUSY', status: 500 });
    expect(busy.message).toContain('VIOS 1*9999-99Z*2125D4A is busy processing some other request');
    const away = { status: 503, headers: {}, body: readRecording('fake_httperror_service_unavail.txt') };
    expect(refusalOf(read, away).message).toContain(
      'refused with 503: Test error (Unknown internal error); try again later',
    );
  });
});
