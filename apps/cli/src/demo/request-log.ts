import type { TraceRecord } from '@powervm-sriov/pypowervm-ts';

/** What went over the wire, told step by step: writes one by one, reads counted. */
export class RequestLog {
  #total = 0;
  #records: TraceRecord[] = [];

  get total(): number {
    return this.#total;
  }

  add(record: TraceRecord): void {
    this.#total += 1;
    this.#records.push(record);
  }

  /** The lines since the last take. */
  take(): readonly string[] {
    const records = this.#records;
    this.#records = [];
    const reads = records.filter(({ method }) => method === 'GET').length;
    const writes = records
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path, outcome }) => `  → ${method} ${shortened(path)}  ${outcome}`);
    return reads === 0 ? writes : [...writes, `  → ${reads} GET`];
  }
}

/** UUIDs by their first digits: enough to see which is which, and the line fits. */
function shortened(path: string): string {
  return path.replaceAll(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '$1…');
}
