/** Frozen content that somebody edits in the store, or of which a piece is gone. */
import { expect, it } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { contentKey, getContent, putContent } from '../../shared/reports/content.ts';
import { inProcess } from '../in-process.ts';

it('is not shown: what has happened, and that only a backup has it', async () => {
  const { platform } = await inProcess({ organisations: [], matters: null });
  const desk = deskAt(platform, '371525');
  const ref = await putContent(desk, { deemedClaimed: 5 });
  expect(await getContent(desk, ref)).toEqual({ deemedClaimed: 5 });
  const told = {
    code: 'store-damaged',
    status: 503,
    message: expect.stringMatching(/冻结时的内容不符.*check.*从.*备份恢复/),
  };
  await expect(getContent(desk, { ...ref, pieces: 2 })).rejects.toMatchObject(told);
  const key = contentKey('371525', ref.digest, 0);
  const { store } = platform.ports;
  const item = { key, head: 'edited', value: { text: '{"deemedClaimed":0}' }, places: {} };
  await store.commit([{ item, expected: ref.digest }]);
  const cause = { message: `content ${ref.digest} is not what was frozen` };
  await expect(getContent(desk, ref)).rejects.toMatchObject({ ...told, cause });
});
