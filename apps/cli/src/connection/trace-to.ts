import type { TraceRecord } from '@powervm-sriov/pypowervm-ts';
import type { OutputStream } from '../program-io.ts';

/** Tells each request in a line, for `--debug`: no query, headers or bodies. */
export function traceTo(stream: OutputStream): (record: TraceRecord) => void {
  return ({ method, path, outcome, milliseconds }) => {
    stream.write(`${method} ${path} ${outcome} ${Math.round(milliseconds)} ms\n`);
  };
}
