/** 分办 (art. 16): inside a section an officer names the handler; between sections the section-head. */
import * as z from 'zod';
import { organisationOf } from '../county.ts';
import { optional, person, section } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import { NOBODY } from './handler.ts';
import type { PersonAct, Refusal, SystemAct } from './kind.ts';
import { hasSection } from './known.ts';
import type { Asked } from './seams.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-assigned': true;
  }
}

declare module './seams.ts' {
  interface Reads {
    /** Of an organisation: the accounts of people that are active, and whether one's work lies in a section. */
    people: { ask: string; found: People };
  }
}

/** The people of an organisation to whom work can be given, as whoever assigns has to know them. */
export interface People {
  has(account: string): boolean;
  /** False where work of that section is done by others; true where the section has no officer of its own. */
  covers(account: string, section: string): boolean;
}

const handlerNamed = lazily(() => person().meta({}).register(meanings, { is: 'person', handles: true }));

const assignInput = lazily(() =>
  z
    .strictObject({
      section: optional(section()).meta({ title: '责任科室' }),
      handler: optional(handlerNamed()).meta({ title: '经办人', description: '本单位启用的经办人员或科室负责人账号' }),
    })
    .refine((input) => input.section !== null || input.handler !== null, {
      error: '请选择责任科室，或填写经办人',
      path: ['section'],
    })
    .meta({ example: { handler: 'scjg.officer' } }),
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
    reads: ({ to }, { handler }): Asked => (handler === null || to === null ? {} : { people: to }),
    refuse: ({ section, to }, input, { roles }, { county, found }) => {
      const wrong = wrongHandler(input.handler, input.section ?? section, found?.people);
      if (input.section === null || input.section === section) return wrong;
      if (!roles.includes('section-head')) {
        return { code: 'not-allowed', detail: '只有科室负责人可以把事项分办到其他科室。请联系科室负责人。' };
      }
      const org = organisationOf(county, to as string);
      if (org && hasSection(org, input.section)) return wrong;
      const detail = `本单位没有代码为 ${input.section} 的科室，请从本单位科室中选择`;
      return { code: 'invalid', pointer: '/section', detail };
    },
    apply: (exchange, input) => {
      const section = input.section ?? exchange.section;
      if (input.handler !== null) return { set: { section, handler: input.handler, handlerAccount: input.handler } };
      return { set: { section, ...(section !== exchange.section && NOBODY) } };
    },
  };
}

/**
 * 移交 (art. 16): what one account handles goes to another, or to nobody. The administrator's act on an account causes it
 * in each record; it is nobody's to perform on a record by itself.
 */
export const REASSIGN: SystemAct<unknown, string, { to: string | null; reason: string }> = {
  label: '移交',
  article: '16',
  by: 'system',
  from: ['*'],
  apply: (_exchange, { to }) => ({ set: to === null ? NOBODY : { handler: to, handlerAccount: to } }),
};

/** Whoever handles it may do it: else it waits for one who is refused, and the others think that it is done. */
function wrongHandler(handler: string | null, section: string | null, people?: People): Refusal | null {
  if (handler === null) return null;
  if (!people?.has(handler)) return noSuchPerson(handler);
  if (section === null || people.covers(handler, section)) return null;
  const detail = `${handler} 不在事项所属的科室，无权办理。请填写该科室的人员，或由科室负责人同时改分到其所在科室`;
  return { code: 'invalid', pointer: '/handler', detail };
}

function noSuchPerson(handler: string): Refusal {
  const detail = `本单位没有启用的经办人员或科室负责人账号 ${handler}，请从这些人员中选择`;
  return { code: 'invalid', pointer: '/handler', detail };
}
