/** 分办 (art. 16): inside a section an officer names the handler; between sections the section-head. */
import * as z from 'zod';
import { organisationOf } from '../county.ts';
import { optional, person, section } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { PersonAct } from './kind.ts';
import { hasSection } from './known.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-assigned': true;
  }
}

const assignInput = lazily(() =>
  z
    .strictObject({
      section: optional(section()).meta({ title: '责任科室' }),
      handler: optional(person()).meta({ title: '经办人' }),
    })
    .refine((input) => input.section !== null || input.handler !== null, {
      error: '请填写科室（section）或经办人（handler）',
    })
    .meta({ example: { handler: 'zhangsan' } }),
);

/** The act, from those states; `otherwise` as the kind refuses in the others. */
export function assignIn<Body, State extends string>(
  from: readonly State[],
  otherwise: PersonAct<Body, State, never>['otherwise'] = { '*': 'already-done' } as never,
): PersonAct<Body, State, Checked<typeof assignInput>> {
  return {
    label: '分办',
    article: '16',
    by: 'addressee',
    inSection: true,
    batch: true,
    spared: {
      by: ({ handler }) => handler !== null,
      code: 'already-assigned',
      replace: '已有经办人的也改由所选人员办理',
    },
    from,
    otherwise,
    input: assignInput,
    refuse: ({ section, to }, input, { roles }, { county }) => {
      if (input.section === null || input.section === section) return null;
      if (!roles.includes('section-head')) {
        return { code: 'not-allowed', detail: '只有科室负责人可以把事项分办到其他科室。请联系科室负责人。' };
      }
      const org = organisationOf(county, to as string);
      if (org && hasSection(org, input.section)) return null;
      const detail = `本单位没有代码为 ${input.section} 的科室，请从本单位科室中选择`;
      return { code: 'invalid', pointer: '/section', detail };
    },
    apply: (exchange, input) => {
      const section = input.section ?? exchange.section;
      const handler = input.handler ?? (section === exchange.section ? exchange.handler : null);
      return { set: { section, handler } };
    },
  };
}
