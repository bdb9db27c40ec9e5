/** The fields that a record lacks, as answered. */
import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';

export const missing = lazily(() => ({
  missing: z
    .array(
      z.strictObject({
        field: z.string().meta({ title: '字段' }).register(meanings, { machines: true }),
        name: z.string().meta({ title: '名称' }),
      }),
    )
    .meta({ title: '缺少的字段', description: '补全之前不能报送' }),
}));
