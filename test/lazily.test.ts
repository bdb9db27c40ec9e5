/** What is made lazily: once, and not before somebody asks. */
import { expect, it } from 'vitest';
import * as z from 'zod';
import { type Checked, lazily } from '../shared/lazily.ts';

it('makes nothing before it is asked, then once', () => {
  let times = 0;
  const made = lazily(() => {
    times += 1;
    return { times };
  });
  expect(times).toBe(0);
  expect(made()).toBe(made());
  expect(times).toBe(1);
});

it('keeps what is nothing, too', () => {
  let times = 0;
  const made = lazily(() => {
    times += 1;
    return undefined;
  });
  expect([made(), made(), times]).toEqual([undefined, undefined, 1]);
});

it('makes again what could not be made', () => {
  let times = 0;
  const made = lazily(() => {
    times += 1;
    if (times === 1) throw new Error('not yet');
    return times;
  });
  expect(() => made()).toThrow('not yet');
  expect([made(), made()]).toEqual([2, 2]);
});

it('tells the type of what passes', () => {
  const schema = lazily(() => z.strictObject({ day: z.string().transform(Number) }));
  const checked: Checked<typeof schema> = schema().parse({ day: '3' });
  expect(checked.day + 1).toBe(4);
});
