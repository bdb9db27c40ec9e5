/** The code of a matter. Apart from the rows of the list, which few of those need who name a matter. */
import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';

export const matterCode = lazily(() =>
  z
    .string({ error: '请填写事项编码' })
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/, { error: '事项编码由字母、数字、点、横线组成，最长 64 位' })
    .register(meanings, { is: 'matter' })
    .meta({ example: '371525-SCJG-001' }),
);
