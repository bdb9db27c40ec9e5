/** The fields that bodies are made of, where no capability's own tests meet their edges. */
import { expect, test } from 'vitest';
import { line, text } from '../shared/fields.ts';

const MARKS = '\u0301\u0323';

test('a run of combining marks is refused before it is normalised, which would take minutes', () => {
  const begun = performance.now();
  for (const field of [text(2000), line(100)]) {
    const result = field.safeParse(`a${MARKS.repeat(200_000)}`);
    expect(result.error?.issues.map(({ message }) => message)).toContain(
      '一个字符上叠加的附加符号过多，请删除多余的符号',
    );
  }
  expect(performance.now() - begun).toBeLessThan(1000);
});

test('as many marks as a script may need are taken', () => {
  expect(line(100).safeParse(`a${MARKS.repeat(15)}`).success).toBe(true);
  expect(line(100).parse('e\u0301')).toBe('é');
});
