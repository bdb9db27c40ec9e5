/** Whose password is checked next, with checks that end when they are told. */
import { describe, expect, it } from 'vitest';
import { Queue } from '../../infra/local/builtin/queue.ts';

/** A queue and what is at work in it, by name, in the order in which it began. */
function watched() {
  const queue = new Queue();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (network: string, name: string): Promise<string | null> =>
    queue.inTurn(network, async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      return name;
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask, begun, end };
}

const later = () => new Promise((resolve) => setImmediate(resolve));

describe('passwords are checked in turn', () => {
  it('a flood of one network leaves room for everybody else', async () => {
    const { ask, begun } = watched();
    for (let n = 1; n <= 50; n++) void ask('9.9.9.1', `guess ${n}`);
    void ask('10.0.0.7', 'zfb.office');
    await later();
    expect(begun).toEqual(['guess 1', 'guess 2', 'zfb.office']);
  });

  it('floods of many networks let whoever comes last wait for one check of each', async () => {
    const { ask, begun, end } = watched();
    for (const network of ['a', 'b', 'c']) for (let n = 1; n <= 20; n++) void ask(network, `${network}${n}`);
    void ask('d', 'person');
    await later();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'b2']);
    for (const name of ['b1', 'a1', 'b2', 'a2']) await end(name);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'b2', 'b3', 'a3', 'c1', 'person']);
  });

  it('all of one network have their turn, in order, however it ends', async () => {
    const { ask, begun, end } = watched();
    const answers = ['1', '2', '3'].map((name) => ask('nat', name));
    await later();
    for (const name of ['2', '1', '3']) await end(name);
    expect([begun, await Promise.all(answers)]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
    const queue = new Queue();
    const failing = () => queue.inTurn('nat', async () => Promise.reject(new Error('no disk')));
    for (let n = 0; n < 5; n++) await expect(failing()).rejects.toThrow('no disk');
    expect(await queue.inTurn('nat', async () => 'served')).toBe('served');
  });

  it('more than a hundred that wait are told to come again, and nobody of another network', async () => {
    const { ask, begun } = watched();
    for (let n = 1; n <= 102; n++) void ask('9.9.9.1', `${n}`);
    expect(await ask('9.9.9.1', 'one too many')).toBe(null);
    void ask('10.0.0.7', 'zfb.office');
    await later();
    expect(begun).toEqual(['1', '2', 'zfb.office']);
  });
});
