/** A circular's files are drawn once for all who read them. */
import { expect, it } from 'vitest';
import { drawn } from '../../../shared/reports/renderers.ts';
import { NAMES, small } from './samples.ts';

it('each file is kept by what it is drawn from', async () => {
  const picture = await drawn('png', small(), NAMES);
  expect(await drawn('png', small(), NAMES)).toBe(picture);
  const workbook = await drawn('xlsx', small(), NAMES);
  expect(workbook).not.toBe(picture);
  // What a quarantine has taken is not said again: the names are part of what it is drawn from.
  expect(await drawn('xlsx', small(), new Map())).not.toBe(workbook);
  expect(await drawn('png', small({ documentNumber: '冠审批通〔2026〕9号' }), NAMES)).not.toBe(picture);
});
