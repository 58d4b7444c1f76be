import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator.ts';

let folder: string;
let file: string;
let written: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-file-'));
  file = join(folder, 'state.json');
  await (await startSimulator({ stateFile: file })).close();
  written = await readFile(file);
});

afterAll(() => rm(folder, { recursive: true }));

describe('a state file', () => {
  it('that is whole is gone on from', async () => {
    await writeFile(file, written);
    const simulator = await startSimulator({ stateFile: file });
    expect(simulator.systems).toEqual(['small-9009-42A']);
    await simulator.close();
  });

  const damages: readonly (readonly [string, (bytes: Buffer, at: number) => Buffer])[] = [
    ['a flipped bit', (bytes, at) => Buffer.from(bytes.with(at, (bytes[at] ?? 0) ^ 1))],
    ['its end missing', (bytes, at) => bytes.subarray(0, at)],
    [
      'a byte too many',
      (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from('0'), bytes.subarray(at)]),
    ],
  ];

  it.each(damages)('with %s anywhere is refused, and left as it is', async (_what, damage) => {
    for (let sample = 0; sample < 20; sample += 1) {
      const damaged = damage(written, Math.floor((written.length * sample) / 20));
      await writeFile(file, damaged);
      await expect(startSimulator({ stateFile: file })).rejects.toThrow(
        `${file} is damaged, or no state of a simulator; name another file, or remove this one to begin anew.`,
      );
      expect((await readFile(file)).equals(damaged)).toBe(true);
    }
  });

  it('that two simulators change keeps the change of the first, and the second is told; one that only looks is not', async () => {
    await writeFile(file, written);
    const [first, second, looking] = await Promise.all(
      [1, 2, 3].map(() => startSimulator({ stateFile: file })),
    );
    first?.control.setRmc('lpar1', 'inactive');
    await first?.close();
    const kept = await readFile(file);
    await looking?.close();
    second?.control.setRmc('vios1', 'inactive');
    await expect(second?.close()).rejects.toThrow(
      `${file} was changed by another program meanwhile, and what was done here is not kept; do it again`,
    );
    expect((await readFile(file)).equals(kept)).toBe(true);
    expect(kept.equals(written)).toBe(false);
  });

  it('that several simulators change at the same moment keeps the change of exactly one', async () => {
    for (let round = 0; round < 5; round += 1) {
      await writeFile(file, written);
      const all = await Promise.all(Array.from({ length: 4 }, () => startSimulator({ stateFile: file })));
      for (const [at, { control }] of all.entries())
        control.setRmc(at % 2 === 0 ? 'lpar1' : 'vios1', 'unknown');
      const ends = await Promise.allSettled(all.map((simulator) => simulator.close()));
      const kept = (await readFile(file)).toString();
      // Those that have changed the same have nothing to lose.
      expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(2);
      expect(kept).not.toBe(written.toString());
    }
  });

  it('of another version is refused as such', async () => {
    const text = JSON.stringify({ format: 1 });
    const digest = createHash('sha256').update(text).digest('base64');
    await writeFile(file, `sha256-${digest}\n${text}\n`);
    await expect(startSimulator({ stateFile: file })).rejects.toThrow(
      'is the state of a simulator of another version (format 1); remove it to begin anew.',
    );
  });
});
